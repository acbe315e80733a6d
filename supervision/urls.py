"""Addresses of supervision."""

from typing import Any

urlpatterns: list[Any] = []
