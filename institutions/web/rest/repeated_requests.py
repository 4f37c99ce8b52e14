"""Repeated requests: a change sent again with the same Idempotency-Key gets the first answer and changes nothing."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_400_BAD_REQUEST

from institutions.models import ApiKey, IdempotencyRecord
from institutions.web.rest.problem_troubles import FirstStillRunning, IdempotencyKeyReused, JustEnded, NoIdempotencyKey
from institutions.web.rest.problems import (
    InvalidParameter,
    KeyReused,
    Problem,
    StillRunning,
    answer_problem,
    coded_trouble,
)

HEADER = "Idempotency-Key"
SHAPE = re.compile(r"[\x21-\x7e]{1,255}")
KEPT = timedelta(hours=24)
# A request that has not ended after this long died with its process; the next one takes its place.
ABANDONED = timedelta(minutes=2)
# Nothing was stored for a refused request, so that it can be checked again. Its answer may be larger than the request.
REFUSALS_KEPT = 1_000  # the newest of a key
REFUSALS_COUNTED_EVERY = 100  # requests


def answer_once(request: Request, produce: Callable[[], Response]) -> Response:
    """Return the answer of `produce`, or the one that the same request got in the last 24 hours.

    Without the header, or without a key (a person in a browser), `produce` is simply called. Raises KeyReused if the
    first request had other content, and StillRunning if it has not ended. Server errors are not kept.
    """
    name = request.headers.get(HEADER)
    if name is None or not isinstance(request.auth, ApiKey):
        return produce()
    if not SHAPE.fullmatch(name):
        raise InvalidParameter(NoIdempotencyKey(), errors=[coded_trouble(HEADER, NoIdempotencyKey())])
    record = _claim(request.auth, name, _fingerprint(request))
    if record.status is not None:
        return _replay(record)
    try:
        response = _with_problems(produce)
    except BaseException:
        IdempotencyRecord.objects.filter(pk=record.pk, status=None).delete()
        raise
    record.status = response.status_code
    record.answer = {"body": response.data, "headers": dict(response.headers), "content_type": response.content_type}
    record.save(update_fields=["status", "answer"])
    if record.status >= HTTP_400_BAD_REQUEST and record.pk % REFUSALS_COUNTED_EVERY == 0:
        _forget_refusals(request.auth)
    return response


def _forget_refusals(key: ApiKey) -> None:
    """Delete the refusals of a key except the newest, so that it cannot fill the database with them."""
    refusals = IdempotencyRecord.objects.filter(api_key=key, status__gte=HTTP_400_BAD_REQUEST)
    newest = refusals.order_by("-pk").values_list("pk", flat=True)
    last = newest[REFUSALS_KEPT : REFUSALS_KEPT + 1].first()
    if last is not None:
        refusals.filter(pk__lte=last).delete()


def _with_problems(produce: Callable[[], Response]) -> Response:
    try:
        return produce()
    except Problem as problem:
        return answer_problem(problem)


def _fingerprint(request: Request) -> str:
    content: Any = [request.method, request.path, request.headers.get("If-Match"), request.data]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _claim(key: ApiKey, name: str, fingerprint: str) -> IdempotencyRecord:
    """Claim a new row for this request, or return the row of the first one; committed at once, so others see it."""
    now = timezone.now()
    IdempotencyRecord.objects.filter(api_key=key, created_at__lt=now - KEPT).delete()
    IdempotencyRecord.objects.filter(api_key=key, key=name, status=None, created_at__lt=now - ABANDONED).delete()
    try:
        with transaction.atomic():
            return IdempotencyRecord.objects.create(api_key=key, key=name, request_hash=fingerprint, created_at=now)
    except IntegrityError:
        record = IdempotencyRecord.objects.filter(api_key=key, key=name).first()
    if record is None:  # it was released in this very moment
        raise StillRunning(JustEnded())
    if record.request_hash != fingerprint:
        raise KeyReused(IdempotencyKeyReused())
    if record.status is None:
        raise StillRunning(
            FirstStillRunning(),
            headers={"Retry-After": "1"},
        )
    return record


def _replay(record: IdempotencyRecord) -> Response:
    kept = record.answer or {}
    return Response(kept["body"], status=record.status, headers=kept["headers"], content_type=kept["content_type"])
