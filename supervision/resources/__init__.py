"""Excel in and out: the committee's posts, indicator frameworks, balanced development; one noun per file."""

from core.excel.kinds import ImportKind, register
from core.workflow import gettext_noop as _
from supervision.resources.balance import BalanceResource
from supervision.resources.committee import CommitteeResource
from supervision.resources.framework import FrameworkResource

register(
    ImportKind(
        token="committee",  # noqa: S106 (a word in an address, no secret)
        label=_("Committee"),
        text=_("Who holds which post on the supervision committee; posts that ended stay on record."),
        resource=CommitteeResource,
        may=lambda user: user.is_office,
        order=30,
        after=("departments-and-townships",),
    )
)
register(
    ImportKind(
        token="frameworks",  # noqa: S106
        label=_("Indicator frameworks"),
        text=_(
            "One framework a workbook, named by its title; each import makes a new draft version, whole or not at all."
        ),
        resource=FrameworkResource,
        may=lambda user: user.is_office,
        order=50,
    )
)
register(
    ImportKind(
        token="balanced-development",  # noqa: S106
        label=_("Balanced development"),
        text=_("Seven resource figures of each compulsory school; the title or the file's name says of which year."),
        resource=BalanceResource,
        may=lambda user: user.is_office,
        order=60,
        after=("units",),
    )
)
