"""My turn: the page on which everybody lands."""

from django.http import HttpRequest, HttpResponse

from accounts import turns
from core import calendar
from core.access import GET, allow
from core.htmx import render_page


@allow(GET)
def my_turn(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, all kinds or one."""
    kind = request.GET.get("kind", "")
    today = calendar.today()
    waiting = turns.turns_of(request.user, today=today, kind=kind)
    context = {"turns": waiting, "kind": kind, "today": today}
    return render_page(request, "accounts/my_turn.html", context, part="list")
