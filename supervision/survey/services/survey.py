"""Questionnaires of one inspection: prepared, opened with classes picked by chance, answered, closed (REG 19)."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.enums import SCHOOL_KINDS, OrganisationKind
from accounts.models import Organisation, User
from core import audit, calendar, errors
from core.calendar import deadline
from core.errors import Refused, TransitionRefused
from core.privacy import scrubbed
from core.transitions import apply_transition, create
from supervision import law
from supervision.models import (
    Audience,
    Inspection,
    QuestionKind,
    SchoolGrade,
    Survey,
    SurveyAnswer,
    SurveyDevice,
    SurveyGroup,
)
from supervision.models.survey import TEXT_LENGTH
from supervision.survey import emails, permissions, picking
from supervision.survey.services.results import results_of
from supervision.survey.services.template import questions_for

G = SchoolGrade
PRIMARY, JUNIOR = (G.G1, G.G2, G.G3, G.G4, G.G5, G.G6), (G.G7, G.G8, G.G9)
GRADES: dict[str, tuple[SchoolGrade, ...]] = {
    OrganisationKind.KINDERGARTEN: (G.K1, G.K2, G.K3),
    OrganisationKind.PRIMARY: PRIMARY,
    OrganisationKind.JUNIOR: JUNIOR,
    OrganisationKind.NINE_YEAR: (*PRIMARY, *JUNIOR),
    OrganisationKind.SPECIAL_EDUCATION: (*PRIMARY, *JUNIOR),
    OrganisationKind.SENIOR: (G.G10, G.G11, G.G12),
    OrganisationKind.VOCATIONAL: (G.G10, G.G11, G.G12),
}


class AlreadyAnswered(Refused):
    """The device has answered before."""


def audiences_of(unit: Organisation) -> list[Audience]:
    """Who can be asked at `unit`: pupils in schools only, nobody where nobody is taught."""
    if not unit.is_campus:
        return []
    pupils = [Audience.PUPILS] if unit.kind in SCHOOL_KINDS else []
    return [Audience.PARENTS, *pupils, Audience.TEACHERS]


@transaction.atomic
def create_survey(
    inspection: Inspection, *, by: User, audiences: Sequence[str], classes: Mapping[str, int] | None = None
) -> Survey:
    """Prepare a questionnaire: whom it asks, and how many classes each grade has (REG 19).

    Without `classes` the unit's classes are numbered through. Returns the draft. Raises NotAllowed for others than the
    office and the team's leader, TransitionRefused outside the time from the notice to the deliberation, Refused for a
    unit without pupils or children, for nobody asked, unknown classes, or while another questionnaire is running.
    """
    inspection = Inspection.objects.select_for_update(of=("self",)).select_related("unit").get(pk=inspection.pk)
    permissions.check_can_survey(by, inspection)
    if Survey.objects.filter(inspection=inspection).exclude(state="closed").exists():
        raise Refused(
            _("A questionnaire of this inspection is already prepared or open."),
            rule=_(law.ARTICLE_19),
            remedy=_("Go on with that one, or close it first."),
        )
    fields = _fields(inspection.unit, audiences, classes or {})
    return create(Survey(inspection=inspection, created_by=by, **fields), by=by, data=fields)


@transaction.atomic
def edit_survey(survey: Survey, *, by: User, audiences: Sequence[str], classes: Mapping[str, int]) -> Survey:
    """Change a draft before chance has picked. Returns it; raises as `create_survey`, and once it is open."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    permissions.check_can_survey(by, survey.inspection)
    if survey.state != "drafted":
        raise errors.moved_on(survey)
    before = {"audiences": survey.audiences, "classes": survey.classes}
    fields = _fields(survey.inspection.unit, audiences, classes)
    survey.audiences, survey.classes = fields["audiences"], fields["classes"]
    survey.save(update_fields=["audiences", "classes"])
    audit.record("edit_survey", by=by, obj=survey, data={"before": before, **fields})
    return survey


def _fields(unit: Organisation, audiences: Sequence[str], classes: Mapping[str, int]) -> dict[str, Any]:
    rule = _(law.ARTICLE_19)
    possible = audiences_of(unit)
    if not possible:
        raise Refused(
            _("%(unit)s is neither a school nor a kindergarten.") % {"unit": unit},
            rule=rule,
            remedy=_("Hear people in person and record what they said."),
        )
    asked = [audience.value for audience in possible if audience in audiences]
    if not asked:
        raise Refused(_("Nobody is asked."), rule=rule, remedy=_("Choose at least one group."))
    counted: dict[str, int] = {grade.value: classes[grade] for grade in GRADES[unit.kind] if classes.get(grade, 0) > 0}
    if not counted and unit.classes:
        counted = {"": unit.classes}
    if not counted and asked != [Audience.TEACHERS]:
        raise Refused(
            _("How many classes the school has is not known."),
            rule=rule,
            remedy=_("Enter the number of classes of each grade, so that chance can pick from all of them."),
        )
    return {"audiences": asked, "classes": counted}


@transaction.atomic
def open_survey(survey: Survey, *, by: User) -> Survey:
    """Open the questionnaire: a seed is drawn, the classes follow from it, each group gets its own address (REG 19).

    The questions are kept as they are now. Returns the survey. Raises NotAllowed, TransitionRefused.
    """
    survey = Survey.objects.select_for_update(of=("self",)).select_related("inspection__unit").get(pk=survey.pk)
    permissions.check_can_survey(by, survey.inspection)
    today, seed = calendar.today(), secrets.token_hex(16)
    picked = picking.pick(picking.codes_of(survey.classes), seed, policy.number("survey_classes"))
    limit = deadline(today, *policy.days("survey_days"))
    survey = apply_transition(
        survey,
        "open_survey",
        by=by,
        data={"seed": seed, "picked": picked},
        seed=seed,
        picked=picked,
        salt=secrets.token_hex(32),
        form={audience: questions_for(audience) for audience in survey.audiences},
        opened_on=today,
        due_on=limit.on,
        due_basis=limit.basis("survey_days"),
    )
    _make_groups(survey)
    emails.survey_opened(survey)
    return survey


def _make_groups(survey: Survey) -> None:
    classes = sorted((picking.split(code) for code in survey.picked), key=_school_order)
    asked = [
        (audience, grade, number)
        for audience in survey.audiences
        for grade, number in ([("", 0)] if audience == Audience.TEACHERS else classes)
    ]
    SurveyGroup.objects.bulk_create(
        SurveyGroup(
            survey=survey,
            audience=audience,
            grade=grade,
            number=number,
            order=order,
            token=secrets.token_urlsafe(16),
        )
        for order, (audience, grade, number) in enumerate(asked, 1)
    )


def _school_order(one: tuple[str, int]) -> tuple[int, int]:
    grade, number = one
    return list(SchoolGrade.values).index(grade) if grade else 0, number


@transaction.atomic
def close_survey(survey: Survey, *, by: User | None) -> Survey:
    """Close the questionnaire and count it; the traces of the devices and their salt are deleted.

    `by` is None where the platform closes it on its last day. Returns the survey. Raises NotYourTurn and
    TransitionRefused as the table says.
    """
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    was_open = survey.state == "open"
    counted = results_of(survey, least=policy.number("survey_least")) if was_open else {}
    survey = apply_transition(survey, "close_survey", by=by, salt="", results=counted, closed_on=calendar.today())
    SurveyDevice.objects.filter(survey=survey).delete()
    if was_open:
        emails.survey_closed(survey)
    return survey


def close_surveys_of(inspection: Inspection, *, by: User) -> None:
    """Close whatever of the inspection is still prepared or open: the team deliberates (REG 19, 20)."""
    for survey in Survey.objects.filter(inspection=inspection).exclude(state="closed"):
        close_survey(survey, by=by)


def close_due_surveys(today: dt.date) -> int:
    """Close the questionnaires whose last day is past; returns how many. Run again it finds nothing left to do."""
    done = 0
    for key in list(Survey.objects.filter(state="open", due_on__lt=today).values_list("pk", flat=True)):
        with transaction.atomic():
            late = Survey.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=key, state="open").first()
            if late is not None:
                close_survey(late, by=None)
                done += 1
    return done


@transaction.atomic
def answer_survey(group: SurveyGroup, *, device: str, answers: Mapping[str, Any]) -> None:
    """Take one anonymous answer: one a device, numbers and names taken out of what was typed (REG 19).

    `answers` maps the key of each question to what was ticked or typed. Nothing goes to the audit log, since who
    answered is nobody's business. Raises TransitionRefused once the questionnaire is closed, AlreadyAnswered for a
    second answer from the same device, Refused for an answer that is incomplete or none of those offered.
    """
    survey = Survey.objects.select_for_update(no_key=True).get(pk=group.survey_id)
    if not survey.takes_answers:
        raise closed(survey)
    digest = device_digest(survey, device)
    trace = {"survey": survey, "audience": group.audience, "digest": digest}
    if SurveyDevice.objects.filter(**trace).exists():
        raise AlreadyAnswered(_("This device has already answered. Thank you."), rule=_(law.ARTICLE_19))
    values = {
        question["key"]: _value(question, answers.get(question["key"], "")) for question in survey.form[group.audience]
    }
    SurveyDevice.objects.create(**trace)
    SurveyAnswer.objects.create(group=group, values={key: value for key, value in values.items() if value != ""})


def has_answered(group: SurveyGroup, device: str) -> bool:
    """Whether `device` has answered as this audience; after closing nobody can tell any more."""
    survey = group.survey
    if not device or survey.state != "open":
        return False
    return SurveyDevice.objects.filter(
        survey=survey, audience=group.audience, digest=device_digest(survey, device)
    ).exists()


def device_digest(survey: Survey, device: str) -> str:
    """The trace of a device: a hash that the survey's salt makes useless anywhere else."""
    return salted_hmac(f"survey:{survey.salt}", device, algorithm="sha256").hexdigest()


def closed(survey: Survey, *, typed: bool = True) -> TransitionRefused:
    """The refusal for an answer that comes too late or too early; `typed` where something was filled in already."""
    last = survey.closed_on or survey.due_on
    if survey.state == "drafted" or last is None:
        detail = _("This questionnaire is not open yet.")
    else:
        detail = _("This questionnaire was closed on %(date)s; answers are no longer taken.") % {
            "date": date_format(last)
        }
    if typed:
        remedy = _("What you typed is still on this page. You can tell the supervision office instead: %(phone)s.")
    else:
        remedy = _("You can tell the supervision office what you think: %(phone)s.")
    return TransitionRefused(detail, rule=_(law.ARTICLE_19), remedy=remedy % {"phone": policy.text("office_phone")})


def _value(question: Mapping[str, Any], given: Any) -> str | int:
    kind, text = question["kind"], str(given).strip()
    if kind == QuestionKind.TEXT:
        return scrubbed(text[:TEXT_LENGTH])
    if kind == QuestionKind.SCALE and text in {"1", "2", "3", "4", "5"}:
        return int(text)
    if kind == QuestionKind.YES_NO and text in {"yes", "no"}:
        return text
    raise Refused(
        _("Not answered yet: “%(question)s”.") % {"question": question["text"]}, remedy=_("Tick one of the answers.")
    )
