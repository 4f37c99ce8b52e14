"""Traces: from a request to the task that it sent and their queries, without values; nothing is loaded when off."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from celery import Celery, signals
from django.db import DatabaseError, connection, transaction
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from kombu import Connection
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import NonRecordingSpan, SpanContext, StatusCode

from institutions.jobs.claiming import claim_jobs, jobs_claimed
from institutions.models import Account, GovernmentBody
from policyengine import tracing
from rules.assessing.claim import ASSESSMENTS
from rules.models import Assessment, State
from tests.rules.assessing.documents import ask_for

ROOT = Path(__file__).resolve().parents[2]
NAME = "Sato Hanako (fictional)"
WITHOUT = """
import sys, django
django.setup()
import policyengine.wsgi, policyengine.celery
from celery import signals
signals.worker_process_init.send(None)
# redis-py looks for the SDK by itself, and loads it where it is installed.
sys.exit(int(any(name.startswith(("opentelemetry.exporter", "policyengine.tracing")) for name in sys.modules)))
"""

app = Celery("traced", set_as_current=False)
sent: list[dict[str, Any]] = []


@app.task(name="look_up")
def look_up() -> int:
    """Read something of the database."""
    return Account.objects.filter(username=NAME).count()


@app.task(name="fail")
def fail() -> None:
    """End with an error that names somebody."""
    raise ValueError(NAME)


def send(request: HttpRequest, who: str) -> HttpResponse:
    """Read, and send a task, as a page does."""
    Account.objects.filter(username=who).exists()
    # Never the broker of the environment.
    look_up.apply_async(connection=Connection("memory://localhost"))  # type: ignore[call-arg]  # celery-types lacks it
    return HttpResponse("sent")


def wrong(request: HttpRequest) -> HttpResponse:
    """Fail in the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT absent FROM nowhere WHERE name = %s", [NAME])
    return HttpResponse("never")


urlpatterns = [path("send/<str:who>/", send), path("wrong/", wrong), path("healthz", send, {"who": "nobody"})]
handler500 = "institutions.web.rest.fallback.server_error"


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """Trace the test, and end that with it."""
    exporter = InMemorySpanExporter()
    with monkeypatch.context() as patched:
        held: dict[str, Any] = {}
        patched.setattr(trace, "set_tracer_provider", lambda provider: held.update(provider=provider))
        patched.setattr(trace, "get_tracer", lambda name: held["provider"].get_tracer(name))
        tracing.begin_tracing(SimpleSpanProcessor(exporter))
        signals.before_task_publish.connect(keep_headers)
        middleware = ["policyengine.tracing.TraceMiddleware"]
        with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=middleware):
            yield exporter
    sent.clear()
    signals.before_task_publish.disconnect(keep_headers)
    for signal in (
        connection_created,
        jobs_claimed,
        signals.before_task_publish,
        signals.task_prerun,
        signals.task_postrun,
    ):
        signal.disconnect(dispatch_uid="policyengine.traces")
    connection.execute_wrappers.remove(tracing.trace_query)


def keep_headers(headers: Mapping[str, Any], **_signal: object) -> None:
    """Keep the headers of a sent task, as a worker receives them."""
    sent.append(dict(headers))


def said(span: ReadableSpan) -> str:
    """Return everything that a span tells."""
    return f"{span.name} {dict(span.attributes or {})} {span.status.description} {[e.attributes for e in span.events]}"


def test_nothing_of_opentelemetry_is_loaded_without_a_collector() -> None:
    env = {**os.environ, "DEBUG": "true", "DJANGO_SETTINGS_MODULE": "policyengine.settings", "TRACES_ENDPOINT": ""}
    assert subprocess.run([sys.executable, "-c", WITHOUT], env=env, cwd=ROOT).returncode == 0


@pytest.mark.django_db
def test_a_trace_goes_from_the_request_to_its_task_and_to_the_queries_of_both(spans: InMemorySpanExporter) -> None:
    assert Client().get(f"/send/{NAME}/").status_code == 200
    (headers,) = sent
    look_up.apply(headers={"traceparent": headers["traceparent"]})
    request_query, request, task_query, task = spans.get_finished_spans()
    assert [request.name, task.name] == ["GET /send/<str:who>/", "look_up"]
    assert [request_query.name, task_query.name] == ["SELECT", "SELECT"]
    for child, parent in ((request_query, request), (task, request), (task_query, task)):
        assert child.parent
        assert request.context
        assert child.parent.span_id == (parent.context and parent.context.span_id)
        assert child.context
        assert child.context.trace_id == request.context.trace_id
    assert dict(request.attributes or {})["http.response.status_code"] == 200
    assert "SELECT" in str(dict(task_query.attributes or {})["db.query.text"])
    assert not [each for each in spans.get_finished_spans() if "Sato" in said(each)]


@pytest.mark.django_db(transaction=True)
def test_a_batch_names_the_traces_of_the_requests_for_its_jobs(
    spans: InMemorySpanExporter, meti: GovernmentBody
) -> None:
    first, second = ask_for(2)
    asked = []
    for row in (first, second):
        with trace.get_tracer("test").start_as_current_span("request") as request:
            asked.append(request.get_span_context())
            tracing.send_trace_along("rules.assess", {}, ([str(row.pk)], {}, {}))
    with trace.get_tracer("test").start_as_current_span("rules.assess", context=within(asked[0])):
        assert len(claim_jobs(ASSESSMENTS, first.pk, others=5)) == 2
    (batch,) = [each for each in spans.get_finished_spans() if each.name == "rules.assess"]
    assert [(each.context.trace_id, each.context.span_id) for each in batch.links] == [
        (asked[1].trace_id, asked[1].span_id)
    ]
    assert Assessment.objects.get(pk=second.pk).state == State.RUNNING


def within(parent: SpanContext) -> Context:
    """Return the context of a message that was sent within a span."""
    return trace.set_span_in_context(NonRecordingSpan(parent))


@pytest.mark.django_db
def test_errors_show_without_their_texts(spans: InMemorySpanExporter) -> None:
    with pytest.raises(DatabaseError):
        Client().get("/wrong/")
    fail.apply()
    failed = [each for each in spans.get_finished_spans() if each.status.status_code is StatusCode.ERROR]
    assert [each.name for each in failed] == ["SELECT", "GET /wrong/", "fail"]
    assert dict(failed[0].attributes or {})["error.type"] in {"OperationalError", "ProgrammingError"}
    assert not [each for each in spans.get_finished_spans() if "Sato" in said(each)]


@pytest.mark.django_db
def test_health_checks_and_queries_outside_of_requests_are_not_traced(spans: InMemorySpanExporter) -> None:
    assert Client().get("/healthz").status_code == 200
    assert Account.objects.count() == 0
    assert spans.get_finished_spans() == ()
