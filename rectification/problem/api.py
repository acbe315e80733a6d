"""The API of the ledger: problems with their timeline."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import Named, StateMixin, VisibleRows
from core import calendar
from core.audit import events_about
from core.models import AuditEvent
from core.transitions import check_step
from rectification.models import Problem
from rectification.plan import permissions as plan_permissions
from rectification.recheck import services as recheck_services
from rectification.recheck.api import RecheckSerializer, RecordRecheckSerializer
from rectification.report import services as report_services
from rectification.report.api import ReportSerializer, WriteReportSerializer


class ProblemSerializer(StateMixin, serializers.ModelSerializer[Problem]):
    """A problem on the ledger."""

    unit = Named(read_only=True)
    source_name = serializers.CharField(source="get_source_display", read_only=True)
    severity_name = serializers.CharField(source="get_severity_display", read_only=True)
    is_overdue = serializers.SerializerMethodField()

    class Meta:
        model = Problem
        fields = (
            "id",
            "number",
            "unit",
            "text",
            "requirement",
            "severity",
            "severity_name",
            "source",
            "source_name",
            "state",
            "state_name",
            "due_on",
            "registered_on",
            "deadline_on",
            "is_overdue",
            "struck_off_on",
            "failed_rechecks",
            "published_at",
        )

    def get_is_overdue(self, problem: Problem) -> bool:
        """Whether the unit should have put it right before today."""
        return problem.is_overdue(calendar.today())


class ProblemDetailSerializer(ProblemSerializer):
    """A whole problem: why its deadline is what it is, and the rechecks."""

    deadline_reasons = serializers.SerializerMethodField()
    order = Named(read_only=True, allow_null=True)
    rechecks = RecheckSerializer(many=True, read_only=True)

    class Meta(ProblemSerializer.Meta):
        fields = (*ProblemSerializer.Meta.fields, "deadline_reasons", "order", "rechecks")

    def get_deadline_reasons(self, problem: Problem) -> list[str]:
        """How the deadline was reached, in sentences."""
        return calendar.explain(problem.deadline_basis)


class EventSerializer(serializers.ModelSerializer[AuditEvent]):
    """One event of a timeline."""

    class Meta:
        model = AuditEvent
        fields = ("at", "actor_name", "action", "from_state", "to_state", "reason")


class ProblemFilter(django_filters.FilterSet):
    """The ledger's filters."""

    standing = django_filters.ChoiceFilter(
        choices=[("open", "open"), ("overdue", "overdue")], method="filter_standing", label="open or overdue"
    )

    class Meta:
        model = Problem
        fields = {
            "state": ["exact"],
            "severity": ["exact"],
            "source": ["exact"],
            "unit": ["exact"],
            "registered_on": ["gte", "lte"],
            "deadline_on": ["gte", "lte"],
        }

    def filter_standing(self, rows: QuerySet[Problem], _name: str, value: str) -> QuerySet[Problem]:
        """Only what is still open, or only what is overdue."""
        ledger: Any = rows
        found: QuerySet[Problem] = ledger.overdue(at=calendar.today()) if value == "overdue" else ledger.open()
        return found


class ProblemViewSet(VisibleRows):
    """Problems on the ledger."""

    queryset = Problem.objects.all()
    serializer_class = ProblemSerializer
    detail_serializer_class = ProblemDetailSerializer
    joins = ("unit",)
    fetches = ("order", "rechecks__inspector")
    filterset_class = ProblemFilter
    parser_classes = (JSONParser, MultiPartParser, FormParser)

    @extend_schema(responses=EventSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def timeline(self, request: Request, pk: str) -> Response:
        """What happened to the problem, newest first."""
        return Response(EventSerializer(events_about(self.get_object()), many=True).data)

    @extend_schema(request=WriteReportSerializer, responses={201: ReportSerializer})
    @action(detail=True, methods=["post"], url_path="report")
    def write_report(self, request: Request, pk: str) -> Response:
        """Write the draft of the unit's next report; the unit's own."""
        problem = self.get_object()
        plan_permissions.check_can_act_for(request.user, problem.unit_id)
        asked = WriteReportSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        report = report_services.write_report(problem, by=request.user, **asked.validated_data)
        return Response(ReportSerializer(report).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=RecordRecheckSerializer, responses=ProblemDetailSerializer)
    @action(detail=True, methods=["post"], url_path="recheck")
    def record_recheck(self, request: Request, pk: str) -> Response:
        """Record the recheck; the appointed inspector's."""
        problem = self.get_object()
        check_step(problem, "pass_recheck", by=request.user)
        asked = RecordRecheckSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        problem = recheck_services.record_recheck(problem, by=request.user, **asked.validated_data)
        return Response(ProblemDetailSerializer(problem).data)
