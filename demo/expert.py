"""The demo's pool of experts in every state, a partner county with a key made on the spot, files of both directions."""

import base64
import datetime as dt
import os
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from accounts import policy
from accounts.models import User
from core import calendar
from core.excel import confirm_import, run_import
from demo.clock import as_of, workday
from inspectors import exchange
from inspectors.expert import services
from inspectors.expert.services.key import own_key
from inspectors.models import Education, Expert, ExpertCategory

PARTNER, PARTNER_NAME = "510499", "邻县（示例）"
FIRST, SECOND = 20, 2  # days ago: the partner's files


def build_pool(office: User) -> None:
    """The expert with an account is in the pool before the tasks that invite."""
    head, user = User.objects.get(username="head"), User.objects.get(username="expert")
    with as_of(workday(60)):
        expert = _proposed(
            office, user.name, [ExpertCategory.COMPULSORY, ExpertCategory.SAFETY], "市教育科学研究院（示例）"
        )
        services.select_expert(expert, by=head)
        services.link_expert_account(expert, by=office, user=user)


def build(office: User) -> None:
    """Every state of an expert, then the exchange."""
    head = User.objects.get(username="head")
    _states(office, head)
    _exchange(office, head)


def _proposed(office: User, name: str, categories: list[str], employer: str, **facts: Any) -> Expert:
    return services.propose_expert(
        by=office,
        name=name,
        employer=employer,
        categories=sorted(str(code) for code in categories),
        **{
            "title": "高级教师",
            "education": Education.BACHELOR,
            "specialities": "学校管理评估",
            "phone": "13800000000",
            "grounds": "从事相关工作二十年，多次参加省市督导评估（示例）。",
            **facts,
        },
    )


def _states(office: User, head: User) -> None:
    today = calendar.today()
    confirm_import(run_import("experts", Path(__file__).with_name("experts.xlsx"), by=office), by=office)
    with as_of(workday(40)):
        declined = _proposed(office, "示例专家丙", [ExpertCategory.OTHER], "某培训机构（示例）")
        services.decline_expert(declined, by=head, reason="所在机构与督导对象有业务往来，不宜入库。")
        paused = _proposed(office, "示例专家丁", [ExpertCategory.PRIVATE], "市民办教育协会（示例）")
        paused = services.select_expert(paused, by=head)
        left = _proposed(office, "示例专家戊", [ExpertCategory.SPECIAL], "市特殊教育学校（示例）")
        left = services.select_expert(left, by=head)
    with as_of(workday(15)):
        services.suspend_expert(paused, by=office, reason="协会换届期间，其任职情况待核实。")
        services.remove_expert(left, by=head, reason="本人因工作调动申请退出。")
    soon = today + dt.timedelta(days=45)
    with as_of(soon.replace(year=soon.year - 3, day=min(soon.day, 28))):
        ending = _proposed(office, "示例专家己", [ExpertCategory.MONITORING], "县统计局（示例）")
        services.select_expert(ending, by=head)
    with as_of(today - dt.timedelta(days=3 * 366 + 30)):
        over = _proposed(office, "示例专家庚", [ExpertCategory.LAW], "县司法局（示例）")
        services.select_expert(over, by=head)
        renewed = _proposed(
            office,
            "示例专家辛",
            [ExpertCategory.FINANCE],
            "县审计局（示例）",
            title="高级审计师",
            specialities="教育经费审计",
            consents=True,
        )
        renewed = services.select_expert(renewed, by=head)
    with as_of(renewed.last_day - dt.timedelta(days=20)):
        services.renew_expert(renewed, by=head)
    services.end_expert_terms(today)


def _exchange(office: User, head: User) -> None:
    _make_own_key()
    key = Ed25519PrivateKey.generate()  # thrown away with the build: nobody signs for the demo's partner again
    with as_of(workday(FIRST + 5)):
        partner = services.add_partner_county(
            by=head, code=PARTNER, name=PARTNER_NAME, public_key=exchange.text_of(key.public_key())
        )
    with as_of(workday(FIRST)):
        lines = [
            _line("B-1", "示例邻县专家甲", ["preschool"], "邻县教研室（示例）"),
            _line("B-2", "示例邻县专家乙", ["finance", "private"], "邻县财政局（示例）"),
            _line("B-3", "示例邻县专家丙", ["compulsory"], "邻县第一中学（示例）"),
        ]
        first = services.receive_experts(by=office, content=_file(1, lines, key), file_name="邻县专家名册第1号.json")
        services.take_expert_receipt(first, by=head)
        third = Expert.objects.get(partner=partner, foreign_id="B-3")
        services.note_expert(third, by=office, note="评审仔细，熟悉优质均衡指标（示例）。")
    with as_of(workday(SECOND)):
        lines[0]["title"] = "正高级教师"
        lines[1:2] = [_line("B-4", "示例邻县专家丁", ["vocational"], "邻县职业中学（示例）")]
        again = services.receive_experts(by=office, content=_file(2, lines, key), file_name="邻县专家名册第2号.json")
        services.drop_expert_receipt(again, by=office, reason="先与邻县核对编号，核对后重新接收。")
        services.receive_experts(by=office, content=_file(2, lines, key), file_name="邻县专家名册第2号.json")
    with as_of(workday(SECOND)):
        services.send_experts(partner, by=head, experts=services.sendable(), with_phones=True)


def _make_own_key() -> None:
    """A key of this demo's own beside its data, unless the environment gives one or an earlier build left one."""
    path = settings.EXPERT_EXCHANGE_KEY_FILE
    if own_key() is None and path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode())


def _line(key: str, name: str, categories: list[str], employer: str) -> dict[str, Any]:
    today = calendar.today()
    return {
        "id": key,
        "name": name,
        "gender": "",
        "employer": employer,
        "title": "高级教师",
        "education": "bachelor",
        "specialities": "学校评估",
        "categories": categories,
        "term_from": (today - dt.timedelta(days=100)).isoformat(),
        "term_until": (today + dt.timedelta(days=900)).isoformat(),
    }


def _file(serial: int, lines: list[dict[str, Any]], key: Ed25519PrivateKey) -> bytes:
    today = calendar.today()
    payload = {
        "county": {"code": PARTNER, "name": PARTNER_NAME},
        "recipient": {"code": policy.text("county_code"), "name": policy.text("county_name")},
        "serial": serial,
        "created": f"{today.isoformat()}T01:00:00Z",
        "expires": (today + dt.timedelta(days=30)).isoformat(),
        "experts": lines,
    }
    return exchange.seal(payload, key=key)
