"""A case reads mandates and bodies that ended from the register, by its domain and its day."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from institutions.events.changes import RegisterChange
from institutions.models import BodyParent, GovernmentBody, Mandate, Source
from rules.assessing.questions import AskedCase, partnerships_touched_by, store_questions
from rules.facts.gathering.parties import read_identities
from rules.facts.gathering.touch import touch_of
from tests.rules.facts.gathering.building import facts, values
from tests.rules.facts.gathering.conftest import Register, document
from tests.rules.facts.gathering.test_scope import gathered, imported


def granted(code: str, domain: str = "magnets", **more: Any) -> Mandate:
    source, _ = Source.objects.get_or_create(title="Act on a ministry", publisher="e-Gov")
    more = {"function": "promotes", "source": source, **more}
    row: Mandate = Mandate.objects.create(body=GovernmentBody.objects.get(code=code), domain=domain, **more)
    return row


def standing(registered: Any) -> list[tuple[Any, ...]]:
    return values(facts(gathered(registered)[0], "sponsor_mandate"), "root", "standing", "ended_on", "beside")


@pytest.fixture
def bureau(register: Register) -> GovernmentBody:
    """Put a bureau under METI."""
    row = GovernmentBody(code="BUREAU", name_en="Bureau", country="JP", type="external_bureau")
    row.save()
    source = Source.objects.create(title="Chart", publisher="Cabinet")
    BodyParent.objects.create(body=row, parent=GovernmentBody.objects.get(code="METI"), source=source)
    return row


def test_a_mandate_of_a_bureau_is_one_of_its_ministry_and_shows_its_source(
    register: Register, bureau: GovernmentBody
) -> None:
    case = register(document("R-1"))
    assert standing(case) == [("METI", None, None, None)]
    granted("BUREAU")
    assert standing(case) == [("METI", "held", None, None)]
    (read,) = gathered(case)
    assert "Act on a ministry" in {source.title for _, source in read.sources()}
    assert standing(register(document("R-2", sponsor="BUREAU"))) == [("METI", "held", None, None)]


def test_only_mandates_that_let_a_body_act_in_the_domain_count(register: Register) -> None:
    case = register(document("R-1"))
    granted("METI", "cloud")
    granted("METI", function="audits")
    granted("METI", "", function="licenses")
    granted("METI", "", function="procures")
    granted("METI", "", function="policy", lead="assists")
    granted("METI", from_on=date(2026, 6, 21))
    assert standing(case) == [("METI", None, None, None)]
    granted("METI", "", function="funds")
    assert standing(case) == [("METI", "held", None, None)]


def test_mandates_end_on_their_last_day_or_with_their_body(register: Register, bureau: GovernmentBody) -> None:
    case = register(document("R-1"))
    granted("BUREAU")
    granted("DA")
    GovernmentBody.objects.filter(pk=bureau.pk).update(dissolved_on=date(2026, 3, 31))
    assert standing(case) == [("METI", "ended", "2026-03-31", "DA")]
    granted("METI", until_on=date(2026, 6, 19))
    assert standing(case) == [("METI", "ended", "2026-06-19", "DA")]


def test_a_statement_that_all_mandates_are_on_record_is_read_for_the_line_of_the_sponsor(
    register: Register, bureau: GovernmentBody
) -> None:
    case = register(document("R-1", sponsor="BUREAU"))
    imported("mandates_known", body=GovernmentBody.objects.get(code="METI"))
    assert standing(case) == [("METI", "not_held", None, None)]


def test_the_contract_of_a_body_that_ended_is_known(register: Register) -> None:
    case = register(document("R-1"))
    GovernmentBody.objects.filter(code="METI").update(dissolved_on=date(2026, 6, 19))
    found = values(facts(gathered(case)[0], "obligation"), "matter", "body_ended", "ended_on")
    assert found == [("case", True, "2026-06-19"), ("contract", True, "2026-06-19")]


def test_a_change_of_a_mandate_asks_the_cases_of_its_domain_again(register: Register) -> None:
    case, now = register(document("R-1")), timezone.now()
    store_questions([AskedCase(case.partnership.pk, gathered(case)[0].questions, now)])
    for domain, found in (("magnets", True), ("", True), ("cloud", False)):
        change = RegisterChange(moment=now, mandates=frozenset([domain]))
        touched = partnerships_touched_by(touch_of(change, (), read_identities()))
        assert (domain, case.partnership.pk in touched) == (domain, found)
