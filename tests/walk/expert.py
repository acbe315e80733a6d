"""Walks the pool of experts through the real services: proposed, selected, in the pool; partner counties and files."""

import base64
import datetime as dt
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import policy
from accounts.models import User
from core import calendar
from inspectors import exchange
from inspectors.expert import services
from inspectors.models import Expert, ExpertExport, ExpertReceipt, PartnerCounty
from tests.people import Cast

CODE = "510499"
NAME = "邻县（示例）"
# A partner's key that the tests make: the same for one run, never anybody's.
PARTNER_KEY = Ed25519PrivateKey.from_private_bytes(b"a partner county's key for tests")
PHONE = "13900001234"


def facts(**changes: Any) -> dict[str, Any]:
    """What an expert is proposed with."""
    return {
        "name": "钱专家",
        "employer": "市教育科学研究所",
        "title": "研究员",
        "education": "graduate",
        "specialities": "课程管理",
        "categories": ["compulsory", "monitoring"],
        "phone": PHONE,
        "consents": False,
        "grounds": "长期从事质量监测",
        **changes,
    }


def proposed(cast: Cast, **changes: Any) -> Expert:
    """The office has proposed an expert."""
    return services.propose_expert(by=cast.office, **facts(**changes))


def selected(cast: Cast, **changes: Any) -> Expert:
    """The head has selected an expert for the usual term from today."""
    user = changes.pop("user", None)
    expert = services.select_expert(proposed(cast, **changes), by=cast.office_head)
    return services.link_expert_account(expert, by=cast.office, user=user) if user is not None else expert


def suspended(cast: Cast, **changes: Any) -> Expert:
    """The office has suspended an expert."""
    return services.suspend_expert(selected(cast, **changes), by=cast.office, reason="正在接受调查")


def ended(cast: Cast, **changes: Any) -> Expert:
    """The head has taken an expert out."""
    return services.remove_expert(selected(cast, **changes), by=cast.office_head, reason="本人申请退出")


def over(expert: Expert) -> None:
    """The term of `expert` ended yesterday."""
    yesterday = calendar.today() - calendar.ONE_DAY
    Expert.objects.filter(pk=expert.pk).update(term_from=yesterday - 9 * calendar.ONE_DAY, term_until=yesterday)


def member(cast: Cast, user: User | None = None) -> Expert:
    """The pool's entry of an expert's account (default: the cast's expert); the same on every call."""
    user = user or cast.expert
    known = Expert.objects.filter(user=user).first()
    return known or selected(cast, name=user.name, employer="市教育督导评估中心", user=user)


def partner(cast: Cast, **changes: Any) -> PartnerCounty:
    """A partner county, known by the tests' own key; the same on every call."""
    code = changes.pop("code", CODE)
    known = PartnerCounty.objects.filter(code=code).first()
    key = exchange.text_of(PARTNER_KEY.public_key())
    return known or services.add_partner_county(
        by=cast.office_head, **{"code": code, "name": NAME, "public_key": key, **changes}
    )


def line(**changes: Any) -> dict[str, Any]:
    """One expert as a partner's file lists them."""
    today = calendar.today()
    return {
        "id": "A-1",
        "name": "邻县专家甲",
        "gender": "女",
        "employer": "邻县教研室（示例）",
        "title": "高级教师",
        "education": "bachelor",
        "specialities": "学前教育",
        "categories": ["preschool"],
        "term_from": (today - dt.timedelta(days=30)).isoformat(),
        "term_until": (today + dt.timedelta(days=700)).isoformat(),
        **changes,
    }


def payload(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What a partner's file says; default: number 1, one expert, for us."""
    return {
        "county": {"code": CODE, "name": NAME},
        "recipient": {"code": policy.text("county_code"), "name": policy.text("county_name")},
        "serial": 1,
        "created": "2026-11-20T08:00:00Z",
        "expires": (calendar.today() + dt.timedelta(days=20)).isoformat(),
        "experts": list(lines or [line()]),
        **changes,
    }


def signed(*lines: dict[str, Any], key: Ed25519PrivateKey = PARTNER_KEY, **changes: Any) -> bytes:
    """A partner's file, signed."""
    return exchange.seal(payload(*lines, **changes), key=key)


def upload(data: bytes, name: str = "邻县专家.json") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, data, "application/octet-stream")


def received(cast: Cast, *lines: dict[str, Any], **changes: Any) -> ExpertReceipt:
    """A partner's file that the office has received."""
    partner(cast)
    return services.receive_experts(by=cast.office, content=signed(*lines, **changes), file_name="邻县专家.json")


def taken(cast: Cast, *lines: dict[str, Any], **changes: Any) -> ExpertReceipt:
    """A partner's file that the head has taken in."""
    return services.take_expert_receipt(received(cast, *lines, **changes), by=cast.office_head)


def sent(cast: Cast, *experts: Expert, **changes: Any) -> ExpertExport:
    """A file for the partner county that lists `experts` (default: one in the pool)."""
    chosen = list(experts) or [selected(cast)]
    return services.send_experts(partner(cast), by=cast.office_head, experts=chosen, **changes)


def own_key_text() -> str:
    """A private key as the environment gives it."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
