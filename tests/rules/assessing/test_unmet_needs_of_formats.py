"""Results of format 7 say what a rule needs besides; earlier ones are concluded as they were, without it."""

import pytest

from rules.assessing.material import material_from_text
from rules.assessing.remedies import UnmetNeed
from rules.assessing.replay import replay_assessment
from rules.assessing.run import conclude_material
from rules.assessing.stored_format import FORMAT
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, Match
from tests.documents import example
from tests.rules.assessing.test_findings import assessed

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def assessed_without_declarations() -> Assessment:
    """Return the result of the example of magnets, in which nobody has declared anything."""
    document = example("hikari_magnetics")
    stated = [each for each in document["statements"] if each["kind"] != "declaration"]
    assert len(stated) < len(document["statements"])
    return assessed({**document, "statements": stated})


def test_only_results_of_the_newest_format_say_what_a_rule_needs_besides() -> None:
    snapshot = assessed_without_declarations().snapshot
    assert snapshot
    material = material_from_text(snapshot.content)

    def said(form: int) -> set[str]:
        findings = conclude_material(material, current_rulebook(), form).findings
        return {each.code for each in findings for code in each.clears_if if isinstance(code, UnmetNeed)}

    assert FORMAT == 7
    assert said(7)
    assert said(5) == said(6) == set()


def test_what_a_rule_needs_besides_is_stored_as_a_code_and_replayed_as_it_is() -> None:
    assessment = assessed_without_declarations()
    rows = Match.objects.filter(assessment=assessment)
    stored = {each["code"] for match in rows for each in match.clears_if}
    assert "clears.needed_too" in stored
    assert replay_assessment(assessment).identical
