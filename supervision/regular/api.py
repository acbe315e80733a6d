"""The API of regular visits."""

from rest_framework import serializers

from accounts.api import Named, StateMixin, VisibleRows
from supervision.models import RegularItem, RegularVisit


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
