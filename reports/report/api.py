"""The API of inspection reports."""

from rest_framework import serializers

from accounts.api import Named, StateMixin, VisibleRows
from reports.models import InspectionReport, ReportProblem


class ReportProblemSerializer(serializers.ModelSerializer[ReportProblem]):
    """A problem in the report's words, and where it stands today."""

    number = serializers.CharField(source="problem.number", read_only=True)
    state = serializers.CharField(source="problem.state", read_only=True)
    state_name = serializers.CharField(source="problem.get_state_display", read_only=True)

    class Meta:
        model = ReportProblem
        fields = ("order", "text", "number", "state", "state_name")


class InspectionReportSerializer(StateMixin, serializers.ModelSerializer[InspectionReport]):
    """An inspection report in a list."""

    unit = Named(read_only=True)

    class Meta:
        model = InspectionReport
        fields = (
            "id",
            "number",
            "title",
            "unit",
            "state",
            "state_name",
            "due_on",
            "issued_on",
            "filed_on",
            "published_at",
            "withdrawn_reason",
        )


class InspectionReportDetailSerializer(InspectionReportSerializer):
    """A whole report."""

    problems = ReportProblemSerializer(many=True, read_only=True)

    class Meta(InspectionReportSerializer.Meta):
        fields = (*InspectionReportSerializer.Meta.fields, "overview", "achievements", "advice", "problems")


class InspectionReportViewSet(VisibleRows):
    """Reports on inspections."""

    queryset = InspectionReport.objects.all()
    serializer_class = InspectionReportSerializer
    detail_serializer_class = InspectionReportDetailSerializer
    joins = ("unit",)
    fetches = ("problems__problem",)
    filterset_fields = ("state", "unit")
