"""The rules of appointment, one by one: the same for the page on which an inspector is edited and for the import."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError

from accounts import policy
from accounts.identity import birth_of, is_identity
from accounts.phones import is_phone
from core.excel.reasons import wrong
from core.workflow import gettext_noop as _
from inspectors.enums import Education, InspectorKind
from inspectors.models import Inspector

CONDITIONS = "《教育督导条例》第七条第四项"
TERMS = "《教育督导条例》第六条"


def eligibility_faults(inspector: Inspector) -> Iterator[tuple[str, ValidationError]]:
    """Yield (field, reason) for every rule of appointment that `inspector` breaks (REG 6–7, INSP)."""
    if inspector.education == Education.COLLEGE:
        yield (
            "education",
            wrong(
                _("A junior college degree is not enough: an inspector has a bachelor's degree or above (%(rule)s)."),
                rule=CONDITIONS,
            ),
        )
    years = policy.number("experience_years")
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
    yield from _term_faults(inspector)
    yield from _identity_faults(inspector)
    if inspector.phone and not is_phone(inspector.phone):
        yield (
            "phone",
            wrong(
                _("“%(value)s” is no telephone number: a mobile number has 11 digits, a landline its area code."),
                value=inspector.phone,
            ),
        )


def _identity_faults(inspector: Inspector) -> Iterator[tuple[str, ValidationError]]:
    """Number and birthday; the number itself is never written into a reason, which lists and logs would show."""
    if not inspector.identity:
        return
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


def _term_faults(inspector: Inspector) -> Iterator[tuple[str, ValidationError]]:
    begin, end = inspector.term_from, inspector.term_until
    if begin and end and end <= begin:
        yield "term_until", wrong(_("The term ends before it begins."))
    if inspector.kind != InspectorKind.PART_TIME:
        return
    most = policy.number("terms_in_row")
    if (inspector.terms_in_row or 0) > most:
        yield (
            "terms_in_row",
            wrong(
                _("A part-time inspector serves at most %(most)s terms in a row; this is number %(held)s (%(rule)s)."),
                most=most,
                held=inspector.terms_in_row,
                rule=TERMS,
            ),
        )
    years = policy.number("term_years")
    if begin and end and (end.year - begin.year, end.month, end.day) > (years, begin.month, begin.day):
        yield (
            "term_until",
            wrong(_("A part-time term lasts at most %(years)s years (%(rule)s)."), years=years, rule=TERMS),
        )
