"""The growth file of an inspector on a page, for the office and for oneself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.access import GET, allow, visible_or_404
from core.errors import NotAllowed
from core.htmx import render_page
from inspectors.appraisal import services
from inspectors.models import Inspector

PAGE = "inspectors/appraisal/growth_file.html"


@allow(GET)
def growth_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that is on record of an inspector's growth, by year."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    growth = services.growth_of(found, by=request.user)
    return render_page(request, PAGE, {"inspector": found, "growth": growth})


@allow(GET)
def my_growth_file(request: HttpRequest) -> HttpResponse:
    """One's own growth file."""
    if not request.user.has_role(Role.INSPECTOR):
        raise NotAllowed(_("Only inspectors have a growth file of their own."))
    own = Inspector.objects.filter(user=request.user).select_related("zone").first()
    growth = services.growth_of(own, by=request.user) if own is not None else None
    return render_page(request, PAGE, {"inspector": own, "growth": growth, "is_own": True})
