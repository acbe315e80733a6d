"""The API of rectification reports."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import Named, StateMixin, VisibleRows
from rectification.models import RectificationReport
from rectification.report import services


class ReportSerializer(StateMixin, serializers.ModelSerializer[RectificationReport]):
    """One round of a unit's report on a problem."""

    problem = Named(read_only=True)

    class Meta:
        model = RectificationReport
        fields = (
            "id",
            "problem",
            "round",
            "text",
            "state",
            "state_name",
            "due_on",
            "submitted_on",
            "review_reason",
        )


class WriteReportSerializer(serializers.Serializer[Any]):
    """What the unit did, with evidence."""

    text = serializers.CharField()
    files = serializers.ListField(child=serializers.FileField(), default=list, max_length=20)


class RectificationReportViewSet(VisibleRows):
    """Units' reports on their problems."""

    queryset = RectificationReport.objects.all()
    serializer_class = ReportSerializer
    joins = ("problem",)
    filterset_fields = ("state", "problem", "problem__unit")

    @extend_schema(request=None, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Hand the report to the office; the unit's own."""
        report = services.submit_report(self.get_object(), by=request.user)
        return Response(ReportSerializer(report).data)
