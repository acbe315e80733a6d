"""What every builder of a document is given besides its own facts: who issues, and this issue's number and day."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import CheckCode

REGULATION = "《教育督导条例》"


@dataclass(frozen=True, slots=True)
class Office:
    """The issuing office: full names as they are printed, whom a unit may ask, the county's own reform plan."""

    name: str
    committee: str
    government: str
    contact: str = ""
    phone: str = ""
    platform: str = "教育督导信息管理平台"
    plan: str = "《米易县深化新时代教育督导体制机制改革的实施方案》"

    @property
    def red_head(self) -> str:
        """Its mark on a document of the standard form (GB/T 9704-2012, 7.2.4)."""
        return f"{self.name}文件"

    @property
    def contact_notes(self) -> tuple[str, ...]:
        """The note under the date that says whom to ask (7.3.6)."""
        parts = [f"联系人：{self.contact}" if self.contact else "", f"联系电话：{self.phone}" if self.phone else ""]
        said = "，".join(part for part in parts if part)
        return (said,) if said else ()


@dataclass(frozen=True, slots=True)
class Issue:
    """This issue: its number (empty while a draft), its day, who gets copies, the code to check it by."""

    issued_on: date
    number: str = ""
    copies: tuple[str, ...] = ()
    check: CheckCode | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The supervised unit: its full name and how the document speaks to it (你校)."""

    name: str
    you: str = "你单位"


@dataclass(frozen=True, slots=True)
class Member:
    """One of the team: 组长, 副组长, 组员 or 专家."""

    name: str
    duty: str
    post: str = ""
