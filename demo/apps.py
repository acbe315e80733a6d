"""The demo, installed only where DEBUG is on."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo county."""

    name = "demo"
