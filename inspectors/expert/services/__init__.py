"""The use cases of the subject expert, one noun per file."""

from inspectors.expert.services.export import listed_with, send_experts, sendable
from inspectors.expert.services.partner_county import add_partner_county, edit_partner_county
from inspectors.expert.services.pool import (
    decline_expert,
    end_expert_terms,
    pool_member,
    remove_expert,
    renew_expert,
    resume_expert,
    select_expert,
    select_experts,
    suspend_expert,
)
from inspectors.expert.services.receipt import (
    changes_of,
    drop_expert_receipt,
    missing_before,
    receive_experts,
    take_expert_receipt,
)
from inspectors.expert.services.register import (
    edit_expert,
    link_expert_account,
    note_expert,
    propose_expert,
    propose_expert_again,
    unmask_expert_phone,
)

__all__ = [
    "add_partner_county",
    "changes_of",
    "decline_expert",
    "drop_expert_receipt",
    "edit_expert",
    "edit_partner_county",
    "end_expert_terms",
    "link_expert_account",
    "listed_with",
    "missing_before",
    "note_expert",
    "pool_member",
    "propose_expert",
    "propose_expert_again",
    "receive_experts",
    "remove_expert",
    "renew_expert",
    "resume_expert",
    "select_expert",
    "select_experts",
    "send_experts",
    "sendable",
    "suspend_expert",
    "take_expert_receipt",
    "unmask_expert_phone",
]
