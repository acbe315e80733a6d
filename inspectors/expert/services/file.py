"""What stands in a file of experts: written from the pool, and read from a partner's payload field by field."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Refused
from inspectors.models import Education, Expert, ExpertCategory

MOST = 5000  # experts in one file
TEXTS = {"name": 40, "gender": 4, "employer": 80, "title": 40, "specialities": 80}
NEEDED = {"name", "employer"}
FIELDS = {*TEXTS, "id", "education", "categories", "term_from", "term_until"}
HEAD = {"county", "recipient", "serial", "created", "expires", "experts"}
STAMP = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class ExpertLine:
    """One expert of a partner's file."""

    id: str
    facts: dict[str, Any]  # by the names of the pool's own columns
    term_from: dt.date
    term_until: dt.date


@dataclass(frozen=True)
class ExpertFile:
    """A partner's file, read; `experts` are all whom the partner lists, no others."""

    county: str
    recipient: str
    serial: int
    created: dt.datetime
    expires: dt.date
    experts: list[ExpertLine]


def payload_of(
    experts: Iterable[Expert],
    *,
    county: tuple[str, str],
    recipient: tuple[str, str],
    serial: int,
    created: dt.datetime,
    expires: dt.date,
    with_phones: bool,
) -> dict[str, Any]:
    """The payload of a file that lists `experts`; counties are pairs of code and name.

    A telephone number stands in it only where `with_phones` asks for it and the expert agrees.
    """
    return {
        "county": {"code": county[0], "name": county[1]},
        "recipient": {"code": recipient[0], "name": recipient[1]},
        "serial": serial,
        "created": created.astimezone(dt.UTC).strftime(STAMP),
        "expires": expires.isoformat(),
        "experts": [_line_of(expert, with_phones=with_phones) for expert in experts],
    }


def _line_of(expert: Expert, *, with_phones: bool) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": str(expert.pk),
        **{name: getattr(expert, name) for name in TEXTS},
        "education": expert.education,
        "categories": sorted(expert.categories),
        "term_from": expert.first_day.isoformat(),
        "term_until": expert.last_day.isoformat(),
    }
    if with_phones and expert.consents and expert.phone:
        line["phone"] = expert.phone
    return line


def read_payload(payload: dict[str, Any]) -> ExpertFile:
    """The payload as records. Raises Refused where it does not keep to the format, naming the place."""
    if set(payload) != HEAD:
        raise _odd(", ".join(sorted(set(payload) ^ HEAD)))
    lines = payload["experts"]
    if not isinstance(lines, list) or len(lines) > MOST:
        raise _odd("experts")
    found = [_read_line(line, f"experts[{at}]") for at, line in enumerate(lines)]
    if len({line.id for line in found}) != len(found):
        raise _odd("experts[].id")
    return ExpertFile(
        county=_code(payload["county"], "county"),
        recipient=_code(payload["recipient"], "recipient"),
        serial=_serial(payload["serial"]),
        created=_stamp(payload["created"]),
        expires=_day(payload["expires"], "expires"),
        experts=found,
    )


def _read_line(line: Any, place: str) -> ExpertLine:
    if not isinstance(line, dict) or set(line) - {"phone"} != FIELDS:
        raise _odd(place)
    facts: dict[str, Any] = {
        name: _text(line[name], f"{place}.{name}", most, needed=name in NEEDED) for name, most in TEXTS.items()
    }
    facts["phone"] = _text(line.get("phone", ""), f"{place}.phone", 20)
    facts["education"] = _text(line["education"], f"{place}.education", 10)
    if facts["education"] not in {"", *Education.values}:
        raise _odd(f"{place}.education")
    codes = line["categories"]
    known = isinstance(codes, list) and all(isinstance(code, str) and code in ExpertCategory.values for code in codes)
    if not known or not codes or len(set(codes)) != len(codes):
        raise _odd(f"{place}.categories")
    facts["categories"] = codes
    first, last = _day(line["term_from"], f"{place}.term_from"), _day(line["term_until"], f"{place}.term_until")
    if last < first:
        raise _odd(f"{place}.term_until")
    return ExpertLine(_text(line["id"], f"{place}.id", 40, needed=True), facts, first, last)


def _text(value: Any, place: str, most: int, *, needed: bool = False) -> str:
    if not isinstance(value, str) or len(value) > most or not (value.isprintable() and (value.strip() or not needed)):
        raise _odd(place)
    return value


def _code(value: Any, place: str) -> str:
    if not isinstance(value, dict) or set(value) != {"code", "name"}:
        raise _odd(place)
    _text(value["name"], f"{place}.name", 40, needed=True)
    return _text(value["code"], f"{place}.code", 12, needed=True)


def _serial(value: Any) -> int:
    if type(value) is not int or not 0 < value < 2**31:  # True is an int too
        raise _odd("serial")
    return value


def _day(value: Any, place: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _odd(place) from None
    if day.isoformat() != value:
        raise _odd(place)
    return day


def _stamp(value: Any) -> dt.datetime:
    try:
        return dt.datetime.strptime(value, STAMP).replace(tzinfo=dt.UTC)
    except (TypeError, ValueError):
        raise _odd("created") from None


def _odd(place: str) -> Refused:
    return Refused(
        _("The file does not keep to the format of the exchange: %(place)s.") % {"place": place},
        remedy=_("Ask the partner county to make the file again with a platform of this format."),
    )
