"""`python manage.py make_demonstration_accounts [--area AREA]`: one account a role, for trying the program out."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnerships.models import Membership, Partnership, Role, Sector, User
from partnerships.models.partnerships import AGENCY_ROLES

DOMAIN = "demonstration.example"  # a domain that cannot exist: no mail goes anywhere
AGENCIES = {Role.SAFEGUARDING_PARTNER: Sector.HEALTH}  # the others are the police's


class Command(BaseCommand):
    help = "Makes one account for each role, with random passwords that are printed once. Only on a local installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", help="whose plan they see (default: the first area)")

    @transaction.atomic
    def handle(self, *, area: str | None, **_: Any) -> None:
        if settings.HTTPS:
            raise CommandError("Demonstration accounts are for a local installation (HTTPS=False).")
        partnerships = Partnership.objects.of_area(area) if area else Partnership.objects.all()
        partnership = partnerships.first()
        if partnership is None:
            raise CommandError("There is no partnership yet. Import a letter first.")
        made = [self.make(role.label, partnership, role) for role in Role] + [self.make("Administrator")]
        if any(made):
            self.stdout.write(f"Demonstration accounts for {partnership} (the passwords are not shown again):")
            self.stdout.write("\n".join(line for line in made if line))

    def make(self, label: str, partnership: Partnership | None = None, role: Role | None = None) -> str:
        email = f"{label.lower().replace(' ', '.')}@{DOMAIN}"
        if User.objects.filter(email=email).exists():
            return ""
        whose = ""
        password = secrets.token_urlsafe(12)
        if partnership is None or role is None:
            User.objects.create_superuser(email, password, name=label)
        else:
            user = User.objects.create_user(email, password, name=label)
            whose = self.join(user, partnership, role)
        return f"  {email:<50} {password}   {whose}".rstrip()

    def join(self, user: User, partnership: Partnership, role: Role) -> str:
        """Gives the role, and says for which agency."""
        membership = Membership(partnership=partnership, user=user, role=role)
        if role in AGENCY_ROLES:
            sector = AGENCIES.get(role, Sector.POLICE)
            agencies = partnership.agencies.exclude(sector=Sector.PARTNERSHIP)
            membership.agency = agencies.filter(sector=sector).first() or agencies.first()
        if role not in AGENCY_ROLES or membership.agency:
            membership.enter(None)
        return str(membership.agency or "")
