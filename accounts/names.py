"""When two spellings mean the same unit: one rule, in Python and in the database."""

import re
import unicodedata

from django.db import models


def plain_name(name: str) -> str:
    """`name` without white space, with full-width forms made plain and letters small: what two spellings share."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).lower()


class PlainName(models.Func):
    """`plain_name` of a column."""

    template = r"LOWER(REGEXP_REPLACE(NORMALIZE(%(expressions)s, NFKC), '\s', '', 'g'))"
    arity = 1
    output_field = models.CharField()
