"""From a confirmed draw to the words of its record."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from core import calendar
from reports.builders.draw import DrawFacts, DrawnUnit, Stratum, draw_record
from reports.facts.inspection import office
from reports.layout.content import DocumentContent
from reports.layout.office import Issue
from reports.layout.wording import cn_moment
from supervision.draw import drawing
from supervision.models import Draw


def draw_content(draw: Draw) -> DocumentContent:
    """What the drawing record says; everything comes out of the frozen texts of the draw."""
    pool, rows = draw.content, draw.drawn_units
    names = {row["code"]: row["name"] for row in (*pool["units"], *pool["inspectors"])}
    drawn = [row["stratum"] for row in rows]
    facts = DrawFacts(
        number=draw.number,
        purpose=draw.purpose,
        first_on=draw.first_on,
        last_on=draw.last_on,
        committed=_moment(draw.committed_at),
        inspectors=len(pool["inspectors"]),
        per_unit=pool["per_unit"],
        ceiling=pool["ceiling"],
        pool_sha256=draw.pool_sha256,
        strata=tuple(
            Stratum(row["name"], len(drawing.candidates_of(pool, row)), drawn.count(row["name"]))
            for row in pool["strata"]
        ),
        included=tuple((names[row["code"]], row["reason"]) for row in pool["include"]),
        excluded=tuple((names[row["code"]], row["reason"]) for row in pool["exclude"]),
        seed=draw.seed,
        source=draw.seed_source,
        seeded=_moment(draw.seed_at),
        witnesses=tuple(f"{row['name']}（{row['post']}）" for row in draw.witnesses),
        result_sha256=draw.result_sha256,
        units=tuple(
            DrawnUnit(names[row["code"]], row["stratum"], tuple(names[code] for code in row["team"])) for row in rows
        ),
        url=f"{settings.SITE_URL}{draw.get_public_url()}",
        replaces=draw.redraw_of.number if draw.redraw_of else "",
        why_again=draw.redraw_reason.rstrip("。"),
    )
    return draw_record(facts, office=office(), issue=Issue(issued_on=calendar.today(), number=draw.number))


def _moment(at: dt.datetime | None) -> str:
    return cn_moment(timezone.localtime(at))
