"""The rules of appointment, one by one, each in one place: for the roster's form, the import and the vetting."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as translate

from accounts import policy
from accounts.identity import birth_of, is_identity, mask_identity
from accounts.phones import is_phone, mask_phone
from core.excel.reasons import wrong
from core.workflow import gettext_noop as _
from inspectors.models import Education, Inspector, InspectorKind

CONDITIONS = "《教育督导条例》第七条第四项"
TERMS = "《教育督导条例》第六条"
PERSON = "《督学管理暂行办法》"

Fault = tuple[str, ValidationError]


@dataclass(frozen=True)
class Rule:
    """One rule held against a person: what it says (in the page's language), its article, what the person has.

    `faults` are the fields that break it, with the reason; none where it is kept.
    """

    key: str
    text: str
    article: str
    has: str
    faults: tuple[Fault, ...]

    @property
    def is_kept(self) -> bool:
        """Whether the person keeps the rule."""
        return not self.faults


def eligibility_faults(inspector: Inspector) -> Iterator[Fault]:
    """Yield (field, reason) for every rule of appointment that `inspector` breaks (REG 6–7, INSP)."""
    for rule in eligibility_rules(inspector):
        yield from rule.faults


def eligibility_rules(inspector: Inspector) -> Iterator[Rule]:
    """Every rule of appointment that can be told from the facts of `inspector`, kept or broken (REG 6–7, INSP).

    `inspector` may be an unsaved record made of a candidate's facts.
    """
    yield Rule(
        "education",
        translate(_("A bachelor's degree or above")),
        CONDITIONS,
        inspector.get_education_display(),
        tuple(_education_faults(inspector)),
    )
    years = policy.number("experience_years")
    yield Rule(
        "experience",
        translate(_("%(years)s years or more in education")) % {"years": years},
        CONDITIONS,
        translate(_("%(years)s years")) % {"years": inspector.experience_years},
        tuple(_experience_faults(inspector, years)),
    )
    yield _term_rule(inspector)
    if inspector.kind == InspectorKind.PART_TIME:
        yield _row_rule(inspector)
    if inspector.identity:
        yield Rule(
            "identity",
            translate(_("The identity number is right and agrees with the day of birth")),
            PERSON,
            mask_identity(inspector.identity),
            tuple(_identity_faults(inspector)),
        )
    if inspector.phone:
        yield Rule(
            "phone",
            translate(_("A telephone number that exists")),
            PERSON,
            mask_phone(inspector.phone),
            tuple(_phone_faults(inspector)),
        )


def _education_faults(inspector: Inspector) -> Iterator[Fault]:
    if inspector.education == Education.COLLEGE:
        yield (
            "education",
            wrong(
                _("A junior college degree is not enough: an inspector has a bachelor's degree or above (%(rule)s)."),
                rule=CONDITIONS,
            ),
        )


def _experience_faults(inspector: Inspector, years: int) -> Iterator[Fault]:
    if inspector.experience_years is not None and inspector.experience_years < years:
        yield (
            "experience_years",
            wrong(
                _("%(held)s years in education are not enough: an inspector has %(years)s or more (%(rule)s)."),
                held=inspector.experience_years,
                years=years,
                rule=CONDITIONS,
            ),
        )


def _phone_faults(inspector: Inspector) -> Iterator[Fault]:
    if not is_phone(inspector.phone):
        yield (
            "phone",
            wrong(
                _("“%(value)s” is no telephone number: a mobile number has 11 digits, a landline its area code."),
                value=inspector.phone,
            ),
        )


def _identity_faults(inspector: Inspector) -> Iterator[Fault]:
    """Number and birthday; the number itself is never written into a reason, which lists and logs would show."""
    if not is_identity(inspector.identity):
        yield (
            "identity",
            wrong(_("This is no identity number: it has 18 characters, of which the last is the check digit.")),
        )
        return
    born, named = inspector.born, birth_of(inspector.identity)
    # The county's table knows the month alone and is read as its first day.
    whole = born is not None and born.day != 1
    if (
        born
        and named
        and (born.year, born.month, born.day if whole else named.day)
        != (
            named.year,
            named.month,
            named.day,
        )
    ):
        yield "identity", wrong(_("The day of birth in the identity number is not the one given under “born”."))


def _term_rule(inspector: Inspector) -> Rule:
    years = policy.number("term_years")
    part_time = inspector.kind == InspectorKind.PART_TIME
    text = translate(_("A term of at most %(years)s years")) % {"years": years} if part_time else translate(_("A term"))
    begin, end = inspector.term_from, inspector.term_until
    has = f"{date_format(begin)} – {date_format(end) if end else translate(_('no fixed end'))}" if begin else ""
    return Rule("term", text, TERMS, has, tuple(_term_faults(inspector, years)))


def _term_faults(inspector: Inspector, years: int) -> Iterator[Fault]:
    begin, end = inspector.term_from, inspector.term_until
    if begin and end and end <= begin:
        yield "term_until", wrong(_("The term ends before it begins."))
    if inspector.kind != InspectorKind.PART_TIME:
        return
    if begin and end and (end.year - begin.year, end.month, end.day) > (years, begin.month, begin.day):
        yield (
            "term_until",
            wrong(_("A part-time term lasts at most %(years)s years (%(rule)s)."), years=years, rule=TERMS),
        )


def _row_rule(inspector: Inspector) -> Rule:
    most = policy.number("terms_in_row")
    held = inspector.terms_in_row or 0
    faults: tuple[Fault, ...] = ()
    if held > most:
        fault = wrong(
            _("A part-time inspector serves at most %(most)s terms in a row; this is number %(held)s (%(rule)s)."),
            most=most,
            held=inspector.terms_in_row,
            rule=TERMS,
        )
        faults = (("terms_in_row", fault),)
    has = translate(_("term %(count)s in a row")) % {"count": held} if held else ""
    return Rule("terms_in_row", translate(_("At most %(most)s terms in a row")) % {"most": most}, TERMS, has, faults)
