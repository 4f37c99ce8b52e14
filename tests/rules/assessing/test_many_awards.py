"""A finding that rests on many awards: its evidence lists some, and its snapshot is replayed."""

import pytest
from django.utils import timezone

from institutions.drafts.store import Registration
from rules.assessing.material import further_hash
from rules.assessing.replay import replay_assessment
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.derivation.named_awards import NAMED
from rules.facts.gathering.from_register import gather_cases
from rules.models import Match
from tests.rules.assessing.changing import assessed, bare
from tests.rules.facts.gathering.conftest import Json

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
TENDERS = 36


def tender(number: int) -> Json:
    """Return a tender of the sponsor: two companies win in turn."""
    on = f"{2023 + number // 12}-{number % 12 + 1:02}-10"
    of = {"body": "METI", "domain": "magnets", "object": "goods", "method": "open", "amount_yen": 1_000_000}
    return {"kind": "award", "company": ("hikari", "kita")[number % 2], "on": on, **of}


def behind_many() -> Registration:
    """Register and assess a case whose partner took turns with another company."""
    known = {"kind": "history_known", "body": "METI", "domain": "magnets"}
    companies = [{"key": key, "name": {"en": f"{key} (fictional)"}} for key in ("hikari", "kita")]
    stated = [*(tender(number) for number in range(TENDERS)), known]
    selection = {"method": "open", "object": "goods"}
    return assessed(bare("T-1", *stated, companies=companies, selection=selection, proposed_on="2026-06-15"))


def test_a_finding_of_many_awards_lists_the_last_and_is_replayed() -> None:
    registered = behind_many()
    match = Match.objects.get(finding__code="COL-10", finding__partnership=registered.partnership)
    (series,) = [each for each in match.evidence if each["fact"] == "tender_series"]
    assert series["tenders"] == TENDERS
    assert series["further"]["number"] == TENDERS - NAMED
    assert replay_assessment(match.assessment).differences == ()


def test_the_register_gives_the_awards_that_the_hash_stands_for() -> None:
    registered = behind_many()
    match = Match.objects.get(finding__code="COL-10", finding__partnership=registered.partnership)
    job = match.assessment
    (case,) = gather_cases([job.submission], job.known_at or timezone.now(), [job.as_of])
    (series,) = [each for each in facts_of(case, current_rulebook().tax_rate) if each.type == "tender_series"]
    (stored,) = [each for each in match.evidence if each["fact"] == "tender_series"]
    assert further_hash(series.further) == stored["further"]["sha256"]
