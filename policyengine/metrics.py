"""Metrics for Prometheus at /metrics, to whoever has the token. Without a token in the settings there is no address."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from rules.watching.metrics import exposition


@require_safe
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with all metrics; 401 without the token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        refusal = "The token is wrong or missing. Send the METRICS_TOKEN of this installation as a bearer token.\n"
        headers = {"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"}
        return HttpResponse(refusal, status=401, content_type="text/plain; charset=utf-8", headers=headers)
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
