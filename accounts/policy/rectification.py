"""Settings of rectification and publication."""

from accounts.policy.items import DAYS, OPEN, PLAN, PUBLICATION, RECTIFICATION, Item, L, N, W
from core.workflow import gettext_noop as _

ITEMS = (
    Item("plan_days", _("Rectification plan after the order"), W, 5, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_minor", _("Putting right a minor problem"), W, 10, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_general", _("Putting right a general problem"), W, 20, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_serious", _("Putting right a serious problem"), W, 30, f"{PLAN}二（三）4", RECTIFICATION),
    Item("review_days", _("Office's review of a plan or a report"), W, 5, f"{PLAN}二（三）5", RECTIFICATION),
    Item("recheck_days", _("Recheck after the report"), W, 10, f"{PLAN}二（三）5", RECTIFICATION),
    Item("redo_days", _("New deadline after a failed recheck"), W, 10, f"{PLAN}二（三）4", RECTIFICATION),
    Item(
        "reminder_before",
        _("Reminders, days before the deadline"),
        L,
        "7,3,1,0",
        f"{PLAN}二（三）4",
        RECTIFICATION,
        DAYS,
        least=0,
        most=60,
    ),
    Item(
        "reminder_every",
        _("Reminders after the deadline, every … days"),
        N,
        3,
        f"{PLAN}二（三）4",
        RECTIFICATION,
        DAYS,
        most=30,
    ),
    Item(
        "publication_days",
        _("Publication after the report is formed"),
        W,
        20,
        f"{OPEN}第二十六条",
        PUBLICATION,
        most=20,
        law=_("Government information is published within 20 working days."),
    ),
)
