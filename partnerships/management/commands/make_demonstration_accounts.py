"""`python manage.py make_demonstration_accounts [--area AREA]`: one account a role, for trying the program out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnerships import demonstration
from partnerships.models import Partnership


class Command(BaseCommand):
    help = "Makes one account for each role, with random passwords that are printed once. Only on a local installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", help="whose plan they see (default: the first area)")

    @transaction.atomic
    def handle(self, *, area: str | None, **_: Any) -> None:
        if not demonstration.is_local():
            raise CommandError("Demonstration accounts are for a local installation (HTTPS=False).")
        partnerships = Partnership.objects.of_area(area) if area else Partnership.objects.all()
        partnership = partnerships.first()
        if partnership is None:
            raise CommandError("There is no partnership yet. Import a letter first.")
        lines = demonstration.told([*demonstration.accounts(partnership).values(), demonstration.administrator()])
        if lines:
            self.stdout.write(f"Demonstration accounts for {partnership} (the passwords are not shown again):")
            self.stdout.write("\n".join(lines))
