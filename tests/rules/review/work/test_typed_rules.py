"""Codes of rules are known from the versions of the rulebook: an answer tells of no case, and grows with none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Partnership
from rules.models import CaseSummary, FindingSummary, RulebookVersion, RuleSequence
from rules.review.work.typed_values import rule_typed
from tests.documents import example
from tests.rules.review.casework.building import registered

pytestmark = pytest.mark.usefixtures("no_broker", "meti", "digital_agency")


@pytest.fixture
def case() -> Partnership:
    return registered(example("hikari_magnetics"))


def test_a_rule_that_only_a_case_names_is_not_known(case: Partnership) -> None:
    """Whoever typed a code learned by the answer that some case, a restricted one too, had a result of that rule."""
    CaseSummary.objects.filter(partnership=case).update(gaps=" COI-97 ")
    assert FindingSummary.objects.filter(partnership=case).update(code="COI-98")
    assert [rule_typed(code) for code in ("COI-97", "COI-98")] == [None, None]


def test_rules_of_earlier_versions_are_known_without_a_look_at_cases(case: Partnership) -> None:
    packed = RulebookVersion.objects.create(version="0" * 64, text="{}")
    RuleSequence.objects.create(rulebook=packed, codes="COI-01 COI-98")
    RulebookVersion.objects.create(version="1" * 64, text='{"rules": [{"code": "COI-97"}]}')
    with CaptureQueriesContext(connection) as queries:
        read = [rule_typed(code) for code in ("coi-98", "COI-97", "COI-9", "COI-01")]
    assert [each.value if each else None for each in read] == ["COI-98", "COI-97", None, "COI-01"]
    assert not [each["sql"] for each in queries if "summary" in each["sql"]]
