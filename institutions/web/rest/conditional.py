"""Preconditions (RFC 9110): an entity tag on each answer, If-None-Match on reading, If-Match on changing."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.http import parse_etags
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.web.rest.problem_troubles import NoTag, OldTag
from institutions.web.rest.problems import PreconditionRequired, Stale


def entity_tag(representation: Mapping[str, Any]) -> str:
    """Return a strong tag: the same for the same content, in whatever order."""
    canonical = json.dumps(representation, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return f'"{hashlib.sha256(canonical.encode()).hexdigest()[:32]}"'


def tagged_response(
    request: Request, representation: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with the representation and its tag, or 304 where the caller holds it already."""
    tag = entity_tag(representation)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    # Reading compares weakly: a proxy that compresses may have made the tag weak.
    if "*" in known or tag in {candidate.removeprefix("W/") for candidate in known}:
        return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": tag})
    return Response(representation, headers={**(headers or {}), "ETag": tag})


def require_match(request: Request, representation: Mapping[str, Any]) -> None:
    """Allow a change only if the caller has seen the current version."""
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired(NoTag())
    accepted = parse_etags(given)
    if "*" not in accepted and entity_tag(representation) not in accepted:
        raise Stale(OldTag())
