"""`manage.py password_link NAME`: a link of one use, for an owner whom no e-mail reaches. It leaves an event."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse

from institutions.accounts.managing import AccountRefusedError
from institutions.accounts.password_links import print_password_link
from institutions.management.own_command import OwnCommand
from institutions.models import Account


class Command(OwnCommand):
    """The command that prints a link."""

    help = "Print a link by which the owner of an account sets a password, once. Hand it over in person."
    examples = {
        "password_link officer-meti": "print a link for an officer who has lost the password",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the name of the account."""
        parser.add_argument("username", metavar="NAME", help="user name of the account")

    def handle(self, *_args: object, **options: Any) -> None:  # Any: as argparse gives them
        """Print the link."""
        account = Account.objects.filter(username=options["username"]).first()
        if account is None:
            raise CommandError(f"There is no account {options['username']}. The page /accounts/ lists all.")
        try:
            place = print_password_link(account)
        except AccountRefusedError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{settings.SITE_URL.rstrip('/')}{reverse('password-link', args=place)}")
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        self.stderr.write(
            f"It works once, for {hours} hours. Links made before no longer work. The audit trail has it."
        )
