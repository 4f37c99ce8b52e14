"""Indirect holdings are stored as the chain of their links, if the file has them."""

from typing import Any

import pytest

from institutions.formats.register_document import RegisterDocument
from tests.institutions.formats.bods.reading.samples import entity, interest, person, read, relationship

PARTIES = (entity(), entity("kita", "Kita Materials Inc."), person())
UPPER = relationship(interest(share=80), record="upper", subject="kita")
LOWER = relationship(interest(share=50), record="lower", interestedParty="kita")
UNTYPED = relationship(interest(None), record="upper", subject="kita")
COMPONENTS = ["kita", "upper", "lower"]


def through(*components: str, **changes: Any) -> dict[str, Any]:
    """Return a statement that Sato holds 40 % of Hikari Magnetics through others."""
    return relationship(interest(share=40, directOrIndirect="indirect"), componentRecords=list(components), **changes)


def by_record(*statements: Any) -> dict[str, RegisterDocument]:
    """Return the documents by their records."""
    return {each.record: each for each in read(*PARTIES, *statements) if isinstance(each, RegisterDocument)}


def test_the_chain_is_held_and_the_sum_is_noted() -> None:
    found = by_record(UPPER, LOWER, through(*COMPONENTS))
    assert [each.content["statements"][0].get("share_bp") for each in (found["upper"], found["lower"])] == [8000, 5000]
    assert "statements" not in found["r1"].content
    said = "\n".join(each.message for each in found["r1"].notes)
    assert "The interest of 40 % is indirect. Only the chain of its components was imported" in said
    assert "The component records were not imported separately: kita, upper, lower." in said


def test_a_link_of_the_chain_without_a_type_is_a_holding_of_an_unknown_share() -> None:
    [link] = by_record(UNTYPED, LOWER, through(*COMPONENTS))["upper"].content["statements"]
    assert (link["kind"], link["holder"], link["company"]) == ("shareholding", "sato", "kita")
    assert "share_bp" not in link


@pytest.mark.parametrize("components", [[], ["kita", "absent"]])
def test_without_the_whole_chain_it_is_held_as_stated(components: list[str]) -> None:
    found = by_record(LOWER, through(*components))["r1"]
    [held] = found.content["statements"]
    assert (held["share_bp"], held.get("vehicle")) == (4000, None)
    assert any("held through others who are not named" in each.message for each in found.notes)


def test_beside_a_direct_share_the_indirect_one_is_noted() -> None:
    both = relationship(interest(share=40, directOrIndirect="indirect"), interest(share=10, directOrIndirect="direct"))
    found = by_record(both)["r1"]
    assert [each["share_bp"] for each in found.content["statements"]] == [1000]
    assert any("Only the direct interest was imported" in each.message for each in found.notes)


def test_control_through_others_is_control() -> None:
    given = relationship(interest("otherInfluenceOrControl", directOrIndirect="indirect"), componentRecords=COMPONENTS)
    assert [each["kind"] for each in by_record(UPPER, LOWER, given)["r1"].content["statements"]] == ["control"]
