"""Files of experts from partner counties: checked, previewed line by line, taken in by the head; origin is kept."""

import hashlib
from dataclasses import dataclass, field
from typing import cast

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from inspectors import exchange
from inspectors.expert import emails, permissions
from inspectors.expert.services.file import ExpertFile, ExpertLine, read_payload
from inspectors.expert.services.pool import withdraw_expert
from inspectors.models import Expert, ExpertReceipt, PartnerCounty

NEW, CHANGED, AGAIN, UNCHANGED, WITHDRAWN = "new", "changed", "again", "unchanged", "withdrawn"
HELD = "held"  # listed again, but suspended here when the partner withdrew
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Change:
    """What a line of the file does: `kind`, the line (None where the expert is withdrawn), the expert here (None where
    new) and the names of the facts that change."""

    kind: str
    name: str
    employer: str
    line: ExpertLine | None = None
    expert: Expert | None = None
    fields: list[str] = field(default_factory=list)


@transaction.atomic
def receive_experts(*, by: User, content: bytes, file_name: str) -> ExpertReceipt:
    """The office uploads a partner's file; it is checked and waits for the head. Nothing in the pool changes yet.

    Returns the receipt. Raises NotAllowed; Refused for a file that is none of the exchange, unsigned, of an unknown
    partner or one that is not exchanged with, changed on the way, meant for another county, out of date, or of a number
    that was received before or lies behind one that was taken in.
    """
    permissions.check_can_keep_pool(by)
    file, partner = _opened(content)
    _check_serial(partner, file)
    receipt = create(
        ExpertReceipt(
            partner=partner,
            serial=file.serial,
            content=content.decode(),
            sha256=hashlib.sha256(content).hexdigest(),
            file_name=file_name[-200:],
            made_at=file.created,
            expires_on=file.expires,
            expert_count=len(file.experts),
            received_by=by,
        ),
        by=by,
        data={"partner": partner.code, "serial": file.serial, "count": len(file.experts)},
    )
    emails.expert_file_received(receipt)
    return receipt


@transaction.atomic
def take_expert_receipt(receipt: ExpertReceipt, *, by: User) -> ExpertReceipt:
    """The head takes the file's experts into the pool: new ones are selected for the term that the partner gives,
    changed ones follow the file, those whom it does not list any more are withdrawn.

    Returns the receipt. Raises NotYourTurn and TransitionRefused as the table says, Refused where the file does not
    hold any more: checked again in full, for a key may have been changed and a newer file taken in meanwhile.
    """
    check_step(receipt, "take_expert_receipt", by=by)
    file, partner = _opened(receipt.content.encode())
    _check_serial(partner, file, receipt=receipt)
    counts: dict[str, int] = {}
    for change in changes_of(receipt):
        _take(change, receipt, by=by)
        counts[change.kind] = counts.get(change.kind, 0) + 1
    return apply_transition(receipt, "take_expert_receipt", by=by, data=counts, counts=counts)


@transaction.atomic
def drop_expert_receipt(receipt: ExpertReceipt, *, by: User, reason: str) -> ExpertReceipt:
    """The office drops a file that waits; the same file may be received again. Returns it; Refused without a reason."""
    return apply_transition(receipt, "drop_expert_receipt", by=by, reason=reason)


def changes_of(receipt: ExpertReceipt) -> list[Change]:
    """What the file of `receipt` would do to the pool as it is now, line by line; one query.

    An expert who is suspended here stays suspended whatever the file says, also one listed again after a withdrawal.
    """
    file = read_payload(exchange.read(receipt.content.encode())["payload"])
    here = {expert.foreign_id: expert for expert in Expert.objects.filter(partner=receipt.partner_id)}
    found = []
    for line in file.experts:
        expert = here.pop(line.id, None)
        found.append(_compared(line, expert))
    found += [
        Change(WITHDRAWN, expert.name, expert.employer, expert=expert)
        for expert in here.values()
        if expert.state in {"selected", "suspended"}
    ]
    order = [NEW, AGAIN, HELD, CHANGED, WITHDRAWN, UNCHANGED]
    return sorted(found, key=lambda change: order.index(change.kind))


def missing_before(receipt: ExpertReceipt) -> int:
    """How many of the partner's numbers before this one never came: worth asking for, though each file is complete."""
    known = ExpertReceipt.objects.filter(partner=receipt.partner_id, serial__lt=receipt.serial).exclude(state="dropped")
    return int(receipt.serial - 1 - known.count())


def _compared(line: ExpertLine, expert: Expert | None) -> Change:
    name, employer = line.facts["name"], line.facts["employer"]
    if expert is None:
        return Change(NEW, name, employer, line=line)
    given = {**line.facts, "term_from": line.term_from, "term_until": line.term_until}
    fields = [key for key, value in given.items() if getattr(expert, key) != value]
    again = expert.state == "ended" and line.term_until >= calendar.today()
    back = HELD if expert.suspended_reason else AGAIN
    kind = back if again else CHANGED if fields else UNCHANGED
    return Change(kind, name, employer, line=line, expert=expert, fields=fields)


def _opened(content: bytes) -> tuple[ExpertFile, PartnerCounty]:
    """The file and its partner, once everything about it holds but its number; the partner's row is locked."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than a file of the exchange may be."))
    try:
        named = exchange.read(content)["payload"].get("county")
    except exchange.Unsigned:
        raise Refused(
            _("The file carries no signature."),
            remedy=_("Ask the partner county for the file that its platform signed."),
        ) from None
    except exchange.Unreadable:
        raise Refused(
            _("This is no file of the exchange of experts, or it was written anew by another program."),
            remedy=_("Choose the file just as it came from the partner county."),
        ) from None
    code = named.get("code") if isinstance(named, dict) else None
    partner = PartnerCounty.objects.select_for_update().filter(code=code if isinstance(code, str) else "").first()
    if partner is None:
        raise Refused(
            _("The file names a county that is no partner: %(code)s.") % {"code": str(code)[:40]},
            remedy=_("The head of the office enters the county with its public key first."),
        )
    if not partner.is_active:
        raise Refused(_("Experts are not exchanged with %(county)s at present.") % {"county": partner.name})
    try:
        payload = exchange.unseal(content, key=exchange.public_key(partner.public_key))
    except ValueError:
        raise Refused(
            _("The signature is not that of %(county)s: the file was changed, or signed with another key.")
            % {"county": partner.name},
            remedy=_("Ask for the file again; if the partner has a new key, compare the fingerprint by telephone."),
        ) from None
    file = read_payload(payload)
    if file.recipient != policy.text("county_code").strip():
        raise Refused(
            _("The file is meant for another county: %(code)s.") % {"code": file.recipient},
            remedy=_("Ask the partner for the file that is meant for us; our code stands in the settings."),
        )
    if file.expires < calendar.today():
        raise Refused(
            _("The file was valid until %(date)s.") % {"date": date_format(file.expires)},
            remedy=_("Ask the partner county for a new file."),
        )
    return file, partner


def _check_serial(partner: PartnerCounty, file: ExpertFile, receipt: ExpertReceipt | None = None) -> None:
    words = {"county": partner.name, "serial": file.serial}
    others = ExpertReceipt.objects.filter(partner=partner).exclude(state="dropped")
    if receipt is not None:
        others = others.exclude(pk=receipt.pk)
    if others.filter(serial=file.serial).exists():
        raise Refused(_("File %(serial)s of %(county)s was received before.") % words)
    newer = others.filter(state="taken", serial__gt=file.serial).order_by("-serial").first()
    if newer is not None:
        raise Refused(
            _("File %(serial)s of %(county)s is older than file %(newer)s, which was taken in already.")
            % {**words, "newer": newer.serial},
            remedy=_("Ask the partner county for its newest file."),
        )


def _take(change: Change, receipt: ExpertReceipt, *, by: User) -> None:
    words = _("File %(serial)s of %(county)s") % {"serial": receipt.serial, "county": receipt.partner.name}
    line = change.line
    if line is None:
        withdraw_expert(cast(Expert, change.expert), by=by, reason=words)
        return
    if change.expert is None:
        expert = Expert(partner=receipt.partner, foreign_id=line.id, proposed_by=by, grounds=words, **line.facts)
        expert = create(expert, by=by, reason=words)
        _admit(expert, line, by=by)
        return
    if change.fields:
        changed = {**line.facts, "term_from": line.term_from, "term_until": line.term_until}
        Expert.objects.filter(pk=change.expert.pk).update(**changed)
        audit.record("change_expert", by=by, obj=change.expert, reason=words, data={"fields": change.fields})
    if change.kind == AGAIN:
        apply_transition(change.expert, "readmit_expert", by=by, reason=words, state_reason="")
    elif change.kind == HELD:
        kept = change.expert.suspended_reason
        apply_transition(change.expert, "keep_expert_suspended", by=by, reason=words, state_reason=kept)


def _admit(expert: Expert, line: ExpertLine, *, by: User) -> None:
    """Select a new expert for the term that the partner county gave; ours does not bind it."""
    apply_transition(
        expert, "select_expert", by=by, term_from=line.term_from, term_until=line.term_until, terms=1, state_reason=""
    )
