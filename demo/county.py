"""The demo county from the sample workbooks to the last report, all through the code that the pages use."""

from pathlib import Path

from accounts.models import User
from accounts.policy import forget
from accounts.services.policy import edit_policy
from core import calendar
from core.excel import confirm_import, run_import
from demo import (
    allowance,
    appointment,
    appraisal,
    balance,
    conduct,
    current,
    desk_review,
    draw,
    expert,
    finished,
    people,
    plan,
    regular,
    roster,
    survey,
    team,
    training,
    zone,
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
    zone.hang_plaques(office)
    balance.build(office)
    expert.build_pool(office)
    finished.build()
    current.build()
    survey.build()
    desk_review.build()
    draw.build()
    regular.build()
    plan.build()
    team.build()
    roster.build(office)
    appointment.build(office, head)
    training.build(office)
    allowance.build(office, head)
    expert.build(office)
    zone.build(office)
    appraisal.build(office, head)
    conduct.build(office, head)
    remind(calendar.today())
