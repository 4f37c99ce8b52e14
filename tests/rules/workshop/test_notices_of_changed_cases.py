"""An adopted version is told to those whose cases it answers otherwise, and to nobody else."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from institutions.models import Account, GovernmentBody, Partnership
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.messages.notices.wording import notice_text
from rules.messages.readable_notices import notices_for
from rules.models import Assessment, Match, Notice, NoticeKind, Screening, ScreeningState, State
from rules.screening.tasks import screen
from rules.workshop.adopting.deciding import approve_adoption
from rules.workshop.adopting.proposing import propose_adoption
from rules.workshop.adopting.readiness import PARTS
from rules.workshop.drafting import begin_draft, save_file
from tests.documents import small
from tests.rules.review.casework.building import assess, officer, registered, reviewer, under_review
from tests.rules.workshop.adopted import COI_01, stricter_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asking_anew", "no_broker")]
Cases = dict[str, Partnership]


def document(reference: str, body: str, share: int, **more: Any) -> dict[str, Any]:
    """Return a document whose deciding official holds a share of the partner, in basis points."""
    holding = {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": share, "from": "2021-04-01"}
    official = [{"person": "sato", "role": "decision_maker"}]
    given = {"reference": reference, "submitted_by": body, "sponsor": body, "officials": official, **more}
    return small(statements=[holding], **given)


@pytest.fixture
def people(meti: GovernmentBody, digital_agency: GovernmentBody) -> dict[str, Account]:
    """Return two officers of each body, of whom one reads restricted partnerships, and a reviewer for each case."""
    return {
        "of METI": officer(meti, "of METI"),
        "cleared of METI": officer(meti, "cleared of METI", reads_secret=True),
        "of the Digital Agency": officer(digital_agency, "of the Digital Agency"),
        "cleared of the Digital Agency": officer(digital_agency, "cleared of the Digital Agency", reads_secret=True),
        "of CHANGES": reviewer("of CHANGES"),
        "of STAYS": reviewer("of STAYS"),
        "of HIDDEN": reviewer("of HIDDEN", reads_secret=True),
    }


@pytest.fixture
def cases(people: dict[str, Account], settings: Settings, tmp_path: Path) -> Cases:
    """Return cases under review: two that another threshold changes, one of them restricted, and two others."""
    settings.FACT_STORE = str(tmp_path / "facts")
    settings.SCREENING_SAMPLE = 1
    made = {
        "CHANGES": registered(document("CHANGES", "METI", 300), people["of METI"]),
        "ALIKE": registered(document("ALIKE", "METI", 2_000), people["cleared of METI"]),
        "STAYS": registered(document("STAYS", "DA", 2_000), people["of the Digital Agency"]),
        "HIDDEN": registered(document("HIDDEN", "DA", 300, secrecy="defence"), people["cleared of the Digital Agency"]),
    }
    for reference in ("CHANGES", "STAYS", "HIDDEN"):
        under_review(made[reference], people[f"of {reference}"])
    Notice.objects.all().delete()
    return made


def adopt(first: Account, second: Account) -> Screening:
    """Let two editors put a threshold of nine percent in force, and a worker screen the register by it."""
    draft = begin_draft(first, "Holdings of nine percent")
    save_file(draft.pk, COI_01, stricter_files()[COI_01], seen=0, account=first)
    waiting = propose_adoption(draft.pk, first, reason="The board decided so.", applies_from="")
    done = approve_adoption(waiting.pk, second, confirmed=PARTS, note="Tried by hand.")
    assert done.screening is not None
    screen(str(done.screening_id))
    done.screening.refresh_from_db()
    return done.screening


def told(partnership: Partnership) -> list[str]:
    """Return the accounts that were told that a case is answered otherwise."""
    rows = Notice.objects.filter(kind=NoticeKind.RULEBOOK_CASE, partnership=partnership)
    return sorted(rows.values_list("account__username", flat=True))


def test_those_whose_cases_change_are_told_once_the_register_was_screened(
    cases: Cases, people: dict[str, Account], first: Account, second: Account
) -> None:
    found = adopt(first, second)
    assert (found.state, found.screened) == (ScreeningState.DONE, 4)
    assert told(cases["CHANGES"]) == ["of CHANGES", "of METI"]
    assert told(cases["STAYS"]) == told(cases["ALIKE"]) == [], "the rule has another text and gives the same answer"
    assert told(cases["HIDDEN"]) == ["cleared of the Digital Agency", "of HIDDEN"], "who may read it alone"
    (read,) = notices_for(people["of METI"]).filter(kind=NoticeKind.RULEBOOK_CASE)
    assert notice_text(read) == (
        "The rulebook now in force answers case CHANGES otherwise (COI-01). The case is assessed again."
    )
    screen(str(found.pk))  # delivered twice
    assert told(cases["CHANGES"]) == ["of CHANGES", "of METI"]
    people["of HIDDEN"].reads_secret = False
    people["of HIDDEN"].save()
    assert not notices_for(people["of HIDDEN"]).exists(), "nor later to who lost the right"


def test_the_cases_that_change_are_assessed_by_the_adopted_version(
    cases: Cases, first: Account, second: Account
) -> None:
    adopt(first, second)
    for reference, flagged in {"CHANGES": False, "STAYS": True, "HIDDEN": False, "ALIKE": True}.items():
        assert Assessment.objects.filter(partnership=cases[reference], state=State.QUEUED).count() == 1
        newest = assess(cases[reference])
        assert newest.rulebook_id == current_rulebook().version
        assert Match.objects.filter(assessment=newest, finding__code="COI-01").exists() is flagged
