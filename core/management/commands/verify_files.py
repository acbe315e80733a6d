"""`manage.py verify_files`: compare every stored file with its SHA-256."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import files
from core.models import StoredFile


class Command(BaseCommand):
    """Name every file that is missing or changed; ends with code 1 when there is one."""

    help = "Compare every stored file with its SHA-256."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault; raise CommandError when there is any."""
        changed = files.changed_files()
        for row in changed:
            self.stderr.write(f"{row.pk} {row.name}: missing or changed")
        if changed:
            raise CommandError(f"{len(changed)} files are missing or changed.")
        self.stdout.write(f"{StoredFile.objects.count()} files, all intact.")
