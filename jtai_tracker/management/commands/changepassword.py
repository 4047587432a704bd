"""`python manage.py changepassword EMAIL`: in place of Django's own, which would leave no event."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from partnerships.models import User


class Command(BaseCommand):
    help = "Sets a person's password; the history says that and never what it is."
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the e-mail address that the person signs in with")

    def handle(self, *, email: str, **_: Any) -> None:
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            raise CommandError(f"Nobody signs in as {email}. Check the address.") from None
        password = getpass(f"New password for {user.email}: ")
        if getpass("The same again: ") != password:
            raise CommandError("The two passwords differ. Nothing is changed.")
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        user.give_password(None, password)
        self.stdout.write(f"The password of {user.email} is changed.")
