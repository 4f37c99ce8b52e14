"""Interests become shareholdings, control and seats; a range is never made a share, an indirect one never a direct."""

from typing import Any

import pytest

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
HELD = {"kind": "shareholding", "holder": "sato", "company": "hikari"}


def test_an_exact_share_is_held_in_basis_points() -> None:
    given = relationship(interest(share=12.34, start="2020-04-01", directOrIndirect="direct"))
    assert stated(*PARTIES, given) == [HELD | {"share_bp": 1234, "vehicle": "direct", "from": "2020-04-01"}]


def test_shares_and_votes_of_the_same_days_are_one_statement() -> None:
    given = relationship(interest(share=60, start="2020-04-01"), interest("votingRights", 55, "2020-04-01"))
    assert stated(*PARTIES, given) == [HELD | {"share_bp": 6000, "voting_bp": 5500, "from": "2020-04-01"}]


def test_shares_and_votes_of_other_days_are_two() -> None:
    given = relationship(interest(share=60, start="2020-04-01"), interest("votingRights", 55, "2021-04-01"))
    assert stated(*PARTIES, given) == [
        HELD | {"share_bp": 6000, "from": "2020-04-01"},
        HELD | {"voting_bp": 5500, "from": "2021-04-01"},
    ]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ({"minimum": 25, "exclusiveMaximum": 50}, "at least 25 % and less than 50 %"),
        ({"exclusiveMinimum": 25, "maximum": 50}, "more than 25 % and at most 50 %"),
        ({"minimum": 75}, "at least 75 %"),
    ],
)
def test_a_range_is_noted_and_not_guessed(share: Any, said: str) -> None:
    given = relationship(interest(share=share))
    assert stated(*PARTIES, given) == [HELD]
    assert f"The share is {said}; it is not known exactly" in notes(*PARTIES, given)


def test_equal_bounds_are_exact() -> None:
    assert stated(*PARTIES, relationship(interest(share={"minimum": 40, "maximum": 40}))) == [HELD | {"share_bp": 4000}]


def test_a_share_finer_than_a_basis_point_is_rounded_and_noted() -> None:
    given = relationship(interest(share=33.3333))
    assert stated(*PARTIES, given) == [HELD | {"share_bp": 3333}]
    assert "33.3333 % was recorded as 3333 basis points." in notes(*PARTIES, given)


def test_a_share_of_nothing_is_a_share() -> None:
    assert stated(*PARTIES, relationship(interest(share=0))) == [HELD | {"share_bp": 0}]


def test_the_last_day_is_the_one_before_the_interest_ceased() -> None:
    given = relationship(interest(share=50, start="2020-01-01", endDate="2021-04-03"))
    assert stated(*PARTIES, given) == [HELD | {"share_bp": 5000, "from": "2020-01-01", "until": "2021-04-02"}]


def test_what_ended_on_its_first_day_lasted_that_day() -> None:
    given = relationship(interest(share=50, start="2020-01-01", endDate="2020-01-01"))
    assert stated(*PARTIES, given)[0]["until"] == "2020-01-01"


@pytest.mark.parametrize(
    ("word", "by"),
    [
        ("appointmentOfBoard", "board"),
        ("otherInfluenceOrControl", None),
        ("controlByLegalFramework", None),
        ("trustee", None),
        ("protector", None),
    ],
)
def test_who_directs_a_company_controls_it(word: str, by: str | None) -> None:
    expected = {"kind": "control", "company": "hikari", "controller": "sato", **({"by": by} if by else {})}
    assert stated(*PARTIES, relationship(interest(word))) == [expected]


def test_a_state_body_controls_as_its_country() -> None:
    ministry = entity("sato", "Ministry", entityType={"type": "stateBody"}, jurisdiction={"code": "FI"})
    given = relationship(interest("otherInfluenceOrControl"), interest(share=20))
    assert stated(entity(), ministry, given) == [
        {"kind": "control", "company": "hikari", "controller": "FI", "by": "state"},
        HELD | {"share_bp": 2000},
    ]


def test_a_state_body_of_no_known_country_controls_nothing_here() -> None:
    ministry = entity("sato", "Ministry", entityType={"type": "stateBody"})
    given = relationship(interest("otherInfluenceOrControl"))
    assert "statements" not in document(entity(), ministry, given).content
    assert "The country of this government body is not known" in notes(entity(), ministry, given)


def test_seats_are_directorships_of_people() -> None:
    given = relationship(
        interest("boardMember", details="取締役"),
        interest("boardChair"),
        interest("seniorManagingOfficial", details="CEO"),
    )
    posts = [row["post"] for row in stated(*PARTIES, given)]
    assert posts == ["Board chair", "取締役", "Senior managing official: CEO"]


def test_an_entity_on_a_board_is_noted() -> None:
    kita = entity("sato", "Kita Materials Inc.")
    assert "Only a person can have a seat in the register" in notes(
        entity(), kita, relationship(interest("boardMember"))
    )


@pytest.mark.parametrize("word", ["settlor", "rightsToProfitOrIncome", "conditionalRightsGrantedByContract"])
def test_rights_that_no_field_holds_are_noted(word: str) -> None:
    given = relationship(interest(word))
    assert "statements" not in document(*PARTIES, given).content
    assert f"no field for '{word}'" in notes(*PARTIES, given)


def test_an_assertion_of_beneficial_ownership_is_noted() -> None:
    assert "asserted as beneficial ownership" in notes(
        *PARTIES, relationship(interest(share=5, beneficialOwnershipOrControl=True))
    )


def test_an_interest_without_a_type_is_none() -> None:
    given = relationship(interest(None, directOrIndirect="unknown"))
    assert document(*PARTIES, given).content.keys() == {"companies"}
    assert "type of the interest is not given" in notes(*PARTIES, given)


def test_an_entity_in_itself_is_noted() -> None:
    given = relationship(interest(share=5), interestedParty="hikari")
    assert "an interest in itself" in notes(entity(), given)


def test_a_government_body_has_no_owner() -> None:
    ministry = entity(entityType={"type": "stateBody"}, jurisdiction={"code": "FI"})
    assert "Only companies have owners" in notes(ministry, person(), relationship(interest(share=5)))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (interest("shares"), "interests/0/type: Statement r1-of-2024-05-01: 'shares' is not a type of interest"),
        (interest(share=101), "interests/0/share/exact: Statement r1-of-2024-05-01: 101 is not a share."),
        (interest(share=-1), "-1 is not a share. BODS writes percent: 25 for 25 %."),
        (interest(share={"exact": 30, "minimum": 40}), "not within the bounds beside it"),
        (interest(share={"exact": "30"}), "'30' is not a number"),
        (interest(start="2020-13-01"), "'2020-13-01' is not a date"),
        (interest(start="2020-05-01", endDate="2020-04-01"), "endDate (2020-04-01) is before startDate (2020-05-01)"),
        (interest(directOrIndirect="maybe"), "'maybe' is not a way in which an interest is held"),
    ],
)
def test_what_cannot_be_read_is_refused(given: Any, message: str) -> None:
    assert message in refusal(*PARTIES, relationship(given))


def test_a_person_is_owned_by_nobody() -> None:
    assert "A person cannot be owned" in refusal(*PARTIES, relationship(interest(), subject="sato"))
