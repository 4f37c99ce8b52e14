"""The switch of traces: where no collector is set, nothing of OpenTelemetry is loaded."""

from django.conf import settings


def start_traces() -> None:
    """Begin to trace this process, if a collector is set. Call it in each process after it was forked."""
    if settings.TRACES_ENDPOINT:
        from policyengine.tracing import begin_tracing

        begin_tracing()
