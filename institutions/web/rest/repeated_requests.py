"""Repeated requests: a change sent again with the same Idempotency-Key gets the first answer and changes nothing.

The answer is committed with the change. Until then a lock of the transaction holds the key, so that a request that dies
with its process, or with the database, leaves it free at once.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_400_BAD_REQUEST

from institutions.access.keys import KeyHolder
from institutions.access.partnerships import partnerships_for
from institutions.models import ApiKey, IdempotencyRecord
from institutions.models.advisory_locks import take_free_lock
from institutions.web.rest.problem_answers import answer_problem
from institutions.web.rest.problem_troubles import (
    FirstStillRunning,
    IdempotencyKeyReused,
    NoIdempotencyKey,
    NotAllowed,
)
from institutions.web.rest.problems import (
    Forbidden,
    InvalidParameter,
    KeyReused,
    Problem,
    StillRunning,
    coded_trouble,
)

HEADER = "Idempotency-Key"
SHAPE = re.compile(r"[\x21-\x7e]{1,255}")
LOCK = "request with a key"
KEPT = timedelta(hours=24)
# Nothing was stored for a refused request, so that it can be checked again. Its answer may be larger than the request.
REFUSALS_KEPT = 1_000  # the newest of a key
REFUSALS_COUNTED_EVERY = 100  # requests


def answer_once(request: Request, produce: Callable[[], Response]) -> Response:
    """Return the answer of `produce`, or the one that the same request got in the last 24 hours.

    Without the header, or without a key (a person in a browser), `produce` is simply called. Raises KeyReused if the
    first request had other content, Forbidden if the caller may no longer read the partnership of the answer (it went
    to another body), and StillRunning if it has not ended; on SQLite, which has one writer at a time, it waits for the
    end instead. Server errors are not kept.
    """
    name = request.headers.get(HEADER)
    if name is None or not isinstance(request.auth, ApiKey):
        return produce()
    if not SHAPE.fullmatch(name):
        raise InvalidParameter(NoIdempotencyKey(), errors=[coded_trouble(HEADER, NoIdempotencyKey())])
    key, fingerprint = request.auth, _fingerprint(request)
    _forget_old(key, name)
    with transaction.atomic():
        _hold(key, name)
        if (record := _first_answer(key, name, fingerprint)) is not None:
            return _replay(record, KeyHolder(key))
        response = _with_problems(produce)
        record = IdempotencyRecord.objects.create(
            api_key=key,
            key=name,
            request_hash=fingerprint,
            status=response.status_code,
            answer={
                "body": response.data,
                "headers": dict(response.headers),
                "content_type": response.content_type,
            },
        )
    if response.status_code >= HTTP_400_BAD_REQUEST and record.pk % REFUSALS_COUNTED_EVERY == 0:
        _forget_refusals(key)
    return response


def _forget_old(key: ApiKey, name: str) -> None:
    """Delete the answers of a key that are over, and a request of this name that an earlier version noted unanswered.

    That version noted a request when it began: one without an answer died with its process.
    """
    over = Q(created_at__lt=timezone.now() - KEPT) | Q(key=name, status=None)
    IdempotencyRecord.objects.filter(over, api_key=key).delete()


def _forget_refusals(key: ApiKey) -> None:
    """Delete the refusals of a key except the newest, so that it cannot fill the database with them."""
    refusals = IdempotencyRecord.objects.filter(api_key=key, status__gte=HTTP_400_BAD_REQUEST)
    newest = refusals.order_by("-pk").values_list("pk", flat=True)
    last = newest[REFUSALS_KEPT : REFUSALS_KEPT + 1].first()
    if last is not None:
        refusals.filter(pk__lte=last).delete()


def _with_problems(produce: Callable[[], Response]) -> Response:
    """Return the answer; a refusal stores nothing but itself."""
    try:
        with transaction.atomic():
            return produce()
    except Problem as problem:
        return answer_problem(problem)


def _fingerprint(request: Request) -> str:
    content: Any = [request.method, request.path, request.headers.get("If-Match"), request.data]
    if query := request.META.get("QUERY_STRING"):
        content.append(query)  # what was kept before queries counted had none
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _hold(key: ApiKey, name: str) -> None:
    """Hold a name of a key until the end of the transaction. StillRunning if another request holds it."""
    if not take_free_lock(LOCK, key.pk, name):
        raise StillRunning(FirstStillRunning(), headers={"Retry-After": "1"})


def _first_answer(key: ApiKey, name: str, fingerprint: str) -> IdempotencyRecord | None:
    """Return the answer that the first request got, or None. KeyReused if its content was another."""
    record = IdempotencyRecord.objects.filter(api_key=key, key=name).first()
    if record is not None and record.request_hash != fingerprint:
        raise KeyReused(IdempotencyKeyReused())
    return record


def _replay(record: IdempotencyRecord, caller: KeyHolder) -> Response:
    """Return the first answer. Forbidden if the caller may no longer read the partnership that it is about."""
    kept = record.answer or {}
    partnership = kept["body"].get("partnership") if isinstance(kept["body"], dict) else None
    if partnership and not partnerships_for(caller).filter(pk=partnership).exists():
        raise Forbidden(NotAllowed())
    return Response(kept["body"], status=record.status, headers=kept["headers"], content_type=kept["content_type"])
