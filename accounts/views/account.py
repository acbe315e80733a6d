"""A person's own account: who I am here, and how I sign in."""

from django.http import HttpRequest, HttpResponse

from accounts.services import grants, users
from core.access import GET, allow
from core.htmx import render_page


@allow(GET)
def my_account(request: HttpRequest) -> HttpResponse:
    """Show roles, units and zones acted for, and the ways to password, second factor and sessions."""
    mine = grants.grants_of(request.user)
    context = {
        "grants": [(kind, grant) for kind, found in mine for grant in found if not grant.is_over],
        "has_second_factor": users.has_second_factor(request.user),
        "sessions": users.session_count(request.user),
    }
    return render_page(request, "accounts/my_account.html", context)
