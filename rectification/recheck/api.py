"""A recheck as the API tells and takes it."""

from typing import Any

from rest_framework import serializers

from accounts.api import Named
from rectification.models import Recheck, RecheckResult


class RecheckSerializer(serializers.ModelSerializer[Recheck]):
    """A look on site."""

    inspector = Named(read_only=True)

    class Meta:
        model = Recheck
        fields = ("id", "inspector", "held_on", "result", "note", "recorded_at")


class RecordRecheckSerializer(serializers.Serializer[Any]):
    """What the appointed inspector saw."""

    held_on = serializers.DateField()
    note = serializers.CharField()
    result = serializers.ChoiceField(RecheckResult.choices)
    photos = serializers.ListField(child=serializers.FileField(), default=list, max_length=20)
