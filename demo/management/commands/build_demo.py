"""`manage.py build_demo`: build the demo county once, and print who may sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from accounts.passwords import DEMO_PASSWORD
from demo import county, people


class Command(BaseCommand):
    """Build the county where there is none yet; refused where DEBUG is off."""

    help = "Build the demo county."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, then print the accounts. Raises CommandError in production."""
        if not settings.DEBUG:
            raise CommandError("The demo county and its password exist only where DEBUG is on.")
        if not User.objects.filter(username="office").exists():
            with transaction.atomic():
                county.build()
        self.stdout.write("\nAccounts (made-up people), all with the password " + DEMO_PASSWORD)
        for username, words in people.shown():
            self.stdout.write(f"  {username:<13} {words}")
