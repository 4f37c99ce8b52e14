"""Kinds of errors that are answered as problem+json (RFC 9457); `problem_answers` makes the answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, NotRequired, TypedDict, cast

from rest_framework import exceptions, status

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import code_in_both_languages, code_words
from institutions.kinds.base import Label
from institutions.query.troubles import CheckParameters
from institutions.values.calendar import Language
from institutions.web.rest.problem_troubles import MoreThanLimit

CALLERS: Final[Mapping[str, Label]] = {
    "key": Label("key", "キー"),
    "account": Label("account", "アカウント"),
    "address": Label("address", "アドレス"),
}
PROBLEM_JSON = "application/problem+json"
TYPE_PREFIX = "urn:policyengine:problem:"
REQUEST_PREFIX = "urn:policyengine:request:"


class FieldTrouble(TypedDict):
    """One thing that is wrong with one field: a JSON pointer into the body, or the name of a parameter.

    What the check of documents and files finds has a code with its parameters, and its text in both languages too.
    """

    field: str
    message: str
    code: NotRequired[str]
    parameters: NotRequired[dict[str, Any]]  # any JSON values
    text: NotRequired[dict[str, str]]


def coded_trouble(name: str, said: Coded, language: Language | None = "en") -> FieldTrouble:
    """Return what is wrong with one field or parameter, as code and in both languages.

    The message of a value in an address is in the language that the caller accepts: that is None here.
    """
    message: FieldTrouble = {"field": name, "message": code_words(said, language)}
    message.update(cast("FieldTrouble", code_in_both_languages(said)))
    return message


class Problem(exceptions.APIException):
    """An error that the caller can correct; one subclass per kind. `said` names the error and the remedy as a code.

    The answer carries the code with its parameters and its text in both languages beside `detail`, which is in English.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    status_code: int

    def __init__(
        self,
        detail: Coded,
        *,
        errors: Sequence[FieldTrouble] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,  # any JSON value may extend a problem
    ) -> None:
        super().__init__(code_words(detail, "en"))
        self.said = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.members = dict(members or {})


class Malformed(Problem):
    """The body cannot be read as JSON."""

    slug, title, status_code = "malformed", "The body is not JSON", status.HTTP_400_BAD_REQUEST


class InvalidParameter(Problem):
    """A parameter of the address or a header has a value that it cannot have."""

    slug, title, status_code = "invalid-parameter", "A parameter is wrong", status.HTTP_400_BAD_REQUEST


class Unauthenticated(Problem):
    """No key, or a key that is not valid."""

    slug, title, status_code = "unauthenticated", "No valid key", status.HTTP_401_UNAUTHORIZED


class Forbidden(Problem):
    """The caller is known and may not do this."""

    slug, title, status_code = "forbidden", "Not allowed", status.HTTP_403_FORBIDDEN


class NotFound(Problem):
    """Nothing is here, or nothing that the caller may see."""

    slug, title, status_code = "not-found", "Not found", status.HTTP_404_NOT_FOUND


class MethodNotAllowed(Problem):
    """The address exists and does not answer this method."""

    slug, title, status_code = "method-not-allowed", "Method not allowed", status.HTTP_405_METHOD_NOT_ALLOWED


class NotAcceptable(Problem):
    """The caller accepts no format that the endpoint has."""

    slug, title, status_code = "not-acceptable", "No acceptable format", status.HTTP_406_NOT_ACCEPTABLE


class Conflict(Problem):
    """The act is not possible as things stand: `code` names the cause.

    Its kinds differ in the title alone, since clients tell problems apart by their type.
    """

    slug, title, status_code = "conflict", "Not possible as things stand", status.HTTP_409_CONFLICT


class OtherContentStored(Conflict):
    """The same revision is stored with other content: `differs` names the places."""

    title = "Stored with other content"


class LaterRevisionStored(Conflict):
    """A later revision of this reference is stored."""

    title = "A later revision is stored"


class ReferenceNotFree(Conflict):
    """The reference is in use, or was used by a partnership that is disposed of."""

    title = "Reference not free"


class ChangedSinceRead(Conflict):
    """The caller worked on content that has changed since they read it."""

    title = "Changed since it was read"


class NothingToRetry(Problem):
    """The job has not failed, or waits to be tried again already."""

    slug, title, status_code = "nothing-to-retry", "Nothing to try again", status.HTTP_409_CONFLICT


class CannotExplain(Problem):
    """The assessment has no result, or cannot be made again as it was."""

    slug, title, status_code = "cannot-explain", "Cannot be explained", status.HTTP_409_CONFLICT


class NoReceipt(Problem):
    """The entry is not sealed in the audit trail yet, or the trail was changed."""

    slug, title, status_code = "no-receipt", "No receipt yet", status.HTTP_409_CONFLICT


class CannotDecide(Problem):
    """The decision was made already, or is not possible."""

    slug, title, status_code = "cannot-decide", "Cannot be decided", status.HTTP_409_CONFLICT


class StillRunning(Problem):
    """A request with the same Idempotency-Key has not ended yet."""

    slug, title, status_code = "request-in-progress", "Same request still running", status.HTTP_409_CONFLICT


class Stale(Problem):
    """The version in If-Match is no longer the current one."""

    slug, title, status_code = "stale", "Changed in the meantime", status.HTTP_412_PRECONDITION_FAILED


class TooLarge(Problem):
    """The body is over the limit."""

    slug, title, status_code = "too-large", "Too large", status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


class UnsupportedMediaType(Problem):
    """The body is in a format that the endpoint does not read."""

    slug, title, status_code = "unsupported-media-type", "Format not read here", status.HTTP_415_UNSUPPORTED_MEDIA_TYPE


class Invalid(Problem):
    """The body is JSON and not a valid document; `errors` has a line for each field."""

    slug, title, status_code = "invalid", "The document is not valid", status.HTTP_422_UNPROCESSABLE_ENTITY


class KeyReused(Problem):
    """An Idempotency-Key came back with another body."""

    slug, title, status_code = "key-reused", "Idempotency-Key used again", status.HTTP_422_UNPROCESSABLE_ENTITY


class PreconditionRequired(Problem):
    """A change without If-Match."""

    slug, title, status_code = "precondition-required", "If-Match is missing", status.HTTP_428_PRECONDITION_REQUIRED


class TooManyRequests(Problem):
    """One key, account or address has sent too many requests in a minute, or a body has too many imports waiting."""

    slug, title, status_code = "too-many-requests", "Too many requests", status.HTTP_429_TOO_MANY_REQUESTS

    @classmethod
    def of(cls, caller: str, limit: int, seconds: int) -> "TooManyRequests":
        """Make the problem of a caller (`key`, `account` or `address`) with a limit a minute, over for some seconds."""
        said = MoreThanLimit(limit=PlainNumber(limit), caller=CALLERS[caller], seconds=PlainNumber(seconds))
        return cls(said, headers={"Retry-After": str(seconds)})


class ServerError(Problem):
    """A fault of ours; the log has it under the id of the request."""

    slug, title, status_code = "server-error", "Internal error", status.HTTP_500_INTERNAL_SERVER_ERROR


class Busy(Problem):
    """The database did not answer in time."""

    slug, title, status_code = "busy", "Busy", status.HTTP_503_SERVICE_UNAVAILABLE


KINDS: tuple[type[Problem], ...] = (
    Malformed, InvalidParameter, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, NotAcceptable, Conflict,
    NothingToRetry, CannotExplain, NoReceipt, CannotDecide, StillRunning, Stale, TooLarge, UnsupportedMediaType,
    Invalid, KeyReused, PreconditionRequired, TooManyRequests, ServerError, Busy,
)  # fmt: skip


def invalid_parameters(errors: Iterable[FieldTrouble]) -> InvalidParameter:
    """Return the problem of parameters that are wrong, with a line for each."""
    lines = list(errors)
    return InvalidParameter(CheckParameters(names=tuple(each["field"] for each in lines)), errors=lines)
