"""The one search: what a text finds of each kind, for whom, in which order and in how many queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Role
from rules.models import CaseSummary, TitlePart
from rules.review.summaries.titles import differing_titles, title_parts, titled_like
from rules.review.summaries.writing import compare_summaries
from rules.review.work.searching import search_all
from tests.documents import small


@pytest.fixture
def officer(meti: GovernmentBody, digital_agency: GovernmentBody) -> Account:
    """Return an officer of the ministry, which has registered a partnership."""
    register("METI-2026-0042")
    return Account.objects.create_user("officer", role=Role.OFFICER, body=meti)


def register(reference: str, **changes: Any) -> None:
    """Register a partnership."""
    title = {"en": "Rare-earth recycling in Kitamura", "ja": "北村における希土類の再資源化"}
    document = small(**{"reference": reference, "title": title, **changes})
    register_partnership(check_document(document), account=None, way="file")


def found(typed: str, account: Account) -> dict[str, list[str]]:
    """Return the names found, by kind."""
    return {group.kind: [each.name_en or each.name_ja for each in group.hits] for group in search_all(typed, account)}


FOUND = {
    "METI-2026-0042": ("partnerships", "Rare-earth recycling in Kitamura"),
    "2026-0042": ("partnerships", "Rare-earth recycling in Kitamura"),
    "ｍｅｔｉ ２０２６": ("partnerships", "Rare-earth recycling in Kitamura"),
    "recycling in kitamura": ("partnerships", "Rare-earth recycling in Kitamura"),
    "再資源": ("partnerships", "Rare-earth recycling in Kitamura"),
    "北村における希土類の再資源化": ("partnerships", "Rare-earth recycling in Kitamura"),
    "ひかり": ("companies", "Hikari Magnetics Co., Ltd."),
    "佐藤": ("people", "Sato Haruka"),
    "meti": ("bodies", "Ministry of Economy, Trade and Industry"),
    "coi-01": ("rules", "Decision-maker owns part of a partner"),
}


def test_each_kind_is_found_however_it_is_written(officer: Account) -> None:
    wrong = {typed: found(typed, officer) for typed, (kind, name) in FOUND.items()
             if name not in found(typed, officer).get(kind, ())}  # fmt: skip
    assert wrong == {}


def test_a_text_that_nothing_has_finds_nothing(officer: Account) -> None:
    for typed in ("", "  ", "%", "\0", "zebra", "cycling in kita", "北村における希土類の再開発"):
        assert found(typed, officer) == {}, typed


def test_another_body_finds_neither_partnership_nor_people(officer: Account, digital_agency: GovernmentBody) -> None:
    other = Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency)
    assert "partnerships" not in found("rare-earth", other)
    assert "people" not in found("佐藤", other)
    assert found("ひかり", other) == {"companies": ["Hikari Magnetics Co., Ltd."]}


def test_a_restricted_partnership_is_found_by_readers_with_the_right_alone(
    officer: Account, digital_agency: GovernmentBody
) -> None:
    company = {"key": "kuroi", "name": {"en": "Kuroi Optics"}}
    register("HIDDEN-1", title={"en": "Hayabusa optics"}, secrecy="defence", companies=[company], people=[],
             statements=[], participants=[{"company": "kuroi", "role": "partner"}])  # fmt: skip
    for typed in ("hayabusa", "HIDDEN", "kuroi"):
        assert found(typed, officer) == {}
    officer.reads_secret = True
    assert found("hayabusa", officer) == {"partnerships": ["Hayabusa optics"]}
    assert found("kuroi", officer) == {"companies": ["Kuroi Optics"]}


def test_the_number_of_queries_does_not_grow_and_a_kind_says_whether_there_are_more(officer: Account) -> None:
    few = counted(lambda: search_all("rare", officer))
    for number in range(7):
        register(f"MORE-{number}")
    assert counted(lambda: search_all("rare", officer)) <= few
    group = search_all("rare", officer)[0]
    assert (len(group.hits), group.more) == (5, True)
    assert few <= 12


def counted(step: Callable[[], object]) -> int:
    """Return the number of queries of a step."""
    with CaptureQueriesContext(connection) as queries:
        step()
    return len(queries)


def test_the_parts_of_a_title_begin_with_each_word_and_each_japanese_letter() -> None:
    assert sorted(each.decode() for each in title_parts("R-1\nGold mine / 金鉱山")) == [
        "Agoldmine", "Ar1", "A金鉱山", "amine", "a鉱山",
    ]  # fmt: skip


def test_a_revision_changes_what_is_found_and_changed_parts_are_noticed_and_mended(officer: Account) -> None:
    register("METI-2026-0042", title={"en": "Cobalt recovery"}, revision=2)
    assert "partnerships" not in found("rare-earth", officer)
    assert found("cobalt", officer)["partnerships"] == ["Cobalt recovery"]
    assert not list(differing_titles(None))
    TitlePart.objects.filter(part=b"Acobaltrecove").delete()
    (said,) = differing_titles(None)
    assert "summaries --mend" in said
    compare_summaries(list(CaseSummary.objects.values_list("pk", flat=True)), mend=True)
    assert not list(differing_titles(None))
    assert CaseSummary.objects.filter(titled_like("cobalt")).count() == 1
