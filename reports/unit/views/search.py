"""One search over units, problems, inspectors and documents, as far as the reader may see them."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.permissions import check_has_business
from core.access import GET, allow
from core.htmx import render_page
from inspectors.models import Inspector
from rectification.models import Problem
from reports.models import OfficialDocument
from reports.models.wording import PAIRS, titled

SHOWN = 10


@allow(GET)
def search(request: HttpRequest) -> HttpResponse:
    """The first ten of each, by name, number or words."""
    check_has_business(request.user)
    q = request.GET.get("q", "").strip()
    user = request.user
    groups = []
    if q:
        units = Organisation.objects.visible_to(user).asked_for(q)
        inspectors = Inspector.objects.visible_to(user).filter(Q(name__icontains=q) | Q(certificate__icontains=q))
        problems = Problem.objects.visible_to(user).saying(q)
        documents = OfficialDocument.objects.visible_to(user).alias(pairs=PAIRS).filter(titled(q))
        groups = [
            {"label": _("Units"), "rows": units[:SHOWN]},
            {"label": _("Inspectors"), "rows": inspectors[:SHOWN]},
            {"label": _("Problems"), "rows": problems.order_by("-registered_on", "-id")[:SHOWN]},
            {"label": _("Official documents"), "rows": documents.defer("content")[:SHOWN]},
        ]
    found = any(group["rows"] for group in groups)
    return render_page(request, "reports/unit/search.html", {"q": q, "groups": groups, "found": found})
