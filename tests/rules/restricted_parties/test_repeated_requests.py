"""A request that is repeated with its Idempotency-Key is answered by the rights of now, once its case is restricted."""

from typing import Any

from django.test import Client

from institutions.models import GovernmentBody
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import API, key_of, restricted


def test_a_registration_from_before_the_case_was_restricted_is_answered_like_any_other(meti: GovernmentBody) -> None:
    blind, entitled = key_of(meti, "register", "read"), key_of(meti)
    opened = restricted(secrecy="none")

    def sent_as(client: Client, name: str, method: str = "post", address: str = "") -> tuple[int, dict[str, Any]]:
        headers = {"Idempotency-Key": name} | ({"If-Match": "*"} if method == "put" else {})
        content = opened if method == "post" else {**opened, "revision": 2, "value_yen": 7}
        call = getattr(client, method)
        answer = call(f"{API}/partnerships/{address}", content, content_type="application/json", headers=headers)
        return answer.status_code, {**answer.json(), "instance": ""}

    status, first = sent_as(blind, "first")
    place = f"{first['partnership']}/"
    assert (status, sent_as(blind, "first")[0]) == (201, 201)
    assert sent_as(blind, "second", "put", place)[0] == 200
    assessed(restricted(revision=3))
    assert sent_as(entitled, "entitled")[0] == 200, "whoever has the right gets the first answer"
    assert sent_as(blind, "first") == sent_as(blind, "new")
    assert sent_as(blind, "first")[0] == 409
    assert "parties" not in sent_as(blind, "first")[1]
    assert sent_as(blind, "second", "put", place) == sent_as(blind, "newer", "put", place)
    assert sent_as(blind, "second", "put", place)[0] == 404
