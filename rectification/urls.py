"""Addresses of rectification."""

from typing import Any

urlpatterns: list[Any] = []
