"""Troubles with a key."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded("key.no_bearer", gettext_noop("Authorization is not of the form 'Bearer KEY'. Send the key that way."))
class NotBearer(Coded):
    pass


@coded(
    "key.unknown",
    gettext_noop("This key does not exist, was revoked or has expired. Ask an administrator for a new one."),
)
class NoSuchKey(Coded):
    pass
