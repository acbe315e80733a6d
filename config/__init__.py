"""Project configuration: settings, addresses, Celery and the embedded engines."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
