"""The public register of draws: every one that was committed, its data, and the means to recompute it."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from core.access import GET, allow
from core.htmx import render_page
from core.keyset import keyset_page
from supervision import drawing
from supervision.models import Draw
from supervision.services.draw import published
from supervision.views.draw import result_context

SCRIPT = Path(drawing.__file__)


@login_not_required
@allow(GET)
def public_draws(request: HttpRequest) -> HttpResponse:
    """All draws that were ever committed, newest first; voided ones stay, with their reasons."""
    rows = Draw.objects.public().select_related("redraw_of", "redraw")
    page = keyset_page(request, rows, order=("-committed_at", "-id"), size=20)
    return render_page(request, "portal/draws.html", {"page": page})


@login_not_required
@allow(GET)
def public_draw(request: HttpRequest, code: str) -> HttpResponse:
    """One draw: what was committed, the seed, the result, and a button that recomputes it in the visitor's browser."""
    found = _public(code)
    context = {"draw": found, "open_now": found.is_result_public, **result_context(found)}
    if not context["open_now"]:
        context["rows"] = []
    context["redone"] = Draw.objects.public().filter(redraw_of=found).first()
    return render_page(request, "portal/draw.html", context)


@login_not_required
@allow(GET)
def public_draw_data(request: HttpRequest, code: str) -> HttpResponse:
    """The draw's file, as the script and the page read it."""
    found = _public(code)
    answer = JsonResponse(published(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="draw-{found.code}.json"'
    return answer


@login_not_required
@allow(GET)
def public_draw_script(request: HttpRequest) -> HttpResponse:
    """The stand-alone script: the very module that the platform draws with."""
    answer = HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify_draw.py"'
    return answer


def _public(code: str) -> Draw:
    return get_object_or_404(Draw.objects.public().select_related("task", "redraw_of"), code=code)
