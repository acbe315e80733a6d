"""The API of visits on site."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import Named, StateMixin, VisibleRows
from supervision.models import Finding, Indicator, Rating, Severity, Visit
from supervision.visit import permissions, services


class RatingSerializer(serializers.ModelSerializer[Rating]):
    """What an indicator got."""

    indicator = serializers.CharField(source="indicator.code", read_only=True)

    class Meta:
        model = Rating
        fields = ("indicator", "points", "grade", "is_met", "measured", "note")


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """A problem as the inspector saw it."""

    severity_name = serializers.CharField(source="get_severity_display", read_only=True)
    indicator = Named(read_only=True, allow_null=True)

    class Meta:
        model = Finding
        fields = ("id", "text", "requirement", "severity", "severity_name", "indicator")


class VisitSerializer(StateMixin, serializers.ModelSerializer[Visit]):
    """A visit in a list."""

    unit = Named(source="inspection.unit", read_only=True)
    task = Named(source="inspection.task", read_only=True)
    inspector = Named(read_only=True)

    class Meta:
        model = Visit
        fields = ("id", "unit", "task", "inspector", "visited_on", "state", "state_name", "due_on", "signed_at")


class VisitDetailSerializer(VisitSerializer):
    """A whole visit: its ratings, its findings."""

    ratings = RatingSerializer(many=True, read_only=True)
    findings = FindingSerializer(many=True, read_only=True)

    class Meta(VisitSerializer.Meta):
        fields = (*VisitSerializer.Meta.fields, "note", "ratings", "findings")


class AddFindingSerializer(serializers.Serializer[Any]):
    """A problem to raise; `indicator` by its code in the task's framework, photographs as files."""

    text = serializers.CharField()
    requirement = serializers.CharField(default="", allow_blank=True)
    severity = serializers.ChoiceField(Severity.choices)
    indicator = serializers.CharField(default="", allow_blank=True)
    photos = serializers.ListField(child=serializers.FileField(), default=list, max_length=20)


class SubmitVisitSerializer(serializers.Serializer[Any]):
    """The signature, as a picture or as the inspector's own name, and the general note."""

    signature = serializers.FileField(default=None, allow_null=True)
    typed_name = serializers.CharField(default="", allow_blank=True)
    note = serializers.CharField(default="", allow_blank=True)


class VisitViewSet(VisibleRows):
    """Visits on site."""

    queryset = Visit.objects.all()
    serializer_class = VisitSerializer
    detail_serializer_class = VisitDetailSerializer
    joins = ("inspection__unit", "inspection__task", "inspector")
    fetches = ("ratings__indicator", "findings__indicator")
    filterset_fields = {"state": ["exact"], "inspection__unit": ["exact"], "visited_on": ["exact", "gte", "lte"]}
    parser_classes = (JSONParser, MultiPartParser, FormParser)

    @extend_schema(request=AddFindingSerializer, responses={201: FindingSerializer})
    @action(detail=True, methods=["post"])
    def findings(self, request: Request, pk: str) -> Response:
        """Raise a problem on the visit; its own inspector's."""
        visit = self.get_object()
        permissions.check_can_write_visit(request.user, visit)
        asked = AddFindingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        content = asked.validated_data
        code = content.pop("indicator")
        indicator = None
        if code:
            version = visit.inspection.task.framework_version_id
            indicator = Indicator.objects.filter(version=version, level="C", code=code).first()
            if indicator is None:
                raise serializers.ValidationError({"indicator": [_("Not found: %(keys)s") % {"keys": code}]})
        finding = services.add_finding(visit, by=request.user, indicator=indicator, **content)
        return Response(FindingSerializer(finding).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SubmitVisitSerializer, responses=VisitDetailSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Sign the record and hand it to the office; its own inspector's."""
        visit = self.get_object()
        permissions.check_can_write_visit(request.user, visit)
        asked = SubmitVisitSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        visit = services.submit_visit(visit, by=request.user, **asked.validated_data)
        return Response(VisitDetailSerializer(visit).data)
