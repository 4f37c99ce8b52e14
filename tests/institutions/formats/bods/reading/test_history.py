"""The statements about one relationship make one history: changes follow each other, corrections replace."""

from typing import Any

from tests.institutions.formats.bods.reading.samples import (
    document,
    entity,
    interest,
    notes,
    person,
    refusal,
    relationship,
    stated,
)

PARTIES = (entity(), person())
FIRST = relationship(interest(share=100, start="2020-01-01"), statementDate="2020-02-01")


def update(*interests: Any, on: str = "2022-02-01", status: str = "updated", **changes: Any) -> dict[str, Any]:
    """Return a later statement about the same relationship."""
    return relationship(*interests, statementDate=on, recordStatus=status, **changes)


def periods(*statements: Any) -> list[tuple[object, ...]]:
    """Return share, first and last day of each holding."""
    return [(row.get("share_bp"), row.get("from"), row.get("until")) for row in stated(*PARTIES, *statements)]


def test_a_later_first_day_ends_what_was_before() -> None:
    later = update(interest(share=40, start="2022-01-15"))
    assert periods(FIRST, later) == [(10000, "2020-01-01", "2022-01-14"), (4000, "2022-01-15", None)]


def test_the_order_in_the_file_does_not_matter() -> None:
    later = update(interest(share=40, start="2022-01-15"))
    assert document(*PARTIES, later, FIRST).content == document(*PARTIES, FIRST, later).content | {
        "sources": document(*PARTIES, later, FIRST).content["sources"]
    }


def test_another_share_of_the_same_interest_holds_from_its_declaration() -> None:
    later = update(interest(share=90, start="2020-01-01"))
    changed = [(10000, "2020-01-01", "2022-01-31"), (9000, "2022-02-01", None)]
    assert periods(FIRST, later) == changed
    assert "it was recorded from the day of declaration" in notes(*PARTIES, FIRST, later)
    assert periods(FIRST, later, update(interest(share=90, start="2020-01-01"), on="2023-02-01")) == changed


def test_another_share_declared_on_the_same_day_is_a_correction() -> None:
    later = update(interest(share=90, start="2020-01-01"), on="2020-02-01T10:00:00Z", statementId="corrected")
    assert periods(FIRST, later) == [(9000, "2020-01-01", None)]


def test_a_past_interest_that_is_stated_again_is_held_once() -> None:
    changed = update(interest(share=40, start="2022-01-15"))
    whole = update(
        interest(share=100, start="2020-01-01", endDate="2022-01-10"),
        interest(share=40, start="2022-01-15"),
        on="2023-02-01",
    )
    assert periods(FIRST, changed, whole) == [(10000, "2020-01-01", "2022-01-09"), (4000, "2022-01-15", None)]


def test_an_earlier_first_day_is_a_correction() -> None:
    assert periods(FIRST, update(interest(share=90, start="2019-01-01"))) == [(9000, "2019-01-01", None)]


def test_what_is_said_again_keeps_its_first_source() -> None:
    again = update(interest(share=100, start="2020-01-01"))
    assert document(*PARTIES, FIRST, again).content == document(*PARTIES, FIRST).content


def test_what_is_no_longer_named_ended_before_that_was_declared() -> None:
    both = relationship(interest(share=100, start="2020-01-01"), interest("boardMember", start="2020-01-01"))
    rows = stated(*PARTIES, both, update(interest(share=100, start="2020-01-01"), on="2025-02-01"))
    assert {row["kind"]: row.get("until") for row in rows} == {"directorship": "2025-01-31", "shareholding": None}


def test_a_closed_record_ends_its_ties_on_the_day_that_it_gives() -> None:
    closed = update(interest(share=100, start="2020-01-01", endDate="2021-12-31"), status="closed")
    assert periods(FIRST, closed) == [(10000, "2020-01-01", "2021-12-30")]


def test_a_closed_record_that_gives_no_day_ended_before_it_was_declared() -> None:
    closed = update(interest(share=100, start="2020-01-01"), status="closed")
    assert periods(FIRST, closed) == [(10000, "2020-01-01", "2022-01-31")]
    assert "recorded as ending on the day before this declaration" in notes(*PARTIES, FIRST, closed)


def test_a_tie_never_ends_before_it_began() -> None:
    closed = update(interest(share=100, start="2022-02-01"), status="closed")
    assert periods(closed) == [(10000, "2022-02-01", "2022-02-01")]


def test_without_a_date_a_closed_record_cannot_end() -> None:
    closed = update(interest(share=100), status="closed", on="", statementId="closed")
    assert "it is not known when it ended. Give the statementDate." in refusal(*PARTIES, closed)


def test_each_period_names_the_statement_that_said_it() -> None:
    later = update(interest(share=40, start="2022-01-15"))
    content = document(*PARTIES, FIRST, later).content
    assert [row["source"] for row in content["statements"]] == ["r1-of-2020-02-01", "r1-of-2022-02-01"]
    assert content["sources"][0] == {
        "key": "r1-of-2020-02-01",
        "title": "BODS statement r1-of-2020-02-01, declared on 2020-02-01",
        "publisher": "Registry of Tests",
        "url": "https://registry.example",
    }


def test_the_holder_of_a_record_may_change() -> None:
    other = person("tanaka", "田中 海")
    later = update(interest(share=100, start="2022-01-15"), interestedParty="tanaka")
    content = document(*PARTIES, other, FIRST, later).content
    assert [row["key"] for row in content["people"]] == ["sato", "tanaka"]
    assert [(row["holder"], row.get("until")) for row in content["statements"]] == [
        ("sato", "2022-01-14"),
        ("tanaka", None),
    ]
