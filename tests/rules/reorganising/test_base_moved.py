"""A draft on a base that has moved on is refused with what has changed since."""

import pytest

from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.applying import apply_draft
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.parties.organisation.state import OrganisationHistory
from rules.reorganising.enacting import enact
from tests.rules.reorganising.drafted import ESA, document, seeded  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
ADA = {**ESA, "key": "ada", "code": "ADA"}


def refusals(base: str) -> list[str]:
    with pytest.raises(DraftInvalid) as caught:
        apply_draft(read_reorganisation(document(ADA, on=60, base=base)), OrganisationHistory.read())
    assert {each.field for each in caught.value.errors} == {"/base"}
    return [type(each.said).__name__ + str(getattr(each.said, "body", "")) for each in caught.value.errors]


def test_it_says_what_has_changed_since() -> None:
    first = apply_draft(read_reorganisation(document(ADA, on=60)), OrganisationHistory.read()).before.digest()
    moved = {"act": "move", "body": "ANRE", "parent": "MOE"}
    mandate = {"act": "move_mandate", "from": "METI", "to": "MOE", "domain": "cloud", "function": "promotes"}
    enact(document(ESA, moved, mandate, {"act": "dissolve", "body": "NSS-ECON", "successor": "esa"}, on=30),
          actor=None, approved_by=None)  # fmt: skip
    assert refusals(first) == [
        "BaseMoved", "BodyIsOtherANRE", "BodyIsNewESA", "BodyIsGoneNSS-ECON", "MandateIsOtherESA", "MandateIsOtherESA",
        "MandateIsOtherMETI", "MandateIsOtherMOE", "MandateIsOtherNSS-ECON", "MandateIsOtherNSS-ECON",
    ]  # fmt: skip
    second = apply_draft(read_reorganisation(document(ADA, on=60)), OrganisationHistory.read()).before.digest()
    enact(document({**ADA, "code": "ADB"}, on=50, reference="ADB"), actor=None, approved_by=None)
    assert refusals(second) == ["BaseMoved", "BodyIsNewADB"]


def test_a_base_that_the_register_never_had_says_so() -> None:
    assert refusals("0" * 64) == ["BaseMoved", "BaseUnknown"]
