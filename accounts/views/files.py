"""Stored files, given out to whoever may see the record that holds them."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from core import files
from core.access import GET, allow
from core.errors import NotVisible
from core.models import StoredFile


@allow(GET)
def open_file(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Send a file: pictures and PDF within the browser, or for download with `?download=1`."""
    file = get_object_or_404(StoredFile.objects.select_related("holder_type"), pk=pk, removed_at=None)
    if not files.readable_by(request.user, file):
        raise NotVisible(f"core.StoredFile {file.pk}")
    return files.file_response(file, download=request.GET.get("download") == "1")
