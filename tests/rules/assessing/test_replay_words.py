"""A replay needs the stored compiled form and the vocabulary of its time, never today's."""

import pytest

from institutions.kinds.base import Label
from rules.assessing.replay import replay_assessment
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import rulebook_from_text
from rules.facts.kinds.own_labels import OWN
from rules.facts.kinds.vocabulary import EVERY_TYPE, VOCABULARY
from rules.models import Assessment
from tests.rules.assessing.test_claims import magnets
from tests.rules.assessing.test_findings import assessed

pytestmark = pytest.mark.usefixtures("meti")


@pytest.fixture
def stored() -> Assessment:
    """Return a result with a finding of COI-01, whose rule reads `holds_stake`."""
    found = assessed(magnets("shareholding", confidence="claim", listed=True))
    assert found.matches.filter(finding__code="COI-01").exists()
    return found


@pytest.fixture
def later(stored: Assessment, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """Return the result in a later program: a kind is gone, other labels have changed."""
    for kinds in (VOCABULARY, EVERY_TYPE):
        monkeypatch.delitem(kinds, "holds_stake")
    for name in OWN:
        monkeypatch.setitem(OWN, name, Label("something else", "別のもの"))
    return stored


def test_a_result_is_replayed_identically_without_a_kind_that_it_names(later: Assessment) -> None:
    assert later.rulebook is not None
    with pytest.raises(RuleError, match="'holds_stake' is not a fact type"):
        rulebook_from_text(later.rulebook.text)
    assert replay_assessment(later).differences == ()
