"""The page of loads: how many plaques each inspector has, against the usual number."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from core.access import GET, allow
from core.htmx import render_list
from inspectors.models import Inspector
from inspectors.plaque import services
from inspectors.plaque.forms import LoadFilter
from inspectors.roster import permissions as roster_permissions
from inspectors.roster.views import term_words

PAGE_SIZE = 50


@allow(GET)
def plaque_loads(request: HttpRequest) -> HttpResponse:
    """Every serving inspector with the plaques held, due for rotation and still free, the fullest first."""
    roster_permissions.check_can_see_corps(request.user)
    today, usual = calendar.today(), policy.number("plaque_schools")
    form = LoadFilter(request.GET)
    everybody = services.loads(Inspector.objects.visible_to(request.user), on=today)
    rows = form.narrow(everybody).order_by("room", "certificate")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    for inspector in page:
        inspector.term_word, inspector.term_tone = term_words(inspector, today)
        inspector.over = max(-inspector.room, 0)
    counts = everybody.aggregate(
        all=Count("pk"),
        over=Count("pk", filter=Q(held__gt=usual)),
        room=Count("pk", filter=Q(held__lt=usual, held__gt=0)),
        none=Count("pk", filter=Q(held=0)),
    )
    figures = [
        {"label": _("Inspectors"), "value": counts["all"], "url": "?"},
        {"label": _("More than usual"), "value": counts["over"], "url": "?load=over"},
        {"label": _("Room for more"), "value": counts["room"], "url": "?load=room"},
        {"label": _("No plaque"), "value": counts["none"], "url": "?load=none"},
    ]
    context = {"page": page, "filter": form, "figures": figures, "usual": usual}
    return render_list(request, "inspectors/plaque/plaque_loads.html", context)
