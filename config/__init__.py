"""Project configuration: settings, addresses, Celery and the embedded engines."""
