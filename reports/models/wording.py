"""Searching documents and reports by words through an index of pairs of letters, as the ledger of problems does."""

from django.db.models import Q

from accounts.models import Organisation
from core.models.pairs import letter_pairs, unfolded_pairs
from rectification.models.problem import FEW_UNITS

PAIRS = letter_pairs("number", "title")


def titled(words: str) -> Q:
    """Rows whose number or title has `words`, in letters of either case; they bring `PAIRS` as the alias `pairs`."""
    read = Q(number__icontains=words) | Q(title__icontains=words)
    pairs = unfolded_pairs(words)
    return Q(read, pairs__contains=pairs) if pairs else read


def of_unit_called(unit: str, words: str) -> Q:
    """Rows whose foreign key `unit` leads to a unit with `words` in its name; a few units are named by key. One query.

    An index answers `titled(…) | of_unit_called(…)` only where neither side needs a join.
    """
    found = Organisation.objects.order_by().called(words).values_list("pk", flat=True)
    keys = list(found[: FEW_UNITS + 1])
    return Q(**{f"{unit}__name__icontains": words}) if len(keys) > FEW_UNITS else Q(**{f"{unit}__in": keys})
