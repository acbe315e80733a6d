"""The public part of the API: published reports and problems, schools and their inspectors."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.throttling import ScopedRateThrottle

from accounts.models import Organisation
from inspectors.models import PlaqueAssignment
from rectification.models import Problem
from reports.models import InspectionReport
from reports.report.api import ReportProblemSerializer


class PublicRows(viewsets.ReadOnlyModelViewSet[Any]):
    """Reading what is published, by anybody, so many times a minute."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "public"


class PublicUnitSerializer(serializers.ModelSerializer[Organisation]):
    """A school or kindergarten and its responsible inspector, as on the plaque at its gate."""

    kind_name = serializers.CharField(source="get_kind_display", read_only=True)
    township = serializers.CharField(source="township.name", read_only=True, default="")
    inspector = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Organisation
        fields = ("code", "name", "kind", "kind_name", "is_private", "township", "inspector", "url")

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_inspector(self, unit: Any) -> str | None:
        """The name of the responsible inspector, if one is assigned."""
        return next((plaque.inspector.name for plaque in unit.current_plaques), None)

    def get_url(self, unit: Organisation) -> str:
        """The unit's page on the portal."""
        return reverse("public_unit", args=[unit.code])


class PublicUnitViewSet(PublicRows):
    """Schools and kindergartens."""

    queryset = (
        Organisation.objects.active()
        .campuses()
        .select_related("township")
        .prefetch_related(
            Prefetch("plaques", PlaqueAssignment.objects.current().select_related("inspector"), "current_plaques")
        )
    )
    serializer_class = PublicUnitSerializer
    lookup_field = "code"
    filterset_fields = ("kind", "is_private")


class PublicReportSerializer(serializers.ModelSerializer[InspectionReport]):
    """A published report in a list; a withdrawn one stays, marked as such."""

    unit = serializers.CharField(source="unit.name", read_only=True)
    unit_code = serializers.CharField(source="unit.code", read_only=True)
    url = serializers.CharField(source="get_public_url", read_only=True)
    pdf_url = serializers.SerializerMethodField()
    is_withdrawn = serializers.SerializerMethodField()

    class Meta:
        model = InspectionReport
        fields = (
            "id",
            "number",
            "title",
            "unit",
            "unit_code",
            "issued_on",
            "published_at",
            "is_withdrawn",
            "withdrawn_reason",
            "url",
            "pdf_url",
        )

    def get_pdf_url(self, report: InspectionReport) -> str:
        """The address of the PDF."""
        return reverse("public_document", args=[report.pk])

    def get_is_withdrawn(self, report: InspectionReport) -> bool:
        """Whether the report was withdrawn after it had been published."""
        return report.state == "withdrawn"


class PublicReportDetailSerializer(PublicReportSerializer):
    """A whole published report."""

    problems = ReportProblemSerializer(many=True, read_only=True)

    class Meta(PublicReportSerializer.Meta):
        fields = (*PublicReportSerializer.Meta.fields, "overview", "achievements", "advice", "problems")


class PublicReportViewSet(PublicRows):
    """Published reports."""

    queryset = InspectionReport.objects.public().select_related("unit")
    serializer_class = PublicReportSerializer
    filterset_fields = {"unit__code": ["exact"], "published_at": ["gte", "lte"]}

    def get_queryset(self) -> QuerySet[InspectionReport]:
        """The problems too for a single report."""
        rows: QuerySet[InspectionReport] = super().get_queryset()
        return rows.prefetch_related("problems__problem") if self.action == "retrieve" else rows

    def get_serializer_class(self) -> type[Any]:
        """The long form for a single report."""
        return PublicReportDetailSerializer if self.action == "retrieve" else PublicReportSerializer


class PublicProblemSerializer(serializers.ModelSerializer[Problem]):
    """A published problem and where it stands."""

    unit = serializers.CharField(source="unit.name", read_only=True)
    unit_code = serializers.CharField(source="unit.code", read_only=True)
    state_name = serializers.CharField(source="get_state_display", read_only=True)

    class Meta:
        model = Problem
        fields = (
            "number",
            "unit",
            "unit_code",
            "text",
            "state",
            "state_name",
            "deadline_on",
            "struck_off_on",
            "published_at",
        )


class PublicProblemViewSet(PublicRows):
    """Published problems."""

    queryset = Problem.objects.exclude(published_at=None).select_related("unit")
    serializer_class = PublicProblemSerializer
    filterset_fields = ("state", "unit__code")
