"""A request as django_htmx's middleware leaves it: `request.htmx` is true where a script asks for a part of a page."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request that says whether htmx sent it."""

    htmx: HtmxDetails
