"""Reasons why a key cannot be made or rotated."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded("key.unknown_scope", gettext_noop("There is no scope %(unknown)s. Use one of: %(known)s."))
class UnknownScope(Coded):
    unknown: str
    known: str


@coded(
    "key.no_scope", gettext_noop("A key without a scope allows nothing. Give one of: %(known)s. You can give several.")
)
class NoScope(Coded):
    known: str


@coded(
    "key.only_on_server",
    gettext_noop(
        "The right to see restricted partnerships takes two people, so a key with it is made and rotated on the "
        "server. Ask whoever runs it to use this command: manage.py api_key %(body)s"
    ),
)
class OnlyOnServer(Coded):
    body: str


@coded("key.over", gettext_noop("The key %(prefix)s was revoked or has expired. Create a new one instead."))
class KeyIsOver(Coded):
    prefix: str


@coded(
    "key.rotated_before",
    gettext_noop("The key %(prefix)s already has a successor. Rotate that one, or create a new key."),
)
class RotatedBefore(Coded):
    prefix: str
