"""Settings of official documents, the platform's names, and sign-in."""

from accounts.policy.items import DOCUMENTS, FORMAT, MINUTES, PLAN, REG, SAFETY, SECURITY, F, Item, N, T
from core.workflow import gettext_noop as _

ITEMS = (
    Item("county_name", _("County"), T, "米易县", PLAN, DOCUMENTS),
    Item("site_name", _("Name of the site"), T, "教育督导信息管理平台", f"{PLAN}二（五）3", DOCUMENTS),
    Item("issuer_committee", _("Committee's full name"), T, "米易县人民政府教育督导委员会", PLAN, DOCUMENTS),
    Item("issuer_office", _("Office's full name"), T, "米易县人民政府教育督导委员会办公室", PLAN, DOCUMENTS),
    Item("county_government", _("Addressee of reports"), T, "米易县人民政府", f"{REG}第二十三条", DOCUMENTS),
    Item(
        "higher_body",
        _("Next higher supervision body"),
        T,
        "攀枝花市人民政府教育督导委员会办公室",
        f"{REG}第二十三条",
        DOCUMENTS,
    ),
    Item("office_phone", _("Office's telephone"), T, "0812-8170000", PLAN, DOCUMENTS),
    Item("series_committee", _("Document code of the committee"), T, "米府教督", FORMAT, DOCUMENTS),
    Item("series_office", _("Document code of the office"), T, "米教督办", FORMAT, DOCUMENTS),
    Item("series_order", _("Document code of rectification orders"), T, "米教督整", FORMAT, DOCUMENTS),
    Item("series_urging", _("Document code of urging notices"), T, "米教督催", FORMAT, DOCUMENTS),
    Item("series_appraisal", _("Document code of appraisals"), T, "米教督考", FORMAT, DOCUMENTS),
    Item("series_appointment", _("Document code of letters of appointment"), T, "米府教督聘", FORMAT, DOCUMENTS),
    Item("series_measure", _("Document code of measures about inspectors"), T, "米教督处", FORMAT, DOCUMENTS),
    Item("series_certificate", _("Document code of inspectors' certificates"), T, "川米督", FORMAT, DOCUMENTS),
    Item("series_report", _("Document code of inspection reports"), T, "米教督报", FORMAT, DOCUMENTS),
    Item(
        "mfa_required",
        _("Two-factor sign-in for office, leaders and administrators"),
        F,
        True,
        SAFETY,
        SECURITY,
    ),
    Item("idle_minutes", _("Sign out after idle minutes"), N, 30, SAFETY, SECURITY, MINUTES, least=5, most=60),
)
