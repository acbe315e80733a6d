"""Walks a regular visit and what follows it through the real services to a wanted state."""

import datetime as dt
from typing import Any

from accounts.models import Organisation
from core import calendar
from inspectors.models import Inspector, PlaqueAssignment
from inspectors.plaque import services as plaque_services
from supervision.models import FollowUp, MatterRating, RegularItem, RegularVisit, UrgentKind, UrgentReport
from supervision.regular import services as regular_services
from tests.people import Cast
from tests.walk.inspection import picture, signature

FOUND = "食堂留样记录缺失两天"
ADVICE = "立即补齐并每日双人签字"
TOLD = "请学校按要求整改，其余情况良好"


def hang(cast: Cast, unit: Organisation | None = None, user: Any = None) -> PlaqueAssignment:
    """The plaque of the first inspector (or of `user`) at the school (or at `unit`); the same on every call."""
    unit, user = unit or cast.school, user or cast.inspector
    known = PlaqueAssignment.objects.current().filter(unit=unit).first()
    if known is not None:
        return known
    inspector = Inspector.objects.get(user=user)
    return plaque_services.assign_plaque(unit, by=cast.office, inspector=inspector, began_on=dt.date(2026, 1, 1))


def begun(cast: Cast, *, day: dt.date | None = None, unit: Organisation | None = None, **given: Any) -> RegularVisit:
    """A visit that the plaque inspector has begun today (or on `day`)."""
    plaque = hang(cast, unit)
    return regular_services.begin_regular_visit(
        plaque.unit, by=plaque.inspector.user, visited_on=day or calendar.today(), **given
    )


def say(visit: RegularVisit, rating: str, *, place: int = 0, **given: Any) -> RegularItem:
    """Say something to the matter at `place`; a problem with all that it needs."""
    item = visit.items.all()[place]
    words = {"note": FOUND, "advice": ADVICE} if rating != MatterRating.NONE else {}
    return regular_services.record_matter(item, by=visit.inspector.user, rating=rating, **words, **given)


def filled(cast: Cast, *ratings: str, **given: Any) -> RegularVisit:
    """A visit with one matter for each of `ratings`, the rest without remark, two methods used."""
    visit = begun(cast, **given)
    for place, rating in enumerate(ratings):
        bureau = {"department": cast.education_bureau} if rating == MatterRating.COMPLEX else {}
        item = say(visit, rating, place=place, **bureau)
        regular_services.add_matter_photos(item, by=visit.inspector.user, photos=[picture()])
    regular_services.rate_rest(visit, by=visit.inspector.user)
    return regular_services.record_methods(visit, by=visit.inspector.user, lessons=2, walks=1)


def sign(visit: RegularVisit, **given: Any) -> RegularVisit:
    """The inspector tells the result, signs and submits."""
    content = {"told": TOLD, "told_to": "王校长", "note": "校长态度敷衍", "highlights": "晨读有序"} | given
    return regular_services.submit_regular_visit(visit, by=visit.inspector.user, signature=signature(), **content)


def submitted(cast: Cast, *ratings: str, **given: Any) -> RegularVisit:
    """A signed and submitted visit."""
    return sign(filled(cast, *ratings, **given))


def follow_up(cast: Cast, rating: str = MatterRating.GENERAL, **given: Any) -> FollowUp:
    """The follow-up of a visit with one problem, just begun."""
    return FollowUp.objects.get(visit=submitted(cast, rating, **given))


def answered(cast: Cast, **given: Any) -> FollowUp:
    """The unit has answered the advice."""
    return regular_services.answer_follow_up(
        follow_up(cast, **given), by=cast.school_head, text="已补齐", evidence=[picture("整改.png")]
    )


def issued(cast: Cast, **given: Any) -> FollowUp:
    """The consultation letter is out."""
    begun_one = follow_up(cast, MatterRating.COMPLEX, **given)
    return regular_services.issue_letter(
        begun_one, by=cast.office, department=cast.education_bureau, found=FOUND, advice="请协调整治"
    )


def urgent(cast: Cast, **given: Any) -> UrgentReport:
    """An urgent report from a visit that has begun."""
    content = {"text": "围墙开裂", "kind": UrgentKind.DANGER, "photos": [picture()]} | given
    return regular_services.report_urgent(begun(cast), by=cast.inspector, **content)
