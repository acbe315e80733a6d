"""The API of the roster."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api import Named, VisibleRows
from accounts.phones import mask_phone
from inspectors.models import Inspector


class InspectorSerializer(serializers.ModelSerializer[Inspector]):
    """An inspector; what only the roster's page may show (birth, telephone) is left out or hidden."""

    kind_name = serializers.CharField(source="get_kind_display", read_only=True)
    zone = Named(read_only=True, allow_null=True)
    phone = serializers.SerializerMethodField()

    class Meta:
        model = Inspector
        fields = (
            "id",
            "name",
            "certificate",
            "kind",
            "kind_name",
            "employer",
            "specialities",
            "zone",
            "term_from",
            "term_until",
            "is_trained",
            "removed_at",
            "phone",
        )

    @extend_schema_field(serializers.CharField())
    def get_phone(self, inspector: Inspector) -> str:
        """The telephone number with its middle hidden."""
        return mask_phone(inspector.phone)


class InspectorViewSet(VisibleRows):
    """Inspectors of the county, former ones too."""

    queryset = Inspector.objects.all()
    serializer_class = InspectorSerializer
    joins = ("zone",)
    filterset_fields = ("kind", "zone", "is_trained")
