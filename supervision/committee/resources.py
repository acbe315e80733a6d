"""The table of who holds which post on the supervision committee."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from accounts.models import Organisation
from core.excel.kinds import ImportKind, register
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Day
from core.workflow import gettext_noop as _
from supervision.models import CommitteePost


class CommitteeResource(SheetResource):
    """The members of the supervision committee."""

    sheet_title = "县人民政府教育督导委员会组成人员"
    sheet_note = "一行一个职务；任职日期写如2026-01-01。"
    label_columns = ("职务", "姓名")
    ordinal = False

    post = Column("职务", "post", filled=True)
    position = Column("现任职务", "position", filled=True, width=26)
    organisation_name = Column("单位", "organisation_name", filled=True, width=22)
    person = Column("姓名", "person", filled=True)
    began_on = Column("任职日期", "began_on", Day(), filled=True)
    note = Column("备注", "note")

    class Meta:
        model = CommitteePost
        import_id_fields = ("post", "person", "organisation_name", "began_on")
        fields = ("post", "position", "organisation_name", "person", "began_on", "note")

    def prepare(self) -> None:
        """Read the organisations' names and where the order of posts has got to."""
        self.organisations = dict(Organisation.objects.values_list("name", "pk"))
        self.last = CommitteePost.objects.order_by("-order").values_list("order", flat=True).first() or 0

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Link the organisation where there is one of that name; new posts stand in the order of the sheet."""
        super().import_instance(instance, row, **kwargs)
        if instance.organisation_id is None:
            instance.organisation_id = self.organisations.get(instance.organisation_name)
        if instance._state.adding:
            self.last += 1
            instance.order = self.last

    def get_bulk_update_fields(self) -> list[str]:
        """The link may have become possible since."""
        return [*super().get_bulk_update_fields(), "organisation"]

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """A post that has ended is not brought back by a table."""
        if instance.ended_on is not None:
            yield (
                NON_FIELD_ERRORS,
                wrong(_("This post of %(person)s ended on %(day)s."), person=instance.person, day=instance.ended_on),
            )


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
