"""A person's own account: who I am here, and how I sign in."""

from django.http import HttpRequest, HttpResponse

from accounts.models import OrganisationGrant, User, ZoneGrant
from core.access import GET, allow
from core.htmx import render_page


@allow(GET)
def my_account(request: HttpRequest) -> HttpResponse:
    """Show roles, units and zones acted for, and the ways to password, second factor and sessions."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101
    context = {
        "units": OrganisationGrant.objects.in_force().filter(user=user).select_related("content_object"),
        "zones": ZoneGrant.objects.in_force().filter(user=user).select_related("content_object"),
    }
    return render_page(request, "accounts/my_account.html", context)
