"""Settings for watching the installation: metrics, traces and logs."""

from django.core.exceptions import ImproperlyConfigured

from policyengine.settings.environment import env

SHORTEST_TOKEN = 20  # characters
# Whoever has this token reads the metrics at /metrics. Without one the address does not exist.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN and (len(METRICS_TOKEN) < SHORTEST_TOKEN or not METRICS_TOKEN.isascii()):
    raise ImproperlyConfigured(
        f"METRICS_TOKEN must have at least {SHORTEST_TOKEN} characters, all of them ASCII. Make one with "
        '`python -c "import secrets; print(secrets.token_urlsafe(32))"`.'
    )

# The collector to which traces go (OTLP over HTTP), such as http://collector:4318/v1/traces, and the share of requests
# and scheduled tasks that is traced. Without a collector nothing of OpenTelemetry is loaded.
TRACES_ENDPOINT = env.str("TRACES_ENDPOINT", default="")
TRACES_SHARE = env.float("TRACES_SHARE", default=1.0)
if not 0 <= TRACES_SHARE <= 1:
    raise ImproperlyConfigured("TRACES_SHARE is a share. Set it to a number from 0 to 1.")

# Commands print their results on standard output, so that logs go to standard error unless somebody asks otherwise.
LOG_STREAM = env.str("LOG_STREAM", default="stderr")
if LOG_STREAM not in {"stdout", "stderr"}:
    raise ImproperlyConfigured(f"LOG_STREAM is {LOG_STREAM!r}. Set it to stdout or stderr.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"ids": {"()": "institutions.audit.logs.AddIds"}},
    "formatters": {"json": {"()": "institutions.audit.logs.JsonLine"}},
    "handlers": {
        "lines": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["ids"],
            "stream": f"ext://sys.{LOG_STREAM}",
        }
    },
    "root": {"handlers": ["lines"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Without the handlers of Django, which with DEBUG repeats each line as text, and else mails it.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
    },
}
