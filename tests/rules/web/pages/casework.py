"""The common steps of tests of a case's pages: opening a page, acting on it, finding what must be acknowledged."""

from typing import Any

from django.test import Client

from institutions.models import Partnership
from tests.rules.review.casework.building import (
    version,
    view_of,
)


def shown(client: Client, address: str, **options: Any) -> str:
    answer = client.get(address, **options)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, case: Partnership, act: str, **sent: Any) -> Any:
    sent.setdefault("version", version(case))
    return client.post(f"/partnerships/{case.pk}/case/", {"act": act, **sent}, follow=True)


def to_acknowledge(case: Partnership) -> dict[str, str]:
    """Return the rules to acknowledge by their missing data, as a form of the page names them."""
    found: dict[str, list[str]] = {}
    for rule in view_of(case).unaddressed:
        found.setdefault(rule.lacking, []).append(rule.outcome.code)
    return {lacking: " ".join(codes) for lacking, codes in found.items()}
