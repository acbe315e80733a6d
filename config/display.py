"""How this device shows the pages: large print, theme and the folded rail, remembered in cookies for a year."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

YEAR = 365 * 24 * 3600
CHOICES = {"large_print": {"", "1"}, "theme": {"dark", "light"}, "rail": {"narrow", "wide"}}


@require_POST
@login_not_required
def set_display(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice on this device and go back to the page; touches no database."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    for name, known in CHOICES.items():
        value = request.POST.get(name)
        if value in known:
            response.set_cookie(
                name, value, max_age=YEAR if value else 0, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
    return response
