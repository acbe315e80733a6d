"""What the demo's units write and file at the indicators of a self-evaluation."""

from decimal import Decimal

from accounts.models import User
from demo import pictures
from supervision.evidence import services
from supervision.framework.services.score import leaves_of
from supervision.models import Indicator, Inspection, Method

WORDS = (
    "已制定制度并张榜公布，责任到人；本学期检查两次，台账齐全。",
    "按要求开展，过程记录完整；存在的不足是个别年级资料归档不及时，已限期补齐。",
    "对照标准逐条自查，均已落实，附本学期记录。",
)
NOT_HELD = "本单位不涉及此项工作，故不适用。"
FILED = 5  # evidence is filed at the first indicators only, so that the demo stays small


def write_item(inspection: Inspection, leaf: Indicator, place: int, *, by: User) -> None:
    """The unit writes at one indicator; one in nine does not apply."""
    if place % 9 == 8:
        services.save_self_evaluation_item(inspection, by=by, indicator=leaf, text=NOT_HELD, is_applicable=False)
        return
    value: dict[str, object] = {
        Method.POINTS: {"points": max((leaf.points or Decimal(0)) - (place % 2), Decimal(0))},
        Method.GRADE: {"grade": "AAB"[place % 3]},
        Method.YES_NO: {"is_met": True},
        Method.MEASURED: {"measured": Decimal(97 - place)},
    }[Method(leaf.method)]
    services.save_self_evaluation_item(inspection, by=by, indicator=leaf, text=WORDS[place % len(WORDS)], **value)


def fill_items(inspection: Inspection, *, by: User, share: float = 1.0) -> None:
    """The unit writes at the first `share` of the indicators and files evidence at a few of them."""
    leaves = leaves_of(inspection)
    for place, leaf in enumerate(leaves[: round(len(leaves) * share)]):
        write_item(inspection, leaf, place, by=by)
        if place < FILED:
            photo = pictures.photograph(f"{leaf.code}佐证材料.jpg", (110, 120 + place * 20, 120))
            services.add_evidence(inspection, by=by, indicator=leaf, files=[photo])
