"""Finding rows by a word through an index: pairs of letters, since words of Chinese are too short for trigrams."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func


def letter_pairs(*fields: str) -> Func:
    """Every two letters of `fields` that stand side by side: words of Chinese have two, too short for trigrams."""
    return Func(
        *map(F, fields),
        arg_joiner=" || ' ' || ",  # before the template: migrations compare the order
        template=(
            r"string_to_array(regexp_replace(%(expressions)s, '(..)', '\1 ', 'g') || ' ' || "
            r"regexp_replace(substr(%(expressions)s, 2), '(..)', '\1 ', 'g'), ' ')"
        ),
        output_field=ArrayField(models.TextField()),
    )


def pairs_in(word: str) -> list[str]:
    """The pairs of letters in `word`, which the index of `letter_pairs` is asked for; none in a single letter."""
    return sorted({word[place : place + 2] for place in range(len(word) - 1)})


def unfolded_pairs(words: str) -> list[str]:
    """The pairs in `words` that look the same in either case: what may be asked of the index before `icontains`."""
    return [pair for pair in pairs_in(words) if " " not in pair and pair.upper() == pair.lower()]
