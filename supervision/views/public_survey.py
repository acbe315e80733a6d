"""The page behind a QR code: anybody who holds the address answers once, without an account."""

import secrets

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import policy
from core import throttle
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_page
from supervision import services
from supervision.enums import Audience
from supervision.forms.survey import AnswerSurveyForm
from supervision.models import SurveyGroup
from supervision.models.surveys import OF_AGE
from supervision.services.survey import closed, has_answered

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
