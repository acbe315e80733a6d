"""Pages of accounts."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the page was too old, instead of Django's technical page."""
    return render(request, "errors/csrf.html", status=403)
