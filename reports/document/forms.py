"""The filter of the register of documents."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.filters import ListFilter, choice_field
from reports.layout.kinds import KINDS
from reports.models.wording import PAIRS, of_unit_called, titled


class DocumentFilter(ListFilter):
    """Filters of the register of documents."""

    q = forms.CharField(label=_("Number or title"), required=False)
    kind = choice_field(_("Kind"), [(kind.code, kind.name) for kind in KINDS.values()])

    exact = ("kind",)

    def narrow(self, documents: QuerySet[Any]) -> QuerySet[Any]:
        """The documents that match; words by the index of pairs of letters."""
        documents, asked = super().narrow(documents), self.given.get("q")
        if not asked:
            return documents
        return documents.alias(pairs=PAIRS).filter(titled(asked) | of_unit_called("addressee", asked))
