"""The API of tasks and visits: the same records, services and refusals as on the pages."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import Named, StateMixin, VisibleRows
from accounts.models import Organisation
from inspectors.models import Inspector
from supervision import permissions, services
from supervision.enums import Mode, Severity
from supervision.models import (
    Finding,
    FrameworkVersion,
    Indicator,
    Inspection,
    InspectionTask,
    Rating,
    RegularItem,
    RegularVisit,
    Team,
    TeamMember,
    Visit,
)


class TaskSerializer(StateMixin, serializers.ModelSerializer[InspectionTask]):
    """An inspection task in a list."""

    mode_name = serializers.CharField(source="get_mode_display", read_only=True)

    class Meta:
        model = InspectionTask
        fields = ("id", "name", "mode", "mode_name", "state", "state_name", "due_on", "starts_on", "ends_on")


class TaskInspectionSerializer(StateMixin, serializers.ModelSerializer[Inspection]):
    """One unit's inspection inside a task."""

    unit = Named(read_only=True)

    class Meta:
        model = Inspection
        fields = ("id", "unit", "state", "state_name", "due_on", "notice_number", "notified_on", "visit_ended_on")


class TeamMemberSerializer(serializers.ModelSerializer[TeamMember]):
    """Who inspects."""

    inspector = Named(read_only=True)

    class Meta:
        model = TeamMember
        fields = ("inspector", "is_leader")


class TeamSerializer(serializers.ModelSerializer[Team]):
    """One team of a task: its members, the leader first, and the units that it goes to."""

    members = TeamMemberSerializer(many=True, read_only=True)
    units = serializers.SerializerMethodField()

    class Meta:
        model = Team
        fields = ("number", "members", "units")

    @extend_schema_field(Named(many=True))
    def get_units(self, team: Team) -> list[dict[str, Any]]:
        """The units of the team's inspections."""
        units = [row.unit for row in team.inspections.all() if row.state != "cancelled"]
        return [dict(Named(unit).data) for unit in units]


class TaskDetailSerializer(TaskSerializer):
    """A whole task: what is asked, of whom, by whom; `members` are those of all teams."""

    framework_version = Named(read_only=True, allow_null=True)
    joint_with = Named(many=True, read_only=True)
    members = TeamMemberSerializer(many=True, read_only=True)
    teams = TeamSerializer(many=True, read_only=True)
    inspections = TaskInspectionSerializer(many=True, read_only=True)

    class Meta(TaskSerializer.Meta):
        fields = (
            *TaskSerializer.Meta.fields,
            "is_announced",
            "matters",
            "framework_version",
            "needs_self_evaluation",
            "self_evaluation_due_on",
            "targets_by_draw",
            "joint_with",
            "members",
            "teams",
            "inspections",
        )


class CreateTeamSerializer(serializers.Serializer[Any]):
    """One more team: its inspectors and the units of the task that it takes over, by their keys."""

    members = serializers.ListField(child=serializers.UUIDField(), max_length=100)
    leader = serializers.UUIDField(allow_null=True, default=None)
    units = serializers.ListField(child=serializers.UUIDField(), max_length=500)


class CreateTaskSerializer(serializers.Serializer[Any]):
    """What the office decides about a new task; units and inspectors by their keys.

    `members` and `leader` are the first team, which goes to every unit that none of `teams` takes over.
    """

    name = serializers.CharField(max_length=100)
    mode = serializers.ChoiceField(Mode.choices)
    is_announced = serializers.BooleanField(default=True)
    matters = serializers.CharField()
    framework_version = serializers.UUIDField(allow_null=True, default=None)
    needs_self_evaluation = serializers.BooleanField(default=True)
    self_evaluation_due_on = serializers.DateField(allow_null=True, default=None)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    targets_by_draw = serializers.BooleanField(default=False)
    joint_with = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=50)
    units = serializers.ListField(child=serializers.UUIDField(), max_length=500)
    members = serializers.ListField(child=serializers.UUIDField(), max_length=100)
    leader = serializers.UUIDField(allow_null=True, default=None)
    teams = CreateTeamSerializer(many=True, default=list, max_length=50)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Put the records in the place of their keys; one query for each kind and team."""
        user = self.context["request"].user
        for crew in (attrs, *attrs["teams"]):
            _fill_crew(crew, user)
        attrs["joint_with"] = _records(Organisation.objects.visible_to(user), attrs["joint_with"], "joint_with")
        versions = [attrs["framework_version"]] if attrs["framework_version"] else []
        found = _records(FrameworkVersion.objects.all(), versions, "framework_version")
        attrs["framework_version"] = next(iter(found), None)
        return attrs


def _fill_crew(attrs: dict[str, Any], user: Any) -> None:
    attrs["units"] = _records(Organisation.objects.visible_to(user), attrs["units"], "units")
    attrs["members"] = _records(Inspector.objects.visible_to(user), attrs["members"], "members")
    leaders = [attrs["leader"]] if attrs["leader"] else []
    attrs["leader"] = next(iter(_records(Inspector.objects.visible_to(user), leaders, "leader")), None)


def _records(rows: QuerySet[Any], keys: list[uuid.UUID], field: str) -> list[Any]:
    found: dict[Any, Model] = rows.in_bulk(keys)
    missing = [str(key) for key in keys if key not in found]
    if missing:
        raise serializers.ValidationError({field: [_("Not found: %(keys)s") % {"keys": ", ".join(missing)}]})
    return [found[key] for key in keys]


class TaskViewSet(VisibleRows):
    """Inspection tasks."""

    queryset = InspectionTask.objects.all()
    serializer_class = TaskSerializer
    detail_serializer_class = TaskDetailSerializer
    joins = ("framework_version__framework",)
    fetches = (
        "members__inspector",
        "inspections__unit",
        "joint_with",
        "teams__members__inspector",
        "teams__inspections__unit",
    )
    filterset_fields = ("state", "mode")

    @extend_schema(request=CreateTaskSerializer, responses={201: TaskDetailSerializer})
    def create(self, request: Request) -> Response:
        """Set up a draft task with its units and its teams; the office's."""
        permissions.check_is_office(request.user)
        asked = CreateTaskSerializer(data=request.data, context=self.get_serializer_context())
        asked.is_valid(raise_exception=True)
        content = asked.validated_data
        crews = content.pop("teams")
        taken = {unit.pk for crew in crews for unit in crew["units"]}
        content["units"] = [unit for unit in content["units"] if unit.pk not in taken] or content["units"]
        with transaction.atomic():
            task = services.create_task(by=request.user, **content)
            for number, crew in enumerate(crews, 2):
                services.set_team(task, by=request.user, number=number, **crew)
        return Response(TaskDetailSerializer(task).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=TaskDetailSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Approve the task; the office head's."""
        task = services.approve_task(self.get_object(), by=request.user)
        return Response(TaskDetailSerializer(task).data)


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


class RegularItemSerializer(serializers.ModelSerializer[RegularItem]):
    """One matter of a regular visit, and where what follows it stands."""

    rating_name = serializers.CharField(source="get_rating_display", read_only=True)
    follow_up = serializers.CharField(source="follow_up.state", read_only=True, default="")

    class Meta:
        model = RegularItem
        fields = ("code", "text", "rating", "rating_name", "note", "advice", "follow_up")


class RegularVisitSerializer(StateMixin, serializers.ModelSerializer[RegularVisit]):
    """A regular visit in a list; the note for the office is on the pages only."""

    unit = Named(read_only=True)
    inspector = Named(read_only=True)

    class Meta:
        model = RegularVisit
        fields = (
            "id",
            "unit",
            "inspector",
            "visited_on",
            "state",
            "state_name",
            "due_on",
            "is_unannounced",
            *RegularVisit.METHODS,
            "signed_at",
        )


class RegularVisitDetailSerializer(RegularVisitSerializer):
    """A whole regular visit."""

    items = RegularItemSerializer(many=True, read_only=True)

    class Meta(RegularVisitSerializer.Meta):
        fields = (*RegularVisitSerializer.Meta.fields, "certificate_shown", "highlights", "told", "told_to", "items")


class RegularVisitViewSet(VisibleRows):
    """Regular visits of plaque inspectors."""

    queryset = RegularVisit.objects.all()
    serializer_class = RegularVisitSerializer
    detail_serializer_class = RegularVisitDetailSerializer
    joins = ("unit", "inspector")
    fetches = ("items__follow_up",)
    filterset_fields = {"state": ["exact"], "unit": ["exact"], "visited_on": ["exact", "gte", "lte"]}
