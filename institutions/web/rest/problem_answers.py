"""The step from an exception to an answer as problem+json (RFC 9457); `problems` has the kinds."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from django.utils.log import log_response
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import APIView

from institutions.audit.logs import request_id
from institutions.codes.base import Coded
from institutions.codes.sentences import AsWritten
from institutions.codes.wording import code_in_both_languages, code_words
from institutions.drafts.kept_errors import storable_data
from institutions.query.parameters import ParameterError
from institutions.web.rest.problem_troubles import (
    AnswersInJson,
    DatabaseBusy,
    FormWanted,
    MediaTypeUnknown,
    MethodUnknownHere,
    NoKey,
    NotAllowed,
    NothingHere,
    WrongParameter,
)
from institutions.web.rest.problems import (
    PROBLEM_JSON,
    REQUEST_PREFIX,
    TYPE_PREFIX,
    Busy,
    FieldTrouble,
    Forbidden,
    InvalidParameter,
    Malformed,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    Problem,
    Unauthenticated,
    UnsupportedMediaType,
    coded_trouble,
)

logger = logging.getLogger(__name__)
JSON: Final = "application/json"


def problem_members(problem: Problem) -> dict[str, Any]:
    """Return the members of the answer; `instance` leads to the line in the log."""
    body: dict[str, Any] = {
        "type": TYPE_PREFIX + problem.slug,
        "title": problem.title,
        "status": problem.status_code,
        "detail": str(problem.detail),
    }
    if current := request_id.get():
        body["instance"] = REQUEST_PREFIX + current
    body |= storable_data(code_in_both_languages(problem.said))
    if problem.errors:
        body["errors"] = [dict(error) for error in problem.errors]
    return {**body, **problem.members}


def answer_problem(problem: Problem) -> Response:
    """Make an answer of REST framework of a problem."""
    return Response(
        problem_members(problem), status=problem.status_code, headers=problem.headers, content_type=PROBLEM_JSON
    )


def problem_response(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Turn what a view raised into an answer; None lets Django log it and answer 500 (`fallback`)."""
    problem = _problem_of(exc, context)
    if problem is None:
        return None
    answer = answer_problem(problem)
    if isinstance(exc, OperationalError):  # with its reason; Django then writes no second line for the same answer
        log_response("The database did not answer a request.", response=answer, logger=logger, exception=exc)
    return answer


def _problem_of(exc: Exception, context: Mapping[str, Any]) -> Problem | None:
    match exc:
        case Problem():
            return exc
        case ParameterError():
            return InvalidParameter(
                exc.said,
                errors=[coded_trouble(exc.name, exc.said, None)],
                members={"detail": code_words(exc.said)},  # in the language that the caller accepts
            )
        case Http404() | exceptions.NotFound():
            return NotFound(NothingHere())
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            challenge = getattr(exc, "auth_header", "Bearer")
            return Unauthenticated(
                NoKey() if isinstance(exc, exceptions.NotAuthenticated) else said_in(exc.detail),
                headers={"WWW-Authenticate": str(challenge)},
            )
        case exceptions.PermissionDenied():
            return Forbidden(said_in(exc.detail) if str(exc) else NotAllowed())
        case PermissionDenied():
            return Forbidden(AsWritten(text=str(exc)) if str(exc) else NotAllowed())
        case exceptions.MethodNotAllowed():
            allowed = ", ".join(context["view"].allowed_methods)
            return MethodNotAllowed(
                MethodUnknownHere(method=context["request"].method or "", allowed=allowed), headers={"Allow": allowed}
            )
        case exceptions.NotAcceptable():
            return NotAcceptable(AnswersInJson())
        case exceptions.UnsupportedMediaType():
            wanted = MediaTypeUnknown if reads_json(context["view"]) else FormWanted
            return UnsupportedMediaType(wanted(trouble=str(exc.detail)))
        case exceptions.ParseError():
            return Malformed(said_in(exc.detail))
        case exceptions.ValidationError():
            return InvalidParameter(WrongParameter(), errors=_parameters(exc.detail))
        case OperationalError():
            return Busy(DatabaseBusy(), headers={"Retry-After": "5"})
    return None


def reads_json(view: APIView) -> bool:
    """Return whether an endpoint takes JSON: those that take files alone do not."""
    return any(parser.media_type == JSON for parser in view.get_parsers())


def said_in(detail: object) -> Coded:
    """Return the code that an error of REST framework carries, else its text as it was written."""
    said = getattr(detail, "code", None)
    return said if isinstance(said, Coded) else AsWritten(text=str(detail))


def message_of_filter(field: str, message: object) -> FieldTrouble:
    """Return a line of a filter: as code where the filter refused the value with one."""
    said = getattr(message, "code", None)
    return coded_trouble(field, said, None) if isinstance(said, Coded) else {"field": field, "message": str(message)}


def _parameters(detail: object) -> list[FieldTrouble]:
    """Return the lines of a filter's validation, one a message."""
    named = detail if isinstance(detail, dict) else {"": detail}
    return [
        message_of_filter(str(field), message)
        for field, messages in named.items()
        for message in (messages if isinstance(messages, list) else [messages])
    ]
