"""The gates of the procedure: what the law asks for before each step, whether it is met, and what would meet it."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.enums import SCHOOL_KINDS
from core import calendar
from supervision import law
from supervision.law import Gate
from supervision.models import Defence, Finding, Inspection, Rating
from supervision.models.inspection import AFTER_OPINION
from supervision.models.visit import DONE_VISITS
from supervision.survey.services.results import heard, satisfaction_words


def notice_gate(inspection: Inspection, *, on: dt.date | None = None) -> Gate:
    """REG 17: written notice so many working days ahead; an unannounced one is handed over on arrival."""
    task, today = inspection.task, on or calendar.today()
    label, rule = _("Written notice to the unit"), _(law.ARTICLE_17)
    if inspection.notified_on is not None:
        words = {"number": inspection.notice_number, "date": date_format(inspection.notified_on)}
        return Gate(label, rule, True, _("%(number)s, given on %(date)s.") % words)
    if task.state in {"draft", "cancelled"}:
        return Gate(label, rule, False, _("The task is not approved."), _("The office head approves the task first."))
    if not task.is_announced:
        words = {"date": date_format(inspection.starts_on)}
        detail = _("Unannounced: the notice is handed over on arrival, not before %(date)s.") % words
        return Gate(label, rule, today >= inspection.starts_on, detail, _("Issue it on the day of the visit."))
    return _announced_gate(inspection, today, label, rule)


def _announced_gate(inspection: Inspection, today: dt.date, label: str, rule: str) -> Gate:
    task, starts_on = inspection.task, inspection.starts_on
    earliest = law.earliest_start(today)
    words = {"days": earliest.days, "start": date_format(starts_on), "earliest": date_format(earliest.on)}
    remedy = _("Move the dates of the task: the earliest first day on site is %(earliest)s.") % words
    if earliest.on > starts_on:
        detail = _("The notice must be given %(days)s working days before the first day on site (%(start)s).") % words
        return Gate(label, rule, False, detail, remedy)
    if task.needs_self_evaluation and task.self_evaluation_due_on and task.self_evaluation_due_on < today:
        due = {"due": date_format(task.self_evaluation_due_on)}
        detail = _("The self-evaluation would be due on %(due)s, which is past.") % due
        return Gate(label, rule, False, detail, remedy)
    detail = _("Given today, the first day on site may be %(earliest)s; the task begins on %(start)s.") % words
    return Gate(label, rule, True, detail)


def self_evaluation_gate(inspection: Inspection) -> Gate:
    """REG 18: the unit's self-evaluation handed in, where the task asks for it, and not returned since."""
    needed = inspection.task.needs_self_evaluation
    given_on = inspection.self_evaluated_on
    handed_in = given_on is not None and inspection.state != "self_evaluating"
    if given_on is None:
        detail = _("Not submitted yet.")
    elif handed_in:
        detail = _("Handed in on %(date)s.") % {"date": date_format(given_on)}
    else:
        detail = _("Returned by the team, not handed in again yet.")
    return Gate(
        _("Self-evaluation"),
        _(law.ARTICLE_18),
        handed_in or not needed,
        detail if needed else _("This task does not ask for one."),
        _("The unit submits its self-evaluation."),
    )


def visit_gate(inspection: Inspection) -> Gate:
    """REG 18: the unit has been visited, and every record that holds something has been submitted."""
    started = Q(
        Exists(Rating.objects.filter(visit=OuterRef("pk"))) | Exists(Finding.objects.filter(visit=OuterRef("pk")))
    )
    visits = list(inspection.visits.select_related("inspector").filter(started | Q(state__in=DONE_VISITS)))
    done = [visit for visit in visits if visit.state in DONE_VISITS]
    open_ones = [visit for visit in visits if visit not in done]
    label, rule = _("Site visit"), _(law.ARTICLE_18)
    if open_ones:
        names = _("、").join(str(visit.inspector) for visit in open_ones)
        detail = _("Not submitted yet: the records of %(names)s.") % {"names": names}
        return Gate(label, rule, False, detail, _("These inspectors sign and submit their records."))
    detail = _("%(count)s visit records submitted.") % {"count": len(done)}
    return Gate(label, rule, bool(done), detail, _("An inspector of the team visits the unit and submits the record."))


def public_opinion_gate(inspection: Inspection) -> Gate:
    """REG 19: public opinion sought; pupils (in schools), parents and teachers heard."""
    hearings = list(inspection.public_opinions.all())
    surveys = list(inspection.surveys.filter(state="closed").only("results"))
    asked = heard(surveys)
    groups = []
    if inspection.unit.kind in SCHOOL_KINDS:
        groups.append((_("pupils"), asked.get("pupils", 0) + sum(one.pupils for one in hearings)))
    if inspection.unit.is_campus:
        groups.append((_("parents"), asked.get("parents", 0) + sum(one.parents for one in hearings)))
        groups.append((_("teachers"), asked.get("teachers", 0) + sum(one.teachers for one in hearings)))
    missing = [name for name, count in groups if not count]
    sought = bool(hearings or asked)
    if sought and missing:
        detail = _("Not heard yet: %(groups)s.") % {"groups": _("、").join(missing)}
    else:
        count = _("%(count)s records of public opinion.") % {"count": len(hearings)}
        detail = (count if hearings or not asked else "") + satisfaction_words(surveys)
    return Gate(
        _("Public opinion sought; pupils, parents and teachers heard"),
        _(law.ARTICLE_19),
        sought and not missing,
        detail,
        _("Hear people picked at random and record what they said."),
    )


def deliberation_gate(inspection: Inspection) -> Gate:
    """REG 20: the team has deliberated and formed a preliminary opinion."""
    held = getattr(inspection, "deliberation", None)
    if held is None:
        detail = _vote_words(inspection)
    else:
        words = {"agreeing": held.agreeing.count(), "members": held.members, "date": date_format(held.held_on)}
        detail = _("%(agreeing)s of %(members)s members agreed on %(date)s.") % words
    return Gate(_("Team deliberates"), _(law.ARTICLE_20), held is not None, detail, _("The team's leader records it."))


def _vote_words(inspection: Inspection) -> str:
    proposal = inspection.proposals.filter(state="voting").annotate(cast=Count("votes")).first()
    if proposal is None:
        return _("Not held yet.")
    return _("Put to the vote; %(count)s votes cast.") % {"count": proposal.cast}


def defence_gate(inspection: Inspection, *, on: dt.date | None = None) -> Gate:
    """REG 20: fed back, and the unit has stated its defence (answered), waived it, or let the window pass."""
    label, rule = _("Fed back to the unit; defence"), _(law.ARTICLE_20)
    opinion = getattr(inspection, "opinion", None)
    if opinion is None or opinion.fed_back_on is None:
        return Gate(label, rule, False, _("Not fed back yet."), _("The office feeds the preliminary opinion back."))
    defence = Defence.objects.filter(inspection=inspection).first()
    if defence is None:
        open_until = inspection.due_on if inspection.state == "defence_open" else None
        if open_until is not None and open_until >= (on or calendar.today()):
            detail = _("The unit may state its defence until %(date)s.") % {"date": date_format(open_until)}
            return Gate(label, rule, False, detail, _("Wait until the window ends, or until the unit waives it."))
        return Gate(label, rule, True, _("No defence was stated within the window."))
    if defence.is_waived:
        return Gate(label, rule, True, _("Waived in writing."))
    answered = bool(defence.answer)
    detail = _("Defence stated and answered.") if answered else _("The unit's defence is not answered.")
    return Gate(label, rule, answered, detail, _("Write what became of each point of the defence."))


def letter_gate(inspection: Inspection) -> Gate:
    """REG 21: the opinion letter is issued."""
    issued = inspection.state in AFTER_OPINION
    detail = _("Issued.") if issued else _("Not issued yet.")
    return Gate(_("Opinion letter"), _(law.ARTICLE_21), issued, detail)


def rectification_gate(inspection: Inspection) -> Gate:
    """REG 22: each problem of the letter is rechecked and struck off."""
    verified = inspection.state in {"verified", "reported", "archived"}
    detail = _("All problems struck off.") if verified else _("Not all problems are struck off.")
    return Gate(_("Rectification, each problem rechecked"), _(law.ARTICLE_22), verified, detail)


def report_gate(inspection: Inspection) -> Gate:
    """REG 23: the report to the county government is filed and published."""
    reported = inspection.state in {"reported", "archived"}
    detail = _("Done.") if reported else _("Not done yet.")
    return Gate(_("Report to the county government, filed and published"), _(law.ARTICLE_23), reported, detail)
