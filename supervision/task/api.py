"""The API of inspection tasks."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import permissions
from accounts.api import Named, StateMixin, VisibleRows
from accounts.models import Organisation
from inspectors.models import Inspector
from supervision.models import (
    FrameworkVersion,
    Inspection,
    InspectionTask,
    Mode,
    Team,
    TeamMember,
)
from supervision.task import services
from supervision.team import services as team_services


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
                team_services.set_team(task, by=request.user, number=number, **crew)
        return Response(TaskDetailSerializer(task).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=TaskDetailSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Approve the task; the office head's."""
        task = services.approve_task(self.get_object(), by=request.user)
        return Response(TaskDetailSerializer(task).data)
