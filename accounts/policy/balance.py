"""Settings of balanced development (优质均衡): the lines of the seven figures, and how far schools may differ."""

from decimal import Decimal

from accounts.policy.items import BALANCE, EVEN, PERCENT, D, F, Item, N
from core.workflow import gettext_noop as _

ARTICLE = f"{EVEN}第六条"
LINE = _("The national line; the county may set a stricter one.")
# figure, label for primary schools, line, label for junior schools, line, highest sensible line
LINES = (
    (
        "degree",
        _("Primary: teachers above the required degree per 100 pupils, at least"),
        "4.2",
        _("Junior: teachers above the required degree per 100 pupils, at least"),
        "5.3",
        "30",
    ),
    (
        "backbone",
        _("Primary: backbone teachers per 100 pupils, at least"),
        "1",
        _("Junior: backbone teachers per 100 pupils, at least"),
        "1",
        "20",
    ),
    (
        "arts",
        _("Primary: PE and art teachers per 100 pupils, at least"),
        "0.9",
        _("Junior: PE and art teachers per 100 pupils, at least"),
        "0.9",
        "20",
    ),
    (
        "teaching",
        _("Primary: teaching space per pupil in m², at least"),
        "4.5",
        _("Junior: teaching space per pupil in m², at least"),
        "5.8",
        "100",
    ),
    (
        "sports",
        _("Primary: sports space per pupil in m², at least"),
        "7.5",
        _("Junior: sports space per pupil in m², at least"),
        "10.2",
        "200",
    ),
    (
        "equipment",
        _("Primary: equipment per pupil in yuan, at least"),
        "2000",
        _("Junior: equipment per pupil in yuan, at least"),
        "2500",
        "100000",
    ),
    (
        "media",
        _("Primary: multimedia rooms per 100 pupils, at least"),
        "2.3",
        _("Junior: multimedia rooms per 100 pupils, at least"),
        "2.4",
        "50",
    ),
)


def _line(stage: str, key: str, label: str, line: str, most: str) -> Item:
    key, least, top = f"balance_{stage}_{key}", Decimal(line), Decimal(most)
    return Item(key, label, D, line, ARTICLE, BALANCE, least=least, most=top, law=LINE)


def _spread(stage: str, label: str, line: str) -> Item:
    key, least = f"balance_{stage}_spread", Decimal("0.05")
    return Item(key, label, D, line, ARTICLE, BALANCE, least=least, most=Decimal(line), law=LINE)


ITEMS = (
    *(_line("primary", row[0], row[1], row[2], row[5]) for row in LINES),
    *(_line("junior", row[0], row[3], row[4], row[5]) for row in LINES),
    _spread("primary", _("Primary: coefficient of variation between schools, at most"), "0.5"),
    _spread("junior", _("Junior: coefficient of variation between schools, at most"), "0.45"),
    Item(
        "balance_figures",
        _("Figures of the seven that each school meets, at least"),
        N,
        6,
        ARTICLE,
        BALANCE,
        _("figures"),
        least=6,
        most=7,
        law=LINE,
    ),
    Item(
        "balance_remaining",
        _("The remaining figure reaches … of its line, at least"),
        N,
        85,
        ARTICLE,
        BALANCE,
        PERCENT,
        least=85,
        most=100,
        law=LINE,
    ),
    Item(
        "balance_near",
        _("Warn when the coefficient of variation is within … of its line"),
        N,
        10,
        ARTICLE,
        BALANCE,
        PERCENT,
        least=0,
        most=50,
    ),
    Item(
        "balance_nine_year_junior",
        _("Nine-year schools are judged and counted as junior schools (no: as primary schools)"),
        F,
        True,
        ARTICLE,
        BALANCE,
    ),
)
