"""The API of units, and what every viewset of the platform has in common."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organisation
from accounts.permissions import check_has_business
from accounts.phones import mask_phone


class Named(serializers.Serializer[Any]):
    """A related record by its key and its name."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="__str__")


class StateMixin(serializers.Serializer[Any]):
    """What every record with a workflow says about where it stands."""

    state = serializers.CharField(read_only=True)
    state_name = serializers.CharField(source="get_state_display", read_only=True)
    due_on = serializers.DateField(read_only=True, allow_null=True)


class VisibleRows(viewsets.ReadOnlyModelViewSet[Any]):
    """Reading what `visible_to` lets the person see, as on the pages; a stranger's record is 404.

    A viewset names the fields to join in `joins` and what only a single record needs in `fetches`.
    """

    joins: tuple[str, ...] = ()
    fetches: tuple[str, ...] = ()
    detail_serializer_class: type[serializers.Serializer[Any]] | None = None

    def get_queryset(self) -> QuerySet[Any]:
        """The rows of the person who asks."""
        model: Any = super().get_queryset().model
        if getattr(self, "swagger_fake_view", False):
            return model.objects.none()
        rows: QuerySet[Any] = model.objects.visible_to(self.request.user).select_related(*self.joins)
        return rows.prefetch_related(*self.fetches) if self.action == "retrieve" else rows

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The rows, page by page; 403 for whom no row could ever concern, as on the pages."""
        check_has_business(request.user)
        return super().list(request, *args, **kwargs)

    def get_serializer_class(self) -> type[Any]:
        """The long form for a single record, where there is one."""
        if self.action == "retrieve" and self.detail_serializer_class is not None:
            return self.detail_serializer_class
        return super().get_serializer_class()


class UnitSerializer(serializers.ModelSerializer[Organisation]):
    """A supervised unit."""

    kind_name = serializers.CharField(source="get_kind_display", read_only=True)
    township = Named(read_only=True, allow_null=True)
    governing = Named(read_only=True, allow_null=True)
    zone = Named(read_only=True, allow_null=True)
    contact_phone = serializers.SerializerMethodField()

    class Meta:
        model = Organisation
        fields = (
            "id",
            "code",
            "name",
            "kind",
            "kind_name",
            "is_private",
            "is_large",
            "is_member_unit",
            "is_active",
            "township",
            "governing",
            "zone",
            "classes",
            "pupils",
            "staff",
            "contact_name",
            "contact_phone",
        )

    @extend_schema_field(serializers.CharField())
    def get_contact_phone(self, unit: Organisation) -> str:
        """The telephone number with its middle hidden."""
        return mask_phone(unit.contact_phone)


class UnitViewSet(VisibleRows):
    """Units: schools, kindergartens, townships, departments and training bodies."""

    queryset = Organisation.objects.all()
    serializer_class = UnitSerializer
    joins = ("township", "governing", "zone")
    filterset_fields = ("kind", "zone", "township", "governing", "is_private", "is_active")
