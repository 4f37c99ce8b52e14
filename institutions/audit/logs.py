"""Logs: one JSON object a line, with the ids of the request and of the assessment, and no personal data."""

import json
import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponseBase

from institutions.audit.logged_errors import error_text, service_away, without_values

request_id: ContextVar[str] = ContextVar("request_id", default="")
assessment_id: ContextVar[str] = ContextVar("assessment_id", default="")

# The form of an id that a caller may send: anything else could forge or break a log line.
ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIdMiddleware:
    """A middleware that gives each request an id, the caller's own X-Request-ID if well-formed, and answers with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request under its id."""
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if ACCEPTED_ID.fullmatch(given) else uuid.uuid4().hex)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class AddIds(logging.Filter):
    """A filter that puts the current ids on each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        record.request_id = request_id.get()
        record.assessment_id = assessment_id.get()
        return True


class JsonLine(logging.Formatter):
    """A formatter that writes one record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as JSON; the ids only where there are any, `away` where the error says so of a service."""
        raised = record.exc_info if record.exc_info and record.exc_info[1] else None
        line = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_values(record.getMessage(), raised[1] if raised else None),
        }
        for name in ("request_id", "assessment_id"):
            if value := getattr(record, name, ""):
                line[name] = value
        if raised:
            line["error"] = error_text(raised)
            if away := service_away(raised[1]):
                line["away"] = away
        return json.dumps(line, ensure_ascii=False)
