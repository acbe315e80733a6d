"""Settings of regular inspection by plaque inspectors."""

from accounts.policy.items import DOCUMENTS, FORMAT, PLATE, REGULAR, VISITS, C, Item, N, T, W
from core.workflow import gettext_noop as _

ITEMS = (
    Item(
        "visits_per_month",
        _("Visits to each school a month in session, at least"),
        N,
        1,
        f"{PLATE}第三条",
        REGULAR,
        VISITS,
        most=8,
        law=_("A responsible inspector visits each school once a month or more."),
    ),
    Item(
        "visits_per_term",
        _("Visits to each school a term, at least"),
        N,
        2,
        f"{PLATE}第三条",
        REGULAR,
        VISITS,
        least=2,
        most=20,
        law=_("A responsible inspector visits each school twice a term or more."),
    ),
    Item("plaque_checklist", _("Framework of the monthly checklist"), T, "责任督学每月挂牌督导事项", PLATE, REGULAR),
    Item("backdate_days", _("A visit is recorded … days later at the latest"), C, 3, PLATE, REGULAR, most=30),
    Item("advice_days", _("Unit's answer to rectification advice"), C, 3, PLATE, REGULAR, most=30),
    Item("consultation_days", _("Department's answer to a consultation letter"), W, 10, PLATE, REGULAR, most=60),
    Item("series_letter", _("Document code of consultation letters"), T, "米教督函", FORMAT, DOCUMENTS),
)
