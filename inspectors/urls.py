"""Addresses of inspectors."""

from typing import Any

urlpatterns: list[Any] = []
