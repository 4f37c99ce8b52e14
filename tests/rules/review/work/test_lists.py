"""Each role finds its work on the first page, and each number there is the length of the list that it leads to."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import Account, GovernmentBody, Partnership, PartyName, Role, Source
from institutions.parties.names import fold_name
from rules.models import Assessment, CaseSummary, State
from rules.review.casework.act_table import Act
from rules.review.work.queues import Asker
from rules.web.pages.work import queue_blocks
from tests.documents import small
from tests.every import every, undone
from tests.rules.review.casework.building import decided, do, officer, registered, reviewer, under_review
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


def numbers(account: Account) -> dict[str, int]:
    """Return the queues of an account that hold something, each as long as its list."""
    found = {
        each["name"]: each["number"] for each in queue_blocks(Asker(account, timezone.localdate())) if each["number"]
    }
    client = signed_in(account)
    for name, number in found.items():
        page = client.get(f"/partnerships/?todo={name}")
        assert page.context["paginator"].count == number
    return found


def named(code: str, *names: str) -> None:
    """Give a body names, as the seed does."""
    body = GovernmentBody.objects.get(code=code)
    source = Source.objects.create(title=f"List of {code}", publisher="Cabinet Secretariat")
    for name in names:
        PartyName.objects.create(party=body, language="ja", text=name, folded=fold_name(name), source=source)


def test_a_case_moves_from_queue_to_queue(case: Partnership, officer: Account, first: Account, second: Account) -> None:
    assert numbers(first) == {"waiting": 1}
    assert "missing" in numbers(officer)
    under_review(case, first, second)
    assert numbers(first) == {"mine": 1}
    decided(case, "COI-01", first)
    assert "second" not in numbers(first)
    assert numbers(second)["second"] == 1
    decided(case, "COI-01", second, "more_information")
    assert numbers(officer)["asked"] == 1
    assert "ending" not in numbers(first)  # what one of two has dismissed stands for nothing yet
    decided(case, "COL-01", first)
    do(case, Act.RETURN, first)
    assert numbers(officer)["returned"] == 1
    assert numbers(first) == {"ending": 1}  # the dismissal of COL-01 ends within 30 days


def test_a_disagreement_is_work_for_both_reviewers_until_they_agree(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    decided(case, "COI-01", first)
    decided(case, "COI-01", second, "confirmed")
    for account in (first, second):
        assert numbers(account)["disputed"] == 1
        assert "second" not in numbers(account)
        page = signed_in(account).get("/").content.decode()
        assert "Findings on which reviewers disagree (1)" in page
        assert "reviewers disagree on 1 of them" in page
    assert "disputed" not in numbers(reviewer("third"))
    decided(case, "COI-01", second)
    assert "disputed" not in {**numbers(first), **numbers(second)}


def test_a_failed_assessment_waits_for_the_administrator(case: Partnership) -> None:
    administrator = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    assert numbers(administrator) == {}
    Assessment.objects.filter(partnership=case).update(state=State.ERROR, error="It failed.")
    assert numbers(administrator) == {"failed": 1}


@every(
    "query, found",
    [
        ("state=submitted", 1), ("state=cleared", 0), ("severity=critical", 1), ("severity=low", 0), ("family=COI", 1),
        ("sponsor=METI", 1), ("sponsor=DA", 0), ("age=0-7", 0), ("age=31-90", 1), ("due=overdue", 0),
        ("whose=unassigned", 1), ("q=magnet", 1), ("q=%00", 1), ("assessment=done", 1), ("assessment=error", 0),
        ("state=nonsense", 0), ("age=999999999999999999999", 0), ("rule=COI-01", 1), ("lacks=COI-01", 0),
        ("order=worst", 1), ("order=due", 1), ("sponsor=meti", 1), ("sponsor=経済産業省", 1), ("rule=coi-01", 1),
        ("domain=magnets", 1), ("domain=cloud", 0), ("sponsor=nonsense", 0), ("domain=Magnets%20999", 0),
        ("rule=COI-999", 0), ("lacks=nonsense", 0),
    ],
within=undone)  # fmt: skip
def test_each_filter_narrows_and_can_be_removed(
    case: Partnership, first: Account, digital_agency: GovernmentBody, query: str, found: int
) -> None:
    CaseSummary.objects.update(submitted_at=timezone.now() - timedelta(days=40))
    named("METI", "経済産業省")
    page = signed_in(first).get(f"/partnerships/?{query}")
    wrong = bool(re.search("nonsense|999", query))
    assert page.status_code == (400 if wrong else 200)
    assert page.context["paginator"].count == found
    assert len(page.context["on"]) == (not query.startswith(("order", "q=%00")))
    said = re.search("is not a valid value|No government body has the code", page.content.decode())
    assert bool(said) is wrong


@every("query", ["rule=COI-999", "sponsor=nonsense", "sponsor=%2C"], within=undone)
def test_findings_say_that_a_filter_means_nothing(case: Partnership, first: Account, query: str) -> None:
    page = signed_in(first).get(f"/findings/?{query}")
    assert page.status_code == 400
    assert re.search("is not a valid value|No government body has the code", page.content.decode())
    assert not page.context["rows"]


def test_a_name_that_two_bodies_had_is_not_clear(
    case: Partnership, first: Account, digital_agency: GovernmentBody
) -> None:
    named("METI", "産業庁")
    assert signed_in(first).get("/findings/?sponsor=産業庁").status_code == 200
    named("DA", "産業庁")
    page = signed_in(first).get("/findings/?sponsor=産業庁")
    assert page.status_code == 400
    assert "or no single one has this name. Write its code" in page.content.decode()


@every("query", ["rule=coi-01", "sponsor=経済産業省", "sponsor=Ministry of Economy, Trade and Industry"], within=undone)
def test_findings_are_filtered_by_what_one_writes(case: Partnership, first: Account, query: str) -> None:
    named("METI", "経済産業省", "Ministry of Economy, Trade and Industry")
    page = signed_in(first).get(f"/findings/?{query}")
    assert page.status_code == 200
    assert page.context["rows"]


def test_others_partnerships_and_secret_ones_are_in_no_list_and_no_number(
    case: Partnership, digital_agency: GovernmentBody, meti: GovernmentBody
) -> None:
    assert numbers(officer(digital_agency, "of-another-body")) == {}
    registered(small(reference="S-1", secrecy="defence"))
    without, with_right = officer(meti, "without"), officer(meti, "with", reads_secret=True)
    pages = [signed_in(each).get("/partnerships/").context["paginator"].count for each in (without, with_right)]
    assert pages == [1, 2]
    assert numbers(with_right)["missing"] == numbers(without)["missing"] + 1


def test_list_and_first_page_take_the_same_number_of_queries_for_one_and_for_many(
    case: Partnership, first: Account, officer: Account
) -> None:
    def asked() -> list[int]:
        counts = []
        for client in map(signed_in, (first, officer)):
            for path in ("/", "/partnerships/?order=due&severity=critical"):
                client.get(path)
                with CaptureQueriesContext(connection) as captured:
                    client.get(path)
                counts.append(len(captured))
        return counts

    before = asked()
    for number in range(4):
        registered({**small(), "reference": f"T-{number}"})
    assert asked() == before


@pytest.mark.parametrize(
    ("path", "query"), [("/partnerships/", "severity=critical"), ("/findings/", "severity=critical")]
)
def test_filters_are_folded_until_one_is_set(case: Partnership, first: Account, path: str, query: str) -> None:
    client = signed_in(first)
    fold = re.compile(r'<details class="narrow" (open)?>')
    for address, is_open in ((path, False), (f"{path}?{query}", True)):
        found = fold.search(client.get(address).content.decode())
        assert found
        assert bool(found[1]) is is_open
