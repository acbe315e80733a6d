"""What the filters of lists share: the words, the values taken as they are, the choice of a state and of a zone."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ANY, state_choices
from accounts.models import Zone
from core.workflow import Workflow


def state_field(table: Workflow) -> forms.ChoiceField:
    """One state of a workflow table, or all."""
    return forms.ChoiceField(label=_("State"), required=False, choices=lambda: state_choices(table))


def choice_field(label: Any, choices: Any) -> forms.ChoiceField:
    """One of some choices, or all."""
    return forms.ChoiceField(label=label, required=False, choices=[*ANY, *choices])


def zone_field(zones: QuerySet[Zone] | None = None) -> forms.ModelChoiceField:
    """One zone, or all; `zones` are those offered, where not every one is."""
    rows = Zone.objects.all() if zones is None else zones
    return forms.ModelChoiceField(label=_("Zone"), required=False, queryset=rows, empty_label=_("All"))


class ListFilter(forms.Form):
    """What a list may be narrowed by, kept in its address. A list with a condition of its own extends `narrow`."""

    searched: tuple[str, ...] = ()  # the columns in which the words of the field `q` are looked for
    exact: tuple[str, ...] = ()  # the fields whose value is that of the column of the same name
    paths: dict[str, str] = {}  # the fields whose value is that of another column, or a bound of it
    forgiving = False  # whether values that make sense count beside one that makes none

    @property
    def given(self) -> dict[str, Any]:
        """What was asked for; a value that makes no sense is left out, and all the others with it unless forgiving."""
        return self.cleaned_data if self.is_valid() or self.forgiving else {}

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that match; a value that makes no sense narrows nothing."""
        given = self.given
        if self.searched and (asked := given.get("q")):
            rows = rows.filter(reduce(or_, (Q(**{f"{column}__icontains": asked}) for column in self.searched)))
        columns = {**{name: name for name in self.exact}, **self.paths}
        return rows.filter(**{column: given[name] for name, column in columns.items() if given.get(name)})
