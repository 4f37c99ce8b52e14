"""A request sees one version of the rulebook to its end, and asks for it once, if at all."""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from rules.engine.loading.held_rulebook import Held, one_rulebook


class RulebookMiddleware:
    """Marks each request as one piece of work, with what it streams after the view has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        with one_rulebook() as held:
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = streamed(cast("Iterator[bytes]", response.streaming_content), held)
        return response


def streamed(parts: Iterable[bytes], held: Held) -> Iterator[bytes]:
    """Yield the parts of an answer, each made under the version of its request."""
    made = iter(parts)
    while True:
        with one_rulebook(held):
            part = next(made, None)
        if part is None:
            return
        yield part
