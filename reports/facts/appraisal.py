"""From an appraisal and a growth file to the words of their documents; always in the county's language."""

from core import calendar
from core.notifications import in_chinese
from inspectors.appraisal.services import GrowthFile, figures_of
from inspectors.models import Appraisal, AppraisalKind
from reports.builders.appraisal import AppraisalFacts, Measured, appraisal_form, appraisal_notice
from reports.builders.growth import GrowthFacts, YearFacts, growth_document
from reports.facts.inspection import office
from reports.layout.content import DocumentContent
from reports.layout.office import Issue
from reports.layout.wording import APPRAISED, GROWTH, cn_date, cn_period


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _facts(row: Appraisal) -> AppraisalFacts:
    person = row.inspector
    return AppraisalFacts(
        name=person.name,
        certificate=person.certificate,
        sort=str(person.get_kind_display()),
        zone=str(person.zone or ""),
        employer=row.employer,
        kind=APPRAISED[AppraisalKind(row.kind)],
        year=row.year,
        first=row.period_from,
        last=row.period_until,
        figures=tuple(Measured(each.label, each.value, each.target) for each in figures_of([row])[row.pk]),
        figures_on=row.figures_on or calendar.today(),
        summary=_lines(row.summary),
        grade=str(row.get_grade_display()),
        reasons=_lines(row.reasons),
        told_on=row.told_on,
        reply_until=row.due_on,
        reply=_lines(row.reply),
        answer=_lines(row.answer),
        confirmed_by=str(row.confirmed_by or ""),
        confirmed_on=row.confirmed_on,
        failed=row.is_failed,
    )


@in_chinese
def notice_of_appraisal(row: Appraisal) -> DocumentContent:
    """What the notice to the employer says."""
    return appraisal_notice(
        _facts(row), office=office(), issue=Issue(issued_on=row.told_on or calendar.today(), number=row.notice_number)
    )


@in_chinese
def form_of_appraisal(row: Appraisal) -> DocumentContent:
    """What the filed form says."""
    return appraisal_form(
        _facts(row), office=office(), issue=Issue(issued_on=row.filed_on or calendar.today(), number=row.form_number)
    )


@in_chinese
def growth_content(growth: GrowthFile) -> DocumentContent:
    """What the growth file says; the page shows the same `growth`."""
    person = growth.inspector
    until = cn_date(person.term_until) if person.term_until else GROWTH["open_end"]
    values = {
        "name": person.name,
        "gender": person.gender,
        "kind": str(person.get_kind_display()),
        "certificate": person.certificate,
        "employer": person.employer,
        "title": person.title,
        "education": str(person.get_education_display()),
        "experience": str(person.experience_years),
        "specialities": person.specialities,
        "zone": str(person.zone or ""),
        "term": GROWTH["from_until"].format(cn_date(person.term_from), until),
        "as_of": cn_date(growth.on),
    }
    facts = GrowthFacts(
        name=person.name,
        person=tuple((GROWTH[key], value or "—") for key, value in values.items()),
        work_labels=tuple(growth.work_labels),
        years=tuple(
            YearFacts(
                number=year.number,
                work=tuple(str(count) for _label, count in year.work_words),
                hours=f"{year.hours.normalize():f}",
                asked=str(year.asked),
                training=tuple(
                    (row.day, row.title, str(row.get_mode_display()), f"{row.hours.normalize():f}")
                    for row in year.training
                ),
            )
            for year in growth.years
        ),
        appraisals=tuple(
            (
                f"{row.year}{APPRAISED[AppraisalKind(row.kind)]}",
                cn_period(row.period_from, row.period_until),
                str(row.get_grade_display()),
                cn_date(row.filed_on) if row.filed_on else "—",
            )
            for row in growth.appraisals
        ),
        praise=tuple((line.on, line.text) for line in growth.praise),
        career=tuple((line.on, str(line.get_kind_display()), line.text) for line in growth.career),
    )
    return growth_document(facts, office=office(), issue=Issue(issued_on=growth.on))
