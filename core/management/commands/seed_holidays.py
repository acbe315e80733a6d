"""`manage.py seed_holidays`: fill the holiday table from the library, for the years that it knows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import calendar


class Command(BaseCommand):
    """Seed last year, this year and the next; the office's own rows are left alone."""

    help = "Fill the holiday table from the library."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the years, or none for last year, this year and the next."""
        parser.add_argument("years", nargs="*", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and say which years the library knew."""
        this = calendar.today().year
        known = calendar.seed_holidays(options["years"] or [this - 1, this, this + 1])
        self.stdout.write(f"Known years: {', '.join(map(str, known)) or 'none'}")
