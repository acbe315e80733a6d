"""The API's addresses, and how it says what the pages say when a rule forbids something."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import include, path
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import exception_handler

from accounts.api import UnitViewSet
from core.errors import NotAllowed, Refused, note_denial
from inspectors.roster.api import InspectorViewSet
from rectification.problem.api import ProblemViewSet
from rectification.report.api import RectificationReportViewSet
from reports.portal.api import PublicProblemViewSet, PublicReportViewSet, PublicUnitViewSet
from reports.report.api import InspectionReportViewSet
from supervision.regular.api import RegularVisitViewSet
from supervision.task.api import TaskViewSet
from supervision.visit.api import VisitViewSet

router = SimpleRouter()
router.register("units", UnitViewSet, "api_units")
router.register("inspectors", InspectorViewSet, "api_inspectors")
router.register("tasks", TaskViewSet, "api_tasks")
router.register("visits", VisitViewSet, "api_visits")
router.register("regular-visits", RegularVisitViewSet, "api_regular_visits")
router.register("problems", ProblemViewSet, "api_problems")
router.register("rectification-reports", RectificationReportViewSet, "api_rectification_reports")
router.register("inspection-reports", InspectionReportViewSet, "api_inspection_reports")
router.register("public/units", PublicUnitViewSet, "api_public_units")
router.register("public/reports", PublicReportViewSet, "api_public_reports")
router.register("public/problems", PublicProblemViewSet, "api_public_problems")


class SchemaView(SpectacularAPIView):
    """The schema, for anybody, so many times a minute: building it costs more than a page."""

    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "public"


class DocsView(SpectacularSwaggerSplitView):
    """The page that explains the schema; its script has an address of its own, so that the CSP stays whole."""

    url_name = "api_schema"


urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", SchemaView.as_view(), name="api_schema"),
    path("docs/", DocsView.as_view(), name="api_docs"),
]


def refusal_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer every refusal with `message`, `rule` and `remedy`, and what is wrong field by field in `fields`."""
    if isinstance(exc, PermissionDenied | Http404):
        note_denial(context["request"], exc)
    if isinstance(exc, Refused):
        return Response(_body(exc.message, exc.rule, exc.remedy), status=exc.status)
    if isinstance(exc, NotAllowed):
        return Response(_body(exc.reason), status=403)
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, ValidationError):
        response.data = {**_body(_("Please correct what is marked.")), "fields": response.data}
    elif isinstance(exc, Http404):
        response.data = _body(_("There is nothing at this address"))
    elif isinstance(exc, PermissionDenied):
        response.data = _body(_("Your account may not do this."))
    elif isinstance(exc, APIException):
        response.data = _body(exc.detail)
    return response


def _body(message: object, rule: object = "", remedy: object = "") -> dict[str, str]:
    return {"message": str(message), "rule": str(rule), "remedy": str(remedy)}
