"""Evidence of units: filed once, offered again, used again without a copy; what is asked for is counted (PLAN M7)."""

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User
from accounts.terms import Term, term_of
from core import audit, calendar, files
from core.errors import Refused
from core.models import StoredFile
from supervision.evidence.services.evaluation_item import open_self_evaluation, touch
from supervision.framework.services import score
from supervision.models import Evidence, EvidenceUse, Indicator, Inspection, SelfEvaluationItem

FILES_AN_ITEM = 30
TELLING = 4  # a shorter wording, such as 记录, says little: the indicator's own text is taken with it


def wording_key(indicator: Indicator) -> str:
    """What makes two requests for evidence the same: the wording without blanks, punctuation and width."""
    asked = _plain(indicator.evidence)
    return (asked if len(asked) >= TELLING else asked + _plain(indicator.text))[:300]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


@transaction.atomic
def add_evidence(
    inspection: Inspection, *, by: User, indicator: Indicator, files: Iterable["File[Any]"]
) -> Evidence | None:
    """File evidence for one indicator, several files at once; the same file twice is kept once.

    Where inspections of the unit are merged, the same request in the others is answered with it. Returns the evidence,
    None without a file. Raises Refused for an indicator that is not the task's, a file that is not what it claims to
    be, or too many; NotYourTurn and TransitionRefused as the self-evaluation itself.
    """
    inspection = open_self_evaluation(inspection, by=by)
    score.check_indicator(inspection, indicator)
    uploads = list(files)
    if not uploads:
        return None
    item, _new = SelfEvaluationItem.objects.get_or_create(inspection=inspection, indicator=indicator)
    evidence = _own(item, by)
    _store(uploads, evidence, by)
    touch(item)
    _share(inspection, indicator, evidence, by)
    return evidence


def _own(item: SelfEvaluationItem, by: User) -> Evidence:
    """The evidence that was filed for this very item; made where there is none."""
    use = item.uses.select_related("evidence").filter(is_reused=False).first()
    if use is not None:
        known: Evidence = use.evidence
        return known
    indicator = item.indicator
    evidence = Evidence.objects.create(
        unit=item.inspection.unit,
        inspection=item.inspection,
        title=(indicator.evidence or indicator.text)[:200],
        code=indicator.code,
        wording=indicator.evidence,
        wording_key=wording_key(indicator),
        school_year=term_of(calendar.today()).year,
        filed_by=by,
        filed_on=calendar.today(),
    )
    EvidenceUse.objects.create(item=item, evidence=evidence, by=by)
    audit.record("add_evidence", by=by, obj=item, data={"indicator": indicator.code})
    return evidence


def _store(uploads: list["File[Any]"], evidence: Evidence, by: User) -> None:
    for upload in uploads:
        files.store(upload, holder=evidence, by=by, purpose="evidence")
    if files.files_of(evidence).count() > FILES_AN_ITEM:
        raise Refused(
            _("At most %(count)s files stand at one indicator.") % {"count": FILES_AN_ITEM},
            remedy=_("Put several pages into one PDF."),
        )


def _share(inspection: Inspection, indicator: Indicator, evidence: Evidence, by: User) -> None:
    """Answer the same request in the inspections that are merged with this one: asked once for all."""
    if inspection.joint_id is None:
        return
    others = Inspection.objects.filter(joint=inspection.joint_id, state="self_evaluating").exclude(pk=inspection.pk)
    for other in others.select_related("task", "unit"):
        for leaf in score.leaves_of(other):
            if wording_key(leaf) == evidence.wording_key:
                item, _new = SelfEvaluationItem.objects.get_or_create(inspection=other, indicator=leaf)
                _use(item, evidence, by)


def _use(item: SelfEvaluationItem, evidence: Evidence, by: User) -> EvidenceUse:
    use, is_new = EvidenceUse.objects.get_or_create(
        item=item, evidence=evidence, defaults={"is_reused": True, "by": by}
    )
    if is_new:
        touch(item)
        data = {"evidence": str(evidence.pk), "filed_on": str(evidence.filed_on)}
        audit.record("reuse_evidence", by=by, obj=item, data=data)
        audit.record("reuse_evidence", by=by, obj=evidence, data={"item": str(item.pk)})
    return use


@transaction.atomic
def reuse_evidence(inspection: Inspection, *, by: User, indicator: Indicator, evidence: Evidence) -> EvidenceUse:
    """Use evidence that the unit filed before at one indicator: the same stored files, not a copy of them.

    Returns its use. Raises Refused for evidence of another unit or another request, or filed too long ago; and as
    `add_evidence`.
    """
    inspection = open_self_evaluation(inspection, by=by)
    score.check_indicator(inspection, indicator)
    if evidence.unit_id != inspection.unit_id or evidence.wording_key != wording_key(indicator):
        raise Refused(_("This evidence was not filed for the same request."), remedy=_("File evidence of its own."))
    if evidence.filed_on < offered_since():
        raise Refused(
            _("This evidence was filed more than %(months)s months ago.")
            % {"months": policy.number("evidence_months")},
            remedy=_("File it anew."),
        )
    item, _new = SelfEvaluationItem.objects.get_or_create(inspection=inspection, indicator=indicator)
    return _use(item, evidence, by)


@transaction.atomic
def remove_evidence(
    inspection: Inspection, *, by: User, indicator: Indicator, evidence: Evidence, file: StoredFile | None = None
) -> None:
    """Take evidence off an indicator, or one `file` of what was filed for it.

    What the team has been handed before, or stands elsewhere too, stays on file. Raises as `open_self_evaluation`.
    """
    inspection = open_self_evaluation(inspection, by=by)
    use = EvidenceUse.objects.select_related("item").get(
        item__inspection=inspection, item__indicator=indicator, evidence=evidence
    )
    audit.record("remove_evidence", by=by, obj=use.item, data={"evidence": str(evidence.pk)})
    touch(use.item)
    elsewhere = evidence.uses.exclude(pk=use.pk).exists()
    if use.is_reused or elsewhere or inspection.self_evaluated_on is not None:
        use.delete()
        return
    for one in [file] if file is not None else list(files.files_of(evidence)):
        files.remove(one, by=by)
    if not files.files_of(evidence).exists():
        use.delete()
        evidence.delete()


def offered_since() -> dt.date:
    """The first day whose evidence is still offered again (setting `evidence_months`)."""
    today = calendar.today()
    months = today.year * 12 + today.month - 1 - policy.number("evidence_months")
    return dt.date(months // 12, months % 12 + 1, min(today.day, 28))


def offers_of(inspection: Inspection, leaves: Iterable[Indicator]) -> dict[UUID, list[Evidence]]:
    """What the unit filed lately for the same request, by indicator, newest first; two statements."""
    keys = {leaf.pk: wording_key(leaf) for leaf in leaves}
    rows = Evidence.objects.filter(
        unit=inspection.unit_id, wording_key__in=set(keys.values()), filed_on__gte=offered_since()
    )
    here = set(EvidenceUse.objects.filter(item__inspection=inspection).values_list("item__indicator", "evidence"))
    by_key: dict[str, list[Evidence]] = defaultdict(list)
    for row in rows:
        by_key[row.wording_key].append(row)
    return {pk: [row for row in by_key[key] if (pk, row.pk) not in here] for pk, key in keys.items()}


@dataclass(frozen=True)
class Documents:
    """How many documents an inspection asks of its unit, and how many of them were used again."""

    asked: int
    reused: int


def documents_of(inspection: Inspection) -> Documents:
    """The indicators of one inspection that ask for evidence, and those answered with what was on file."""
    if not inspection.task.needs_self_evaluation:
        return Documents(0, 0)
    asked = {leaf.pk for leaf in score.leaves_of(inspection) if leaf.evidence}
    reused = EvidenceUse.objects.filter(item__inspection=inspection, item__indicator__in=asked, is_reused=True)
    return Documents(len(asked), reused.values("item").distinct().count())


def documents_asked(units: Iterable[Organisation], term: Term) -> dict[UUID, int]:
    """How many documents the inspections of `term` ask of each unit, by its key, as `count_documents`.

    Cancelled inspections do not count. Three statements for any number of units.
    """
    counts = {unit.pk: 0 for unit in units}
    rows = Inspection.objects.filter(unit__in=list(counts), starts_on__range=(term.starts_on, term.ends_on))
    rows = rows.filter(task__needs_self_evaluation=True).exclude(state="cancelled").select_related("task", "unit")
    return counts | count_documents(rows)


def count_documents(inspections: Iterable[Inspection]) -> dict[UUID, int]:
    """How many documents `inspections` (task and unit loaded) ask of their units, by the unit's key; two statements.

    Counted are the indicators that ask for evidence, where the task asks for a self-evaluation; in inspections that are
    merged into a joint visit the same wording counts once for all. What was answered with evidence on file does not.
    """
    rows = [row for row in inspections if row.task.needs_self_evaluation and row.task.framework_version_id]
    leaves = _asking({row.task.framework_version_id for row in rows})
    reused = _reused([row.pk for row in rows], {leaf.pk: leaf for own in leaves.values() for leaf in own})
    asked = {
        (version, kind): Counter(wording_key(leaf) for leaf in leaves[version] if leaf.applies(kind))
        for version, kind in {(row.task.framework_version_id, row.unit.kind) for row in rows}
    }
    groups: dict[tuple[UUID, UUID], tuple[Counter[str], Counter[str]]] = {}
    for row in rows:
        group = row.unit_id, row.joint_id or row.pk
        wanted, answered = groups.get(group, (Counter(), Counter()))
        own = asked[row.task.framework_version_id, row.unit.kind]
        groups[group] = (wanted | own, answered | reused[row.pk])
    counts: Counter[UUID] = Counter()
    for (unit, _group), (wanted, answered) in groups.items():
        counts[unit] += (wanted - answered).total()
    return dict(counts)


def _asking(versions: set[Any]) -> dict[Any, list[Indicator]]:
    """The leaves that ask for evidence, by the version of the framework; one statement."""
    found: dict[Any, list[Indicator]] = {version: [] for version in versions}
    for leaf in Indicator.objects.filter(version__in=versions, level="C").exclude(evidence="").order_by():
        found[leaf.version_id].append(leaf)
    return found


def _reused(inspections: list[UUID], leaves: dict[UUID, Indicator]) -> dict[UUID, Counter[str]]:
    """The requests that each inspection had answered with what was on file; one statement.

    Within a joint visit one inspection's evidence answers the other's request: that is no second document anyway.
    """
    uses = EvidenceUse.objects.filter(is_reused=True, item__inspection__in=inspections).order_by()
    uses = uses.exclude(evidence__inspection__joint=F("item__inspection__joint"))
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    for inspection, indicator in set(uses.values_list("item__inspection", "item__indicator")):
        if indicator in leaves:
            found[inspection][wording_key(leaves[indicator])] += 1
    return found
