"""Addresses of the pool of experts: an expert for each step, a partner county, files of both directions."""

from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import expert as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """An expert in each state, a file sent, a file that waits."""
    own = walk.member(cast)
    export = walk.sent(cast, own)
    receipt = walk.received(cast)
    return {
        **each(own, "expert", "edit_expert", "note_expert", "link_expert_account", "unmask_expert_phone"),
        **each(own, "renew_expert", "suspend_expert", "remove_expert"),
        **each(walk.proposed(cast, name="拟入库专家"), "select_expert", "decline_expert"),
        **each(walk.suspended(cast, name="暂停专家"), "resume_expert"),
        **each(walk.ended(cast, name="出库专家"), "propose_expert_again"),
        **each(walk.partner(cast), "edit_partner_county", "send_experts"),
        **each(export, "expert_export"),
        "download_expert_export": {"pk": export.pk, "kind": "json"},
        **each(receipt, "expert_receipt", "take_expert_receipt", "drop_expert_receipt"),
    }
