"""`manage.py api_key BODY`: a new key for a body's system, printed once; a list of keys; revocation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from institutions.access.keys import make_key
from institutions.models import ApiKey, GovernmentBody
from institutions.web.rest.scopes import SCOPES


class Command(BaseCommand):
    """The command for keys of bodies."""

    help = "Create a key for a body's system and print it once. --list shows a body's keys, --revoke revokes one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add BODY, and the act on its keys."""
        parser.add_argument("body", metavar="BODY", help="code of the body, such as METI")
        parser.add_argument("--name", default="", help="purpose of the key, shown in the list")
        parser.add_argument(
            "--scope", action="append", choices=SCOPES, default=[], help="scope of the key; repeatable; default: all"
        )
        instead = parser.add_mutually_exclusive_group()
        instead.add_argument("--list", action="store_true", help="show the body's keys instead of creating one")
        instead.add_argument(
            "--revoke", metavar="PREFIX", help="revoke the key with this prefix instead of creating one"
        )

    def handle(self, *_args: object, **options: Any) -> None:  # Any: as argparse gives them
        """Do the act."""
        body = GovernmentBody.objects.filter(code=options["body"]).first()
        if body is None:
            raise CommandError(
                f"No body has the code {options['body']}. Codes are upper case; `manage.py seed` loads Japan's."
            )
        if options["list"]:
            self.show(body)
        elif options["revoke"]:
            self.revoke(body, options["revoke"])
        else:
            _, text = make_key(body, name=options["name"], scopes=options["scope"])
            self.stdout.write(text)
            self.stderr.write("Copy it now: it is not stored and cannot be shown again.")

    def show(self, body: GovernmentBody) -> None:
        """Print one line per key, never its secret."""
        for key in ApiKey.objects.filter(body=body).order_by("created_at"):
            used = f"last used {key.last_used_at:%Y-%m-%d}" if key.last_used_at else "never used"
            state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else used
            scopes = ", ".join(key.scopes) or "all"
            self.stdout.write(
                f"{key.prefix}  made {key.created_at:%Y-%m-%d}  {state}  scopes: {scopes}  {key.name}".rstrip()
            )

    def revoke(self, body: GovernmentBody, prefix: str) -> None:
        """End a key; it keeps its line in the list."""
        prefix = prefix.removeprefix("pe_")
        if not ApiKey.objects.filter(body=body, prefix=prefix, revoked_at=None).update(revoked_at=timezone.now()):
            raise CommandError(f"{body.code} has no valid key {prefix}. See `manage.py api_key {body.code} --list`.")
        self.stdout.write(f"{prefix} is revoked.")
