"""`manage.py verify_audit`: recompute the chain of the audit log and say whether anybody has touched it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import audit


class Command(BaseCommand):
    """Check every event and every link; ends with code 1 when something is wrong."""

    help = "Recompute the hash chain of the audit log."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a hash noted down after an earlier check."""
        parser.add_argument("--expect", default="", help="the hash that an earlier check printed, kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the verdict; raise CommandError for a broken chain."""
        verdict = audit.verify()
        for event, fault in verdict.broken:
            self.stderr.write(f"event {event}: {fault}")
        if not verdict.sound:
            raise CommandError(f"The audit log was changed: {len(verdict.broken)} or more faults.")
        if options["expect"] and not audit.stands_in_chain(options["expect"]):
            raise CommandError("The expected hash is no longer in the chain: its end was cut off.")
        self.stdout.write(f"{verdict.events} events, chain sound. Last hash: {verdict.head}")
