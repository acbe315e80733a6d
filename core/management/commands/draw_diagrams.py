"""`manage.py draw_diagrams`: draw the workflow tables and the subjects of the apps into `docs/`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.management import diagrams, subjects


class Command(BaseCommand):
    """Write the pages, or with --check only say whether they are fresh."""

    help = "Draw every workflow and the subjects of the apps as Mermaid diagrams into docs/."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer a check that writes nothing."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare or write each page."""
        pages = diagrams.pages() | subjects.pages()
        stale = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
        if options["check"] and stale:
            raise CommandError(f"Out of date: {', '.join(path.name for path in stale)}; run manage.py draw_diagrams.")
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path], "utf-8")
        self.stdout.write(f"{len(pages)} pages, {len(stale)} changed.")
