"""Data kept of names can be made anew: folded forms, keys, and the rejections that rest on them."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from institutions.drafts.name_searches import search_waiting
from institutions.models import Account, IdentityLead, LeadState, NameKey, NamePart, PartyName
from institutions.parties.identities.deciding import decide_lead
from institutions.parties.identities.name_keys import store_missing_keys
from tests.documents import small
from tests.institutions.drafts.test_store import register

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def kept() -> list[tuple[str, ...]]:
    rows = PartyName.objects.order_by("pk").prefetch_related("keys", "parts")
    return [
        (row.text, row.folded, *sorted(each.key for each in row.keys.all()), *sorted(map(str, row.parts.all())))
        for row in rows
    ]


def second(reference: str, key: str = "hikari", **changes: Any) -> dict[str, Any]:
    document = small(reference=reference, **changes)
    document["companies"][0]["name"] = {"ja": "㈱ヒカリ磁性"}
    found: dict[str, Any] = json.loads(json.dumps(document, ensure_ascii=False).replace('"hikari"', f'"{key}"'))
    return found


def fold_names() -> str:
    out = StringIO()
    call_command("fold_names", verbosity=0, stdout=out)
    return out.getvalue()


def test_a_new_name_is_kept_with_its_keys() -> None:
    register(small())
    assert all(len(keys) >= 2 for _, _, *keys in kept())


def test_folding_anew_what_is_folded_changes_nothing() -> None:
    register(small())
    before = kept()
    assert fold_names() == f"{len(before)} names normalised again.\n"
    assert kept() == before


def test_names_that_an_older_version_folded_are_folded_anew_and_a_refusal_is_still_found() -> None:
    register(small())
    other = register(second("T-2"))
    search_waiting()
    lead = IdentityLead.objects.get(party=other.parties["hikari"])
    decide_lead(lead, same=False, reason="Another town", account=Account.objects.create_user("officer"))
    before = kept()
    old = "older form"
    PartyName.objects.filter(party=lead.party).update(folded=old)
    IdentityLead.objects.filter(pk=lead.pk).update(folded=old, match="older")
    NameKey.objects.all().delete()
    NamePart.objects.all().delete()
    fold_names()
    assert kept() == before
    again = register(second("T-2", "shine", revision=2))
    search_waiting()
    kept_refusal = IdentityLead.objects.get(party=again.parties["shine"], candidate=lead.candidate)
    assert (kept_refusal.state, kept_refusal.reason) == (LeadState.REFUSED, "Another town")


def test_names_without_keys_get_them_once() -> None:
    register(small())
    before = kept()
    NameKey.objects.all().delete()
    NamePart.objects.all().delete()
    assert store_missing_keys() == len(before)
    assert kept() == before
    assert store_missing_keys() == 0
