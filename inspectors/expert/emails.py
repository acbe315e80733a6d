"""What people are told about the pool of experts by inbox and e-mail; always in the county's language."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import heads, office
from core.notifications import in_chinese, tell
from inspectors.models import Expert, ExpertReceipt


@in_chinese
def expert_proposed(expert: Expert) -> None:
    """Tell the head that an expert waits to be selected."""
    title = _("Expert proposed for the pool: %(name)s, %(employer)s") % _words(expert)
    tell(heads(), "propose_expert", title, expert, expert.grounds)


@in_chinese
def expert_selected(expert: Expert) -> None:
    """Tell the office and the expert from when to when the expert is in the pool."""
    title = _("In the pool of experts until %(date)s: %(name)s, %(employer)s") % _words(expert)
    tell([*office(), expert.user], "select_expert", title, expert)


@in_chinese
def expert_declined(expert: Expert) -> None:
    """Tell the office that the expert was not selected, and why."""
    title = _("Not selected for the pool of experts: %(name)s, %(employer)s") % _words(expert)
    tell(office(), "decline_expert", title, expert, expert.state_reason)


@in_chinese
def expert_renewed(expert: Expert) -> None:
    """Tell the office and the expert until when the new term runs."""
    title = _("Term in the pool of experts renewed until %(date)s: %(name)s, %(employer)s") % _words(expert)
    tell([*office(), expert.user], "renew_expert", title, expert)


@in_chinese
def expert_out(expert: Expert, kind: str) -> None:
    """Tell the office and the expert that the expert is not invited for now, or not any more, and why."""
    if expert.state == "suspended":
        title = _("Suspended from the pool of experts: %(name)s, %(employer)s") % _words(expert)
    else:
        title = _("No longer in the pool of experts: %(name)s, %(employer)s") % _words(expert)
    tell([*office(), expert.user], kind, title, expert, expert.state_reason)


@in_chinese
def expert_file_received(receipt: ExpertReceipt) -> None:
    """Tell the head that a partner county's file waits to be taken in."""
    title = _("Experts from %(county)s wait to be taken in: file %(serial)s, %(count)s experts") % {
        "county": receipt.partner.name,
        "serial": receipt.serial,
        "count": receipt.expert_count,
    }
    tell(heads(), "receive_experts", title, receipt)


def _words(expert: Expert) -> dict[str, str]:
    until = date_format(expert.term_until) if expert.term_until else ""
    return {"name": expert.name, "employer": expert.employer, "date": until}
