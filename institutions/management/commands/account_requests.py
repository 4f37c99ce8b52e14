"""`manage.py account_requests`: what waits for a second administrator, confirmed or refused on the server itself.

For an installation with one administrator, or with administrators who are not linked to persons. Each act leaves an
event by the command line.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.accounts.managing import AccountRefusedError
from institutions.accounts.requests import confirm_request, lapse_requests, refuse_request
from institutions.management.own_command import OwnCommand
from institutions.models import AccountRequest, RequestState


class Command(OwnCommand):
    """The command; without an option it lists the requests that wait."""

    help = "List the requests about accounts that wait for a second administrator; --confirm or --refuse one of them."
    examples = {
        "account_requests": "list what waits for a second administrator",
        "account_requests --confirm 12": "do what request 12 asks for",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the act on one request."""
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--confirm", type=int, metavar="NUMBER", help="do what this request asks for")
        act.add_argument("--refuse", type=int, metavar="NUMBER", help="refuse this request")

    def handle(self, *_args: object, **options: Any) -> None:  # Any: as argparse gives them
        """Do the act, or list."""
        lapse_requests(timezone.now())
        waiting = AccountRequest.objects.filter(state=RequestState.WAITING).select_related("account", "asked_by")
        number = options["confirm"] or options["refuse"]
        if number is None:
            self.show(list(waiting.order_by("pk")))
            return
        request = waiting.filter(pk=number).first()
        if request is None:
            raise CommandError(f"No request {number} waits. Without an option the command lists those that do.")
        act = confirm_request if options["confirm"] else refuse_request
        try:
            act(request, by=None)
        except AccountRefusedError as refused:
            raise CommandError(str(refused)) from refused
        done = "confirmed" if options["confirm"] else "refused"
        self.stdout.write(f"Request {number} about {request.account} is {done}. The audit trail has it.")

    def show(self, rows: list[AccountRequest]) -> None:
        """Print one line a request: what it changes, who asked, and when it lapses."""
        for row in rows:
            changes = ", ".join(
                f"{name.removesuffix('_id')}: {row.before.get(name)} -> {value}"
                for name, value in row.after.items()
                if value != row.before.get(name)
            )
            said = f" ({changes})" if changes else ""
            self.stdout.write(
                f"{row.pk}  {row.account}: {row.kind}{said}, asked by {row.asked_by} on {row.asked_at:%Y-%m-%d}, "
                f"lapses on {row.lapses_at:%Y-%m-%d %H:%M} UTC"
            )
        if not rows:
            self.stdout.write("No request waits.")
