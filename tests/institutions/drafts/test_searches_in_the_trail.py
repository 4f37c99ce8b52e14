"""A search for possible matches that somebody removes or shortens by hand shows; one that is done does not."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

import pytest
from django.apps import apps

from institutions.access.callers import ALL_BODIES
from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import AuditEvent, GovernmentBody, NameSearch, UnsearchedParty
from institutions.models.audit import REST, RESTRICTED_REST
from tests.documents import small
from tests.every import every, undone
from tests.rules.restricted_parties.building import restricted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def stored(document: dict[str, Any]) -> None:
    register_partnership(check_document(document, reader=ALL_BODIES), account=None, way="file")


def of_searches() -> list[str]:
    return [each for each in verify_audit().troubles if "namesearch" in each or "unsearched" in each]


def test_a_search_that_waits_and_one_that_is_done_are_no_trouble(meti: GovernmentBody) -> None:
    stored(small())
    stored(small(reference="METI-2026-2"))
    assert NameSearch.objects.count() == 2
    assert of_searches() == []
    assert search_waiting() == 2
    assert not NameSearch.objects.exists()
    assert of_searches() == []
    assert verify_audit(since=AuditEvent.objects.latest("pk").at).troubles == ()


def removed() -> None:
    NameSearch.objects.earliest("pk").delete()


def without_a_party() -> None:
    UnsearchedParty.objects.earliest("pk").delete()


def of_another_body() -> None:
    other = GovernmentBody.objects.create(code="XX", name_en="Other")
    NameSearch.objects.update(body=other)


CHANGES: Final = [removed, without_a_party, of_another_body]


@every("change", CHANGES, name=lambda each: each.__name__, within=undone)
def test_a_change_of_one_that_waits_shows(meti: GovernmentBody, change: Callable[[], None]) -> None:
    stored(small())
    change()
    assert len(of_searches()) == 1
    search_waiting()
    assert len(of_searches()) == 1, "it goes on to show once the search is done"


def test_that_of_a_restricted_case_ends_in_the_chain_of_those_with_the_right(meti: GovernmentBody) -> None:
    stored(restricted())
    search_waiting()
    assert AuditEvent.objects.get(verb="names_compared").chain.name == RESTRICTED_REST
    stored(small())
    search_waiting()
    assert AuditEvent.objects.filter(verb="names_compared").latest("pk").chain.name == REST
    assert of_searches() == []


def test_those_of_before_are_recorded_as_they_are(meti: GovernmentBody) -> None:
    NameSearch.objects.bulk_create([NameSearch(body=meti)])
    assert len(of_searches()) == 1
    import_module("institutions.migrations.0046_searches_in_the_trail").open_searches(apps, None)
    assert of_searches() == []
