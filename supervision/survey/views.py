"""Pages of questionnaires: the list, one with its results and sheets, and the public page behind a QR code."""

import secrets
from typing import Any
from uuid import UUID

import segno
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts import policy
from core import calendar, errors, throttle
from core.access import GET, POST, allow, visible_or_404
from core.calendar import deadline
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from core.transitions import check_step
from supervision.models import Audience, Inspection, QuestionKind, Survey, SurveyGroup
from supervision.models.survey import OF_AGE, class_label
from supervision.survey import permissions, picking, services
from supervision.survey.forms import AnswerSurveyForm, Questions, SurveyFilter, SurveyForm
from supervision.survey.services.results import audiences_in
from supervision.survey.services.survey import closed, has_answered
from supervision.survey.services.template import questions_of
from supervision.team import permissions as team_permissions


@allow(GET)
def surveys(request: HttpRequest) -> HttpResponse:
    """The questionnaires that the person sees, newest first."""
    if not _may_list(request.user):
        raise Http404
    form = SurveyFilter(request.GET)
    found = form.narrow(Survey.objects.visible_to(request.user))
    rows = found.select_related("inspection__unit", "inspection__task").annotate(answers=Count("groups__answers"))
    page = keyset_page(request, rows, order=("-created_at", "-id"))
    context = {"page": page, "filter": form}
    return render_list(request, "supervision/survey/survey_list.html", context)


@allow(GET)
def survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One questionnaire: the classes and the seed, the counts while it is open, the results after."""
    found = visible_or_404(request, Survey.objects.whole(), pk)
    groups = list(_groups(found))
    context = {
        "survey": found,
        "inspection": found.inspection,
        "groups": groups,
        "answers": sum(group.count for group in groups),
        "ranked": ranked(found),
        "results": results_for_page(found),
        "drafted_for": [Audience(one).label for one in found.audiences],
        "may_edit": found.state == "drafted" and _may_prepare(request.user, found.inspection),
        "may_print": found.state == "open" and _may_hand_out(request.user, found.inspection),
    }
    return render_page(request, "supervision/survey/survey.html", context)


def _groups(found: Survey) -> QuerySet[SurveyGroup]:
    return found.groups.annotate(count=Count("answers")).order_by("order")


def ranked(found: Survey) -> list[dict[str, Any]]:
    """Every class with its rank under the seed, those picked first; empty before chance has picked."""
    if not found.seed:
        return []
    codes = picking.codes_of(found.classes)
    return [
        {
            "code": code,
            "label": class_label(*picking.split(code)),
            "rank": picking.rank(found.seed, code),
            "picked": code in found.picked,
        }
        for code in picking.pick(codes, found.seed, len(codes))
    ]


def results_for_page(found: Survey) -> list[dict[str, Any]]:
    """The results of each audience with their words, ready to be shown."""
    rows = []
    for audience, result in audiences_in(found):
        classes = [one | {"label": class_label(one["grade"], one["number"])} for one in result["classes"]]
        questions = [question | {"rows": _rows(question)} for question in result["questions"]]
        rows.append(result | {"label": audience.label, "classes": classes, "questions": questions})
    return rows


def _rows(question: dict[str, Any]) -> list[dict[str, Any]]:
    """Each answer that could be given, how many gave it, and what share that is."""
    words: dict[Any, Any] = {
        5: _("Very satisfied"),
        4: _("Satisfied"),
        3: _("Neither"),
        2: _("Dissatisfied"),
        1: _("Very dissatisfied"),
        "yes": _("Yes"),
        "no": _("No"),
    }
    total = question["answers"] or 1
    return [
        {"word": words[mark], "count": count, "percent": round(100 * count / total)}
        for mark, count in question.get("counts", [])
    ]


def _may_hand_out(user: Any, inspection: Inspection) -> bool:
    return inspection.state in team_permissions.OPEN_TO_HEARING and (
        user.is_office or inspection.is_party("team", user)
    )


def _may_prepare(user: Any, inspection: Inspection) -> bool:
    return inspection.state in team_permissions.OPEN_TO_HEARING and (
        user.is_office or inspection.is_party("team_leader", user)
    )


@allow(GET, POST)
def create_survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom to ask, and how many classes each grade has."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    permissions.check_can_survey(request.user, found)
    return _write(request, found, None)


@allow(GET, POST)
def edit_survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a draft before chance has picked."""
    found = visible_or_404(request, Survey.objects.whole(), pk)
    permissions.check_can_survey(request.user, found.inspection)
    if found.state != "drafted":
        raise errors.moved_on(found)
    return _write(request, found.inspection, found)


def _write(request: HttpRequest, inspection: Inspection, known: Survey | None) -> HttpResponse:
    form = SurveyForm(request.POST if request.method == "POST" else None, unit=inspection.unit, survey=known)
    if form.is_bound and form.is_valid():
        try:
            if known is None:
                known = services.create_survey(inspection, by=request.user, **form.words())
            else:
                services.edit_survey(known, by=request.user, **form.words())
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect(known)
    context = {
        "form": form,
        "inspection": inspection,
        "survey": known,
        "number": policy.number("survey_classes"),
        "audiences": [(one, questions_of(one)) for one in Audience],
    }
    return render_page(request, "supervision/survey/create_survey.html", context, part="form")


@allow(GET, POST)
def open_survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let chance pick the classes and open the questionnaire."""
    found = visible_or_404(request, Survey.objects.whole(), pk)
    check_step(found, "open_survey", by=request.user)  # first: whoever is late is told so, not who may ask
    permissions.check_can_survey(request.user, found.inspection)
    limit = deadline(calendar.today(), *policy.days("survey_days"))
    words = {"number": policy.number("survey_classes"), "date": limit.on}
    return take_step(
        request,
        found,
        services.open_survey,
        submit=_("Let chance pick and open"),
        template="supervision/survey/open_survey.html",
        survey=found,
        total=sum(found.classes.values()),
        **words,
    )


@allow(GET, POST)
def close_survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close the questionnaire before its last day."""
    found = visible_or_404(request, Survey.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.close_survey,
        text=_("No more answers are taken, the traces of the devices are deleted, and the results are counted."),
        danger=True,
    )


@allow(GET)
def survey_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheets with the QR codes, one for each group, to print and hand out."""
    found = visible_or_404(request, Survey.objects.whole(), pk)
    permissions.check_can_record_public_opinion(request.user, found.inspection)
    if found.state != "open":
        raise errors.moved_on(found)
    sheets = [{"group": group, "url": f"{settings.SITE_URL}{group.public_path}"} for group in found.groups.all()]
    for sheet in sheets:
        sheet["qr"] = segno.make(sheet["url"], error="m", micro=False).svg_data_uri(border=2, scale=6)
    context = {"survey": found, "inspection": found.inspection, "sheets": sheets}
    return render_page(request, "supervision/survey/survey_sheet.html", context)


@allow(GET)
def survey_templates(request: HttpRequest) -> HttpResponse:
    """What each audience is asked."""
    if not _may_list(request.user):
        raise Http404
    rows = [{"audience": one, "questions": _with_kind(one)} for one in Audience]
    return render_page(request, "supervision/survey/survey_templates.html", {"rows": rows})


def _may_list(user: Any) -> bool:
    return user.has_role(*permissions.SURVEY_READERS)


def _with_kind(audience: str) -> list[dict[str, Any]]:
    return [{"text": one.text, "kind": QuestionKind(one.kind).label} for one in questions_of(audience)]


@allow(GET, POST)
def edit_survey_template(request: HttpRequest, audience: str) -> HttpResponse:
    """The office writes the questions for one audience."""
    if audience not in Audience.values or not _may_list(request.user):
        raise Http404
    accounts_permissions.check_is_office(request.user)
    known = [{"kind": one.kind, "text": one.text, "text_en": one.text_en} for one in questions_of(audience)]
    posted = request.method == "POST"
    rows = Questions(request.POST if posted else None, initial=None if posted else known)
    refusal = None
    if posted and rows.is_valid():
        try:
            services.edit_survey_template(audience, by=request.user, questions=rows.questions())
        except Refused as exc:
            refusal = exc
        else:
            return redirect("survey_templates")
    context = {"rows": rows, "audience": Audience(audience), "refusal": refusal}
    status = 422 if posted else 200
    return render_page(request, "supervision/survey/edit_survey_template.html", context, status=status)


COOKIE = "survey_device"

COOKIE_AGE = 90 * 24 * 3600

HOUR = 3600

PAGE = "portal/survey.html"


@login_not_required
@allow(GET, POST)
def public_survey(request: HttpRequest, token: str) -> HttpResponse:
    """The questions of one group; after the answer, or from a device that has answered, only thanks."""
    group = SurveyGroup.objects.select_related("survey__inspection__unit").filter(token=token).first()
    if group is None:
        return render_page(request, "portal/no_survey.html", {}, status=404)
    device = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=COOKIE_AGE)
    response = _answer(request, group, device) if request.method == "POST" else _show(request, group, device)
    if not device:
        response.set_signed_cookie(
            COOKIE,
            secrets.token_urlsafe(16),
            salt=COOKIE,
            max_age=COOKIE_AGE,
            path="/s/",
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _show(request: HttpRequest, group: SurveyGroup, device: str) -> HttpResponse:
    done = has_answered(group, device)
    form = AnswerSurveyForm(group=group) if group.survey.takes_answers and not done else None
    refusal = None if group.survey.takes_answers else closed(group.survey, typed=False)
    return _page(request, group, form, 200, refusal=refusal, done=done)


def _answer(request: HttpRequest, group: SurveyGroup, device: str) -> HttpResponse:
    """Take the answer, or give the page back with everything that was typed and the reason."""
    form = AnswerSurveyForm(request.POST, group=group)
    if not group.survey.takes_answers:
        return _page(request, group, form, 409, refusal=closed(group.survey))
    where = get_adapter().get_client_ip(request)
    if not throttle.allowed("survey", where, limit=policy.number("survey_hourly"), seconds=HOUR):
        refusal = Refused(
            _("Too many answers came from this network within an hour."),
            remedy=_("What you typed is still on this page. Please send it again later, or by mobile data."),
        )
        return _page(request, group, form, 429, refusal=refusal)
    if not device:
        refusal = Refused(
            _("Your browser does not keep cookies, so we cannot see to it that each device answers once."),
            remedy=_("Allow cookies for this site and send again. Nothing about you is kept in them."),
        )
        return _page(request, group, form, 422, refusal=refusal)
    if not form.is_valid():
        return _page(request, group, form, 422)
    try:
        services.answer_survey(group, device=device, answers=form.answers())
    except Refused as exc:
        if exc.status == 409 or not form.fields:
            return _page(request, group, form, 409, refusal=exc)
        refuse(form, exc)
        return _page(request, group, form, 422)
    return redirect("public_survey", group.token)


def _page(
    request: HttpRequest,
    group: SurveyGroup,
    form: AnswerSurveyForm | None,
    status: int,
    *,
    refusal: Refused | None = None,
    done: bool = False,
) -> HttpResponse:
    survey = group.survey
    context = {
        "group": group,
        "survey": survey,
        "unit": survey.inspection.unit,
        "form": form,
        "refusal": refusal,
        "done": done,
        "asks_pupils": group.audience == Audience.PUPILS,
        "is_young": group.audience == Audience.PUPILS and group.grade not in OF_AGE,
        "least": policy.number("survey_least"),
    }
    response = render_page(request, PAGE, context, status=status)
    response["Cache-Control"] = "no-store"
    return response
