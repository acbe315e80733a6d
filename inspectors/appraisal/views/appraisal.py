"""One appraisal: its page, the rows behind a figure, and each step from the self-summary to the file."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from accounts.roles import COUNTY_ROLES
from core import calendar
from core.access import GET, POST, allow
from core.htmx import render_page, take_step
from core.transitions import check_step
from inspectors.appraisal import permissions, services
from inspectors.appraisal.forms import GradeForm, SummaryForm
from inspectors.models import Appraisal, AppraisalKind, EndGround
from inspectors.roster import permissions as roster_permissions
from inspectors.term import permissions as term_permissions

RELATED = ("inspector__zone", "inspector__user", "graded_by", "confirmed_by", "employer_unit")
JUDGE = "inspectors/appraisal/judge_appraisal.html"


def get_appraisal(request: HttpRequest, pk: UUID) -> Appraisal:
    """The appraisal at an address, for the county and the person; anybody else gets 404."""
    rows = Appraisal.objects.visible_to(request.user).select_related(*RELATED)
    found: Appraisal = get_object_or_404(rows, pk=pk)
    return found


def appraisal_context(request: HttpRequest, found: Appraisal) -> dict[str, Any]:
    """What every page of an appraisal shows: its figures, and as of which day."""
    return {
        "appraisal": found,
        "figures": services.figures_of([found])[found.pk],
        "as_of": found.figures_on or calendar.today(),
        "sees_all": request.user.has_role(*COUNTY_ROLES),
        "shows_grade": found.shows_grade_to(request.user),
    }


def step_page(
    request: HttpRequest, found: Appraisal, take: Callable[..., Appraisal], *, form: Any = None, **words: Any
) -> HttpResponse:
    """The page of the step that the service `take` is named after, with figures and words of the appraisal in sight.

    `form` is a form's class; the button says what the title says unless `words` have their own.
    """
    check_step(found, take.__name__, by=request.user)
    words = {"submit": words["title"], "template": JUDGE} | words
    data = request.POST if request.method == "POST" else None
    given = form(data, initial={"summary": found.summary}) if form is not None else None
    return take_step(request, found, take=take, form=given, **words, **appraisal_context(request, found))


@allow(GET)
def appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One appraisal: figures, self-summary, grade, reply, documents, what happened."""
    found = get_appraisal(request, pk)
    may_end = roster_permissions.may(term_permissions.check_can_end_term, request.user, EndGround.INCOMPETENT)
    return render_page(
        request, "inspectors/appraisal/appraisal.html", {**appraisal_context(request, found), "may_end": may_end}
    )


@allow(GET)
def appraisal_rows(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """The rows behind one figure of an appraisal, as they stand today; says so where the frozen figure differs."""
    found = get_appraisal(request, pk)
    try:
        rows = services.rows_of(found, key, by=request.user)
    except KeyError as exc:
        raise Http404 from exc
    figure = next((figure for figure in services.figures_of([found])[found.pk] if figure.key == key), None)
    context = {"appraisal": found, "rows": rows, "figure": figure, "label": services.label_of(key)}
    return render_page(request, "inspectors/appraisal/appraisal_rows.html", context)


@allow(GET, POST)
def submit_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector writes the self-summary; what is typed is kept on the device until it is handed in."""
    found = get_appraisal(request, pk)
    return step_page(
        request,
        found,
        services.submit_appraisal,
        title=_("Self-summary"),
        submit=_("Hand in the self-summary"),
        form=SummaryForm,
        text=_(
            "The figures below are yours; the office sees the same. "
            "What you type stays on this device until you hand it in."
        ),
        template="inspectors/appraisal/submit_appraisal.html",
        draft=f"appraisal-{pk}",
    )


@allow(GET, POST)
def receive_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office enters a self-summary from paper."""
    found = get_appraisal(request, pk)
    return step_page(
        request,
        found,
        services.receive_summary,
        title=_("Enter a self-summary on paper"),
        submit=_("Enter the self-summary"),
        form=SummaryForm,
        text=_("For an inspector without an account, in the inspector's own words."),
        template="inspectors/appraisal/submit_appraisal.html",
    )


@allow(GET, POST)
def waive_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office goes on without a self-summary that did not come in time."""
    found = get_appraisal(request, pk)
    return step_page(
        request,
        found,
        services.waive_summary,
        title=_("Go on without a self-summary"),
        form=ShortReasonForm,
        text=_("Possible once the day for it is past; the inspector reads the reason."),
    )


@allow(GET, POST)
def return_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office returns the self-summary."""
    found = get_appraisal(request, pk)
    return step_page(
        request,
        found,
        services.return_summary,
        title=_("Return the self-summary"),
        form=ShortReasonForm,
        text=_("The inspector reads the reason and mends the text; the time for it runs anew."),
    )


@allow(GET, POST)
def grade_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office proposes the grade with figures and self-summary in sight."""
    found = get_appraisal(request, pk)
    permissions.check_can_judge_appraisal(request.user, found.inspector)
    quota = services.excellent_quota(found.year, besides=found) if found.kind == AppraisalKind.YEARLY else None
    return step_page(
        request,
        found,
        services.grade_appraisal,
        title=_("Propose the grade"),
        form=GradeForm,
        text=_("The figures are frozen as of today. The head of the office confirms the grade before it is told."),
        template="inspectors/appraisal/grade_appraisal.html",
        quota=quota,
    )


@allow(GET, POST)
def confirm_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head confirms the grade."""
    found = get_appraisal(request, pk)
    permissions.check_can_judge_appraisal(request.user, found.inspector)
    return step_page(
        request,
        found,
        services.confirm_appraisal,
        title=_("Confirm the grade"),
        text=_("The office then tells it to the inspector and the employer."),
    )


@allow(GET, POST)
def return_grade(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head returns the grade to the office."""
    found = get_appraisal(request, pk)
    return step_page(
        request,
        found,
        services.return_grade,
        title=_("Return the grade"),
        form=ShortReasonForm,
        text=_("The office grades anew, with the figures of that day."),
    )


@allow(GET, POST)
def cancel_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office takes an appraisal back."""
    found = get_appraisal(request, pk)
    return step_page(
        request,
        found,
        services.cancel_appraisal,
        title=_("Cancel the appraisal"),
        form=ShortReasonForm,
        text=_("It stays on record as cancelled; another may be opened for the same year."),
        danger=True,
    )
