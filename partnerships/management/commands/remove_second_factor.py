"""`python manage.py remove_second_factor EMAIL`: for an administrator who has lost their phone and is the only one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnerships.models import User


class Command(BaseCommand):
    help = "Takes the security codes off a person's account; they sign in with their password and set them up again."
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the e-mail address that the person signs in with")

    def handle(self, *, email: str, **_: Any) -> None:
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            raise CommandError(f"Nobody signs in as {email}. Check the address.") from None
        if not user.second_factor:
            raise CommandError(f"No security code is asked of {user.email}. Nothing is changed.")
        user.remove_second_factor(None)
        self.stdout.write(f"No security code is asked of {user.email} now.")
