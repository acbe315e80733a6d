"""Opinions: drafted by the office, fed back to the unit, defended, issued as the opinion letter (REG 20–21)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, TypedDict

from django.core.files.base import File
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts import policy
from accounts.models import User
from core import audit, calendar, errors, files
from core.calendar import Days, Deadline, deadline
from core.errors import Refused
from core.numbering import issue_number
from core.transitions import apply_transition
from supervision import law
from supervision.models import Defence, DefencePoint, Finding, Inspection, Opinion, OpinionItem, Outcome, Severity
from supervision.models.visit import DONE_VISITS
from supervision.opinion import emails, permissions
from supervision.procedure.services import gate
from supervision.procedure.services.order import check_reached, check_turn
from supervision.signals import opinion_issued, preliminary_opinion_fed_back


class Item(TypedDict):
    """One problem of the opinion."""

    text: str
    requirement: str
    severity: str
    finding: Finding | None


def problem_deadline(severity: str, start: dt.date, *, table: Days | None = None) -> Deadline:
    """The day by which a problem of `severity` is put right, counted from the letter's date `start` (REG 21)."""
    return deadline(start, *policy.days(f"order_days_{severity}"), table=table)


def proposed_items(inspection: Inspection) -> list[Item]:
    """The problems that the team's submitted records raise, in the order of the visits, as a first draft."""
    findings = (
        Finding.objects.filter(visit__inspection=inspection, visit__state__in=DONE_VISITS)
        .select_related("visit__inspector", "indicator")
        .order_by("visit__visited_on", "created_at")
    )
    return [
        Item(text=finding.text, requirement=finding.requirement, severity=finding.severity, finding=finding)
        for finding in findings
    ]


@transaction.atomic
def draft_opinion(
    inspection: Inspection, *, by: User, evaluation: str, facts: str, advice: str, items: Sequence[Item]
) -> Opinion:
    """The office drafts the opinion from what the team agreed on and found (REG 20, 21).

    Returns the opinion with its problems. Raises Refused where the evaluation, the facts or part of a problem is
    missing, NotYourTurn and TransitionRefused as the table says.
    """
    check_reached(inspection, "draft_opinion", by=by)
    _check_texts(evaluation, facts)
    inspection = apply_transition(
        inspection, "draft_opinion", by=by, due_on=inspection.due_on, due_basis=inspection.due_basis
    )
    opinion = Opinion.objects.create(
        inspection=inspection,
        evaluation=evaluation.strip(),
        facts=facts.strip(),
        advice=advice.strip(),
        drafted_by=by,
    )
    _set_items(opinion, items)
    return opinion


@transaction.atomic
def edit_opinion(
    inspection: Inspection, *, by: User, evaluation: str, facts: str, advice: str, items: Sequence[Item]
) -> Opinion:
    """The office changes the opinion until the letter is issued. Returns it; raises as `draft_opinion`."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    permissions.check_can_edit_opinion(by, inspection)
    _check_texts(evaluation, facts)
    opinion = inspection.opinion
    before: dict[str, Any] = {"evaluation": opinion.evaluation, "facts": opinion.facts, "advice": opinion.advice}
    before |= {"items": list(opinion.items.values("text", "requirement", "severity"))}
    opinion.evaluation, opinion.facts, opinion.advice = evaluation.strip(), facts.strip(), advice.strip()
    opinion.save(update_fields=["evaluation", "facts", "advice"])
    opinion.items.all().delete()
    _set_items(opinion, items)
    audit.record("edit_opinion", by=by, obj=inspection, data={"before": before})
    return opinion


@transaction.atomic
def feed_back(inspection: Inspection, *, by: User) -> Inspection:
    """Feed the preliminary opinion back to the unit, numbered; its window for a defence begins (REG 20).

    Returns the inspection.
    """
    check_turn(inspection, "feed_back", by=by)
    today = calendar.today()
    window = deadline(today, *policy.days("defence_days"))
    inspection = apply_transition(
        inspection, "feed_back", by=by, due_on=window.on, due_basis=window.basis("defence_days")
    )
    number = issue_number(policy.text("series_office"), on=today, by=by, about=inspection)
    opinion = inspection.opinion
    opinion.preliminary_number, opinion.fed_back_on = number.text, today
    opinion.save(update_fields=["preliminary_number", "fed_back_on"])
    preliminary_opinion_fed_back.send(sender=Opinion, opinion_id=opinion.pk, by_id=by.pk)
    emails.fed_back(inspection)
    return inspection


@transaction.atomic
def state_defence(inspection: Inspection, *, by: User, text: str, files: Iterable["File[Any]"] = ()) -> Defence:
    """The unit states its defence within the window, with evidence (REG 20).

    Returns the defence. Raises Refused after the window, without text, or where the unit has spoken before.
    """
    inspection = _open_for_defence(inspection, "state_defence", by)
    if not text.strip():
        raise Refused(_("The defence is empty."), rule=_(law.ARTICLE_20), remedy=_("Write it, or waive it."))
    defence = Defence.objects.create(inspection=inspection, text=text.strip(), stated_by=by)
    DefencePoint.objects.bulk_create(
        DefencePoint(defence=defence, order=order, text=point) for order, point in enumerate(points_of(text), 1)
    )
    _hurry(inspection)
    _keep(files, defence, by)
    audit.record("state_defence", by=by, obj=inspection)
    emails.defence_stated(inspection)
    return defence


@transaction.atomic
def waive_defence(inspection: Inspection, *, by: User) -> Defence:
    """The unit waives its defence in writing; the letter may follow at once (REG 20). Raises as `state_defence`."""
    inspection = _open_for_defence(inspection, "waive_defence", by)
    defence = Defence.objects.create(inspection=inspection, is_waived=True, stated_by=by)
    _hurry(inspection)
    audit.record("waive_defence", by=by, obj=inspection)
    emails.defence_waived(inspection)
    return defence


@transaction.atomic
def answer_defence(inspection: Inspection, *, by: User, answers: Sequence[tuple[str, str]]) -> Defence:
    """The office answers the unit's defence point by point before the letter goes out (REG 20).

    `answers` gives for each point, in its order, what became of it and why. Until the letter the answers may be
    changed. Returns the defence. Raises NotAllowed for others than the office, TransitionRefused before the feedback
    and after the letter, Refused without a defence and for a point without outcome or reason.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    accounts_permissions.check_is_office(by)
    if inspection.state != "defence_open":
        raise errors.moved_on(inspection)
    rule = _(law.ARTICLE_20)
    defence = Defence.objects.filter(inspection=inspection, is_waived=False).first()
    if defence is None:
        raise Refused(_("The unit has stated no defence."), rule=rule)
    points = list(defence.points.all())
    for number, (point, given) in enumerate(zip_longest(points, answers), 1):
        if point is None or given is None or given[0] not in Outcome.values or not given[1].strip():
            raise Refused(
                _("Point %(number)s has no answer yet.") % {"number": number},
                rule=rule,
                remedy=_("Say of each point what became of it, and why."),
            )
        point.outcome, point.answer = given[0], given[1].strip()
    before = defence.answer
    DefencePoint.objects.bulk_update(points, ["outcome", "answer"])
    defence.answer = "\n".join(f"{one.order}. {one.get_outcome_display()}：{one.answer}" for one in points)
    defence.save(update_fields=["answer"])
    audit.record("answer_defence", by=by, obj=inspection, data={"before": before, "answer": defence.answer})
    return defence


def points_of(text: str) -> list[str]:
    """The points of a defence: each line that says something is one."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@transaction.atomic
def issue_opinion(inspection: Inspection, *, by: User) -> Inspection:
    """Issue the opinion letter, numbered in the committee's series; its problems go on the ledger (REG 21).

    An opinion without problems leaves nothing to put right: the inspection is verified at once. A letter that comes
    later than it should is issued all the same. Returns the inspection. Raises Refused while the window for the defence
    is open and for a defence with a point that is not answered.
    """
    check_turn(inspection, "issue_opinion", by=by)
    law.require(gate.defence_gate(inspection))
    today = calendar.today()
    inspection = apply_transition(inspection, "issue_opinion", by=by)
    number = issue_number(policy.text("series_committee"), on=today, by=by, about=inspection)
    opinion = inspection.opinion
    opinion.number, opinion.issued_on = number.text, today
    opinion.save(update_fields=["number", "issued_on"])
    opinion_issued.send(sender=Opinion, opinion_id=opinion.pk, by_id=by.pk)
    emails.opinion_issued(inspection)
    if not opinion.items.exists():
        return apply_transition(inspection, "verify_inspection", by=None)
    return Inspection.objects.get(pk=inspection.pk)


def opinion_limit(inspection: Inspection) -> Deadline | None:
    """By when the letter is to be issued (REG 21), counted from the end of the site visit; None before that."""
    if inspection.visit_ended_on is None:
        return None
    return deadline(inspection.visit_ended_on, *policy.days("opinion_days"))


def _hurry(inspection: Inspection) -> None:
    """The unit has spoken: from now on the deadline is the letter's, not the window's (REG 21)."""
    limit = opinion_limit(inspection)
    if limit is not None:
        Inspection.objects.filter(pk=inspection.pk).update(due_on=limit.on, due_basis=limit.basis("opinion_days"))


def _open_for_defence(inspection: Inspection, action: str, by: User) -> Inspection:
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_reached(inspection, action, by=by)
    permissions.check_can_defend(by, inspection)
    rule = _(law.ARTICLE_20)
    if Defence.objects.filter(inspection=inspection).exists():
        raise Refused(_("The unit has already stated or waived its defence."), rule=rule)
    if inspection.due_on is not None and inspection.due_on < calendar.today():
        raise Refused(
            _("The window for the defence ended on %(date)s.") % {"date": date_format(inspection.due_on)},
            rule=rule,
            remedy=_("Speak to the supervision office."),
        )
    return inspection


def _check_texts(evaluation: str, facts: str) -> None:
    if not evaluation.strip() or not facts.strip():
        raise Refused(
            _("The evaluation or the facts and reasons are missing."),
            rule=_(law.ARTICLE_21),
            remedy=_("Write both."),
        )


def _set_items(opinion: Opinion, items: Sequence[Item]) -> None:
    for order, item in enumerate(items, 1):
        if not item["text"].strip() or not item["requirement"].strip() or item["severity"] not in Severity.values:
            raise Refused(
                _("Problem %(order)s lacks its text, what is to be done, or its severity.") % {"order": order},
                rule=_(law.ARTICLE_21),
                remedy=_("Complete it, or take it out."),
            )
        OpinionItem.objects.create(
            opinion=opinion,
            order=order,
            finding=item.get("finding"),
            text=item["text"].strip(),
            requirement=item["requirement"].strip(),
            severity=item["severity"],
        )


def _keep(uploads: Iterable["File[Any]"], defence: Defence, by: User) -> None:
    for upload in uploads:
        files.store(upload, holder=defence, by=by, purpose="defence")
