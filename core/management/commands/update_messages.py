"""`manage.py update_messages`: bring the .po file in line with the code, and name what still lacks a translation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.management import extraction


class Command(BaseCommand):
    """Add new texts, drop those that nothing asks for any more, keep every translation that is still used."""

    help = "Extract every text into locale/zh_Hans/LC_MESSAGES/django.po; needs no system gettext."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer a check that writes nothing."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when anything would change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file (or only compare) and print every text without a translation."""
        known = extraction.read_catalog()
        fresh = extraction.merged_catalog(known)
        keys = [{(message.id, message.context) for message in catalog if message.id} for catalog in (known, fresh)]
        bare = sorted(str(message.id) for message in fresh if message.id and not message.string)
        for text in bare:
            self.stdout.write(f"without translation: {text!r}")
        if options["check"]:
            if keys[0] != keys[1] or bare:
                raise CommandError(f"{len(keys[1] - keys[0])} new, {len(keys[0] - keys[1])} no longer used.")
            return
        extraction.write_catalog(fresh)
        self.stdout.write(f"{len(keys[1])} texts, {len(keys[1] - keys[0])} new, {len(keys[0] - keys[1])} dropped.")
