"""The inbox: what the platform told a person, and how."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from core import notifications
from core.access import GET, POST, allow
from core.htmx import render_page
from core.keyset import keyset_page
from core.models import Notification


@allow(GET)
def inbox(request: HttpRequest) -> HttpResponse:
    """List the person's messages, newest first, with the record of each delivery."""
    mine = Notification.objects.filter(recipient=request.user)
    only_unread = request.GET.get("show") == "unread"
    rows = (mine.filter(read_at=None) if only_unread else mine).prefetch_related("deliveries")
    page = keyset_page(request, rows, order=("-created_at", "-id"), size=30)
    context = {"page": page, "only_unread": only_unread}
    return render_page(request, "accounts/inbox.html", context, part="list")


@allow(POST)
def open_message(request: HttpRequest, pk: str) -> HttpResponse:
    """Mark one message as read and go where it leads."""
    message = get_object_or_404(Notification, recipient=request.user, pk=pk)
    notifications.mark_read(request.user, ids=[message.pk])
    if message.url and url_has_allowed_host_and_scheme(message.url, None):
        return redirect(message.url)
    return redirect("inbox")


@allow(POST)
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark every message of the person as read."""
    notifications.mark_read(request.user)
    return redirect("inbox")
