"""The demo county from the sample workbooks to the last report, all through the code that the pages use."""

from pathlib import Path

from accounts.models import User
from accounts.policy import forget
from accounts.services.policy import edit_policy
from core import calendar
from core.excel import confirm_import, run_import
from demo import (
    balance,
    corps_allowances,
    corps_appointments,
    corps_appraisals,
    corps_conduct,
    corps_experts,
    corps_roster,
    corps_training,
    corps_zones,
    current,
    desk_review,
    draws,
    finished,
    people,
    planning,
    regular,
    surveys,
    teams,
)
from rectification.urging.services import remind
from supervision.framework.services import copy_version, put_in_force
from supervision.models import FrameworkVersion

SHEETS = Path(__file__).parent
WORKBOOKS = (
    ("departments-and-townships", "departments-and-townships.xlsx"),
    ("units", "units.xlsx"),
    ("committee", "committee.xlsx"),
    ("inspectors", "inspectors.xlsx"),
    ("training", "training-2026.xlsx"),
    ("frameworks", "indicators-compulsory.xlsx"),
    ("frameworks", "indicators-kindergarten.xlsx"),
    ("frameworks", "indicators-government.xlsx"),
    ("frameworks", "plaque-checklist.xlsx"),
)


def build() -> None:
    """Build everything, in the caller's transaction; dates lie around today."""
    this = calendar.today().year
    calendar.seed_holidays([this - 2, this - 1, this, this + 1])
    office = people.make_office()
    for token, name in WORKBOOKS:
        confirm_import(run_import(token, SHEETS / name, by=office), by=office)
    people.make_others()
    head = User.objects.get(username="head")
    # An authenticator app is not asked of people who only look round; the setting's history says who switched it off.
    edit_policy("mfa_required", by=head, value=False)
    # The three inspectors who have accounts do all of the demo's inspections.
    edit_policy("load_ceiling", by=head, value=30)
    forget()  # the demo is one transaction: the setting must hold before its end
    for version in FrameworkVersion.objects.filter(number=1):
        put_in_force(version, by=office)
    framework = FrameworkVersion.objects.get(framework__name__startswith="幼儿园")
    copy_version(framework, by=office, note="修订稿：拟调整安全防护指标的分值")
    corps_zones.hang_plaques(office)
    balance.build(office)
    corps_experts.build_pool(office)
    finished.build()
    current.build()
    surveys.build()
    desk_review.build()
    draws.build()
    regular.build()
    planning.build()
    teams.build()
    corps_roster.build(office)
    corps_appointments.build(office, head)
    corps_training.build(office)
    corps_allowances.build(office, head)
    corps_experts.build(office)
    corps_zones.build(office)
    corps_appraisals.build(office, head)
    corps_conduct.build(office, head)
    remind(calendar.today())
