"""Negotiation of an answer's format where the address names it."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class AsTheAddressSays(BaseContentNegotiation):
    """The address names the format; what a client says that it accepts by default does not matter."""

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - the parent's signature
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002 - the parent's signature
    ) -> tuple[BaseRenderer, str]:
        """The first one, for errors."""
        first = next(iter(renderers))
        return first, first.media_type or "application/json"

    def select_parser(self, request: Request, parsers: Any) -> None:  # noqa: ARG002 - the parent's signature
        """Nothing is sent."""
        return
