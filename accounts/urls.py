"""Addresses of accounts."""

from typing import Any

urlpatterns: list[Any] = []
