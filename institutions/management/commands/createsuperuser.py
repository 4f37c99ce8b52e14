"""`manage.py createsuperuser`: Django's own command, which makes an administrator; here the account leaves an event."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.db import transaction

from institutions.audit.record import COMMAND, record_event
from institutions.management.own_command import WithExamples
from institutions.models import Account


class Command(WithExamples, createsuperuser.Command):
    """The command, in one transaction with the event."""

    examples = {
        "createsuperuser --username kita-admin": "make an administrator who types the password here",
    }

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:  # Any: the command's options
        """Make the account, and record it."""
        there = set(Account.objects.values_list("pk", flat=True))
        super().handle(*args, **options)
        for account in Account.objects.exclude(pk__in=there):
            after = {"role": account.role, "body": None}
            record_event(actor=COMMAND, verb="account_made", what=f"account:{account.pk}", after=after)
