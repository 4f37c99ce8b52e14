"""Negotiation of an answer's format where the address names it."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class FormatByAddress(BaseContentNegotiation):
    """A negotiation in which the address names the format; a client's default Accept header does not matter."""

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - the parent's signature
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002 - the parent's signature
    ) -> tuple[BaseRenderer, str]:
        """Return the first renderer, for errors."""
        first = next(iter(renderers))
        return first, first.media_type or "application/json"

    def select_parser(self, request: Request, parsers: Any) -> None:  # noqa: ARG002 - the parent's signature
        """Return no parser: nothing is sent."""
        return
