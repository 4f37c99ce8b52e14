"""`manage.py administrator NAME`: a new administrator, by whoever runs the server. It leaves events."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from institutions.accounts.managing import store_new_account
from institutions.management.own_command import OwnCommand
from institutions.models import Account, Person, Role


class Command(OwnCommand):
    """The command for the first administrator, and for another one where nobody is left to confirm."""

    help = "Create an administrator and print the link by which the owner sets a password, once."
    examples = {
        "administrator kita-admin": "make an administrator and print the link for the password",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the name of the account, and its person."""
        parser.add_argument("username", metavar="NAME", help="user name of the new account")
        parser.add_argument("--person", metavar="ID", help="id of the administrator's person in the register")

    @transaction.atomic
    def handle(self, *_args: object, **options: Any) -> None:  # Any: as argparse gives them
        """Create the account and print its link."""
        account = Account(username=options["username"], role=Role.ADMINISTRATOR)
        account.person = person_of(options["person"]) if options["person"] else None
        try:
            account.full_clean(exclude=["password"])
        except ValidationError as errors:
            raise CommandError(
                "; ".join(f"{field}: {' '.join(said)}" for field, said in errors.message_dict.items())
            ) from errors
        store_new_account(account, by=None)
        call_command("password_link", account.username, stdout=self.stdout, stderr=self.stderr)
        if account.person_id is None:
            self.stderr.write(
                "The account is not linked to a person, so it cannot be one of two administrators who confirm rights. "
                "`manage.py account_requests` confirms on the server until it is."
            )


def person_of(written: str) -> Person:
    """Return a person of the register by id; CommandError if there is none."""
    try:
        return Person.objects.get(pk=written)
    except (Person.DoesNotExist, ValidationError):
        raise CommandError(f"No person in the register has the id {written}. The page /people/ lists them.") from None
