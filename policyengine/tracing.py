"""Traces: a span for each request, task and query, sent to a collector of OpenTelemetry (OTLP over HTTP).

Spans hold routes, names of tasks and statements with placeholders: no address with its ids and search words, no
parameter, no message of an error. A task belongs to the trace of the request that sent it. Queries outside of requests
and tasks are not traced. A worker that takes several jobs at once names the traces of their requests by links.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any, Final

from celery import signals
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponseBase
from opentelemetry import propagate, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from institutions.jobs.claiming import jobs_claimed
from institutions.web.rates.cache_errors import cache_errors
from institutions.web.rates.cached_json import UnreadableEntryError

logger = logging.getLogger(__name__)
NAME: Final = "partnership-screening"
NOT_TRACED: Final = ("/healthz", "/readyz", "/metrics", f"/{settings.STATIC_URL.strip('/')}/")
LONGEST_STATEMENT: Final = 2_000
SERVER_ERROR: Final = 500
KEPT_SECONDS: Final = 60 * 60  # how long a job may wait, and still be linked to the trace of its request

running: Final[dict[str, tuple[Span, ExitStack]]] = {}  # the spans of tasks that this process runs, by their ids


def begin_tracing(processor: SpanProcessor | None = None) -> TracerProvider:
    """Trace this process from now on; spans go to the collector of the settings, or to the given processor."""
    sampler = ParentBased(TraceIdRatioBased(settings.TRACES_SHARE))
    provider = TracerProvider(resource=Resource.create({"service.name": NAME}), sampler=sampler)
    provider.add_span_processor(processor or BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.TRACES_ENDPOINT)))
    trace.set_tracer_provider(provider)
    connection_created.connect(trace_connection, dispatch_uid="policyengine.traces")
    for each in connections.all(initialized_only=True):
        trace_connection(connection=each)
    signals.before_task_publish.connect(send_trace_along, dispatch_uid="policyengine.traces")
    jobs_claimed.connect(link_requests, dispatch_uid="policyengine.traces")
    signals.task_prerun.connect(begin_task, dispatch_uid="policyengine.traces")
    signals.task_postrun.connect(end_task, dispatch_uid="policyengine.traces")
    return provider


def start_span(name: str, kind: SpanKind, stack: ExitStack, **given: Any) -> Span:  # Any: attributes and a context
    """Begin a span that is the current one until the stack is closed. It keeps no text of an error."""
    begun = trace.get_tracer(NAME).start_as_current_span(
        name, kind=kind, record_exception=False, set_status_on_exception=False, **given
    )
    span: Span = stack.enter_context(begun)
    return span


class TraceMiddleware:
    """A middleware that makes the span of each request, named by its method and route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request within its span."""
        if request.path.startswith(NOT_TRACED):
            return self.get_response(request)
        with ExitStack() as stack:
            method = str(request.method)
            span = start_span(method, SpanKind.SERVER, stack, attributes={"http.request.method": method})
            response = self.get_response(request)
            if request.resolver_match:
                span.update_name(f"{method} /{request.resolver_match.route}")
                span.set_attribute("http.route", f"/{request.resolver_match.route}")
            span.set_attribute("http.response.status_code", response.status_code)
            if response.status_code >= SERVER_ERROR:
                span.set_status(Status(StatusCode.ERROR))
            return response


def trace_connection(connection: Any, **_signal: Any) -> None:  # Any: a connection of Django
    """Make a span of each query of a connection."""
    if trace_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(trace_query)


def trace_query(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 - Django's signature; Any: as Django calls it
    """Run a query within a span, if it is part of a request or task."""
    if not trace.get_current_span().get_span_context().is_valid:
        return execute(sql, params, many, context)
    with ExitStack() as stack:
        said = str(sql)
        attributes = {"db.system.name": context["connection"].vendor, "db.query.text": said[:LONGEST_STATEMENT]}
        span = start_span(said.split(maxsplit=1)[0].lstrip("("), SpanKind.CLIENT, stack, attributes=attributes)
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            span.set_status(Status(StatusCode.ERROR))
            span.set_attribute("error.type", type(error).__name__)
            raise


def send_trace_along(
    sender: str = "", headers: dict[str, Any] | None = None, body: Any = None, **_signal: Any
) -> None:  # Any: as Celery sends it
    """Put the trace of the sender on a message, and remember that of whoever asked for the job first."""
    if headers is None:
        return
    propagate.inject(headers)
    named = headers.get("traceparent")
    given: Sequence[object] = body[0] if body else ()
    if named and len(given) == 1:
        try:
            cache.add(place_of(sender, given[0]), named, KEPT_SECONDS)
        except cache_errors() as trouble:
            logger.warning("The trace of a job is not remembered: %s", type(trouble).__name__)


def place_of(task: str, job: object) -> str:
    """Return the place in the cache of the trace of a job."""
    return f"trace:{task}:{job}"


def link_requests(task: str, jobs: Sequence[object], **_signal: Any) -> None:  # Any: of the signal
    """Link the span of a task to the traces of the requests for the jobs that it has taken, beside its own."""
    span = trace.get_current_span()
    own = span.get_span_context()
    if not own.is_valid:
        return
    try:
        found = cache.get_many([place_of(task, each) for each in jobs])
    except cache_errors(UnreadableEntryError) as trouble:
        logger.warning("The traces of jobs are not read: %s", type(trouble).__name__)
        return
    for named in found.values():
        asked = trace.get_current_span(propagate.extract({"traceparent": str(named)})).get_span_context()
        if asked.is_valid and asked.trace_id != own.trace_id:
            span.add_link(asked)


def begin_task(task_id: str, task: Any, **_signal: Any) -> None:  # Any: a task of Celery
    """Begin the span of a task, in the trace of its sender."""
    # A message's own headers are those of its request; a task that is run here without a message holds them apart.
    named = task.request.get("traceparent") or (task.request.headers or {}).get("traceparent")
    sent = {"traceparent": named} if named else {}
    stack = ExitStack()
    running[task_id] = (start_span(task.name, SpanKind.CONSUMER, stack, context=propagate.extract(sent)), stack)


def end_task(task_id: str, state: str | None = None, **_signal: Any) -> None:  # Any: as above
    """End the span of a task."""
    if begun := running.pop(task_id, None):
        span, stack = begun
        if state == "FAILURE":
            span.set_status(Status(StatusCode.ERROR))
        stack.close()
