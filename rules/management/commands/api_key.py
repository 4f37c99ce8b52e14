"""`manage.py api_key BODY`: a new key for a body's system, printed once; a list of keys; rotation; revocation."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.access.key_making import LIFETIME, OVERLAP, KeyRefusedError, make_key, revoke_key, rotate_key
from institutions.access.key_scopes import SCOPES, allowed_scopes
from institutions.management.own_command import OwnCommand
from institutions.models import ApiKey, GovernmentBody


class Command(OwnCommand):
    """The command for keys of bodies."""

    help = "Create a key for a body's system and print it once. --list, --rotate and --revoke act on its other keys."
    examples = {
        "api_key METI --name 'case system' --scope read --days 90": "make a key that reads for 90 days",
        "api_key METI --list": "list the body's keys",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add BODY, and the act on its keys."""
        parser.add_argument("body", metavar="BODY", help="code of the body, such as METI")
        parser.add_argument("--name", default="", help="purpose of the key, shown in the list")
        parser.add_argument(
            "--scope", action="append", choices=SCOPES, default=[], help="scope of the key; repeatable; default: each"
        )
        parser.add_argument(
            "--days", type=int, default=LIFETIME.days, help=f"days until it expires; default: {LIFETIME.days}"
        )
        instead = parser.add_mutually_exclusive_group()
        instead.add_argument("--list", action="store_true", help="show the body's keys instead of creating one")
        instead.add_argument(
            "--rotate", metavar="PREFIX", help=f"create the successor of this key, which ends after {OVERLAP.days} days"
        )
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
            revoke_key(self.key_of(body, options["revoke"]))
            self.stdout.write(f"{options['revoke'].removeprefix('pe_')} is revoked.")
        elif options["rotate"]:
            self.rotate(self.key_of(body, options["rotate"]))
        else:
            self.make(body, options)

    def make(self, body: GovernmentBody, options: dict[str, Any]) -> None:  # Any: as above
        """Print a new key, and its scopes: without --scope each, so that nobody takes it for a narrow one."""
        if options["days"] < 1:
            message = "--days is the number of days until the key expires, at least 1."
            raise CommandError(message)
        scopes = options["scope"] or SCOPES
        try:
            key, text = make_key(body, name=options["name"], scopes=scopes, lifetime=timedelta(days=options["days"]))
        except KeyRefusedError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(text)
        self.stderr.write(
            f"Copy it now: it is not stored and cannot be shown again. Scopes: {', '.join(key.scopes)}. "
            f"It expires on {key.expires_at:%Y-%m-%d}."
        )

    def show(self, body: GovernmentBody) -> None:
        """Print one line per key, never its secret."""
        for key in ApiKey.objects.filter(body=body).order_by("created_at"):
            used = f"last used {key.last_used_at:%Y-%m-%d}" if key.last_used_at else "never used"
            state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else used
            ends = "expired" if key.expires_at <= timezone.now() else "expires"
            scopes = ", ".join(allowed_scopes(key.scopes))
            self.stdout.write(
                f"{key.prefix}  made {key.created_at:%Y-%m-%d}  {ends} {key.expires_at:%Y-%m-%d}  {state}"
                f"  scopes: {scopes}  {key.name}".rstrip()
            )

    def rotate(self, key: ApiKey) -> None:
        """Print the successor of a key."""
        try:
            _, text = rotate_key(key)
        except KeyRefusedError as refused:
            raise CommandError(str(refused)) from refused
        key.refresh_from_db()
        self.stdout.write(text)
        self.stderr.write(
            "Copy it now: it is not stored and cannot be shown again. "
            f"{key.prefix} still works until {key.expires_at:%Y-%m-%d %H:%M} UTC."
        )

    def key_of(self, body: GovernmentBody, prefix: str) -> ApiKey:
        """Return the body's key with this prefix that is not revoked; CommandError if there is none."""
        prefix = prefix.removeprefix("pe_")
        key = ApiKey.objects.filter(body=body, prefix=prefix, revoked_at=None).first()
        if key is None:
            raise CommandError(f"{body.code} has no valid key {prefix}. See `manage.py api_key {body.code} --list`.")
        return key
