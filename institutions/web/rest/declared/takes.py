"""The declaration of a method's body, and the one place where bodies are read and checked."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView

from institutions.web.rest.declared.body import Taken

Method = TypeVar("Method", bound=Callable[..., Any])  # Any: a method of a view


def takes(body: type[Taken], **described: Any) -> Callable[[Method], Method]:  # Any: as extend_schema takes them
    """Declare the body of a method: OpenAPI shows it, and `checked_body` checks it. The rest is of `extend_schema`."""

    def declare(method: Method) -> Method:
        method.takes = body  # type: ignore[attr-defined]  # `taken_by` reads it
        return extend_schema(request=body.described or body, **described)(method)

    return declare


def taken_by(method: object) -> type[Taken] | None:
    """Return the declared body of a method of a view; None if it takes none."""
    return getattr(method, "takes", None)


class TakesBody(APIView):
    """A view whose methods declare their bodies."""

    def checked_body(self, **context: Any) -> Any:  # Any: what the serializer is told, and what it makes of the body
        """Return the body as its serializer gives it. Invalid, with a line for each field, where it is not valid.

        A method calls it after checking the caller's rights, so that a missing right is reported first.
        """
        declared = taken_by(getattr(self, (self.request.method or "").lower()))
        if declared is None:
            message = f"{type(self).__name__} declares no body for {self.request.method}."
            raise AssertionError(message)
        serializer = declared(data=self.request.data, context={**context, "request": self.request})
        if not serializer.is_valid():
            raise serializer.refusal()
        return serializer.validated_data
