"""Files on a page: pictures are shown, papers are listed."""

from collections.abc import Iterable

from django import template

from core.models import StoredFile

register = template.Library()


@register.filter
def pictures(files: Iterable[StoredFile]) -> list[StoredFile]:
    """The files that a browser may show as pictures."""
    return [file for file in files or () if file.is_image]


@register.filter
def papers(files: Iterable[StoredFile]) -> list[StoredFile]:
    """All other files."""
    return [file for file in files or () if not file.is_image]
