"""The addresses that messages name."""

from django.conf import settings
from django.urls import reverse


def site_link(name: str, *place: object) -> str:
    """Return an address with its host; without, where SITE_URL names none, as on a machine that serves itself alone."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=place)}"
