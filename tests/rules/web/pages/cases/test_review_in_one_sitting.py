"""A review in one sitting: one act to begin, one reason for several, the next finding after each decision."""

import re
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from institutions.models import Account, Partnership
from rules.models import Acknowledgement, CaseMove, CaseState, FindingDecision, ReviewerScreening
from rules.review.casework.deciding import read_token
from rules.review.casework.one_reason import may_be_critical
from tests.rules.review.casework.building import (
    acknowledge_all,
    finding_of,
    reviewer,
    settle,
    soon,
    under_review,
    view_of,
)
from tests.rules.review.casework.test_screening import party
from tests.rules.web.pages.casework import post, shown, to_acknowledge
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

REASON = "Looked at the register of shares."


def address_of(case: Partnership, code: str) -> str:
    return f"/findings/{finding_of(case, code).match.finding_id}/"


def dismissal(case: Partnership, code: str, *also: str, decided: str = "dismissed") -> dict[str, object]:
    ends = {"ends_on": soon().isoformat()} if decided == "dismissed" else {}
    others = (finding_of(case, each) for each in also)
    ticked = [f"{each.match.finding_id}:{read_token(each)}" for each in others]
    return {"seen": read_token(finding_of(case, code)), "decided": decided, "reason": REASON, "also": ticked, **ends}


def test_a_case_is_accepted_and_the_reviewer_assigned_by_one_form(case: Partnership, first: Account) -> None:
    client, address = signed_in(first), f"/partnerships/{case.pk}/case/"
    assert "Accept and assign me" in shown(client, address)
    page = post(client, case, "accept_and_assign").content.decode()
    view = view_of(case)
    assert view.case.state == CaseState.SCREENING
    assert view.of_account(first.pk)
    assert [each.act for each in CaseMove.objects.all()] == ["take_in"]
    assert ReviewerScreening.objects.filter(account=first).exists(), "the screening stays before it"
    assert "Your declaration" in page
    assert page.index('id="declare"') < page.index('id="findings"'), "what is next stands where the page goes on"


def test_who_is_tied_or_has_no_person_neither_accepts_nor_is_assigned(case: Partnership, first: Account) -> None:
    tied = reviewer("of-sato", person_id=party(case, "sato"))
    nobody = reviewer("nobody", person=None)
    for account in (tied, nobody):
        client = signed_in(account)
        assert "Accept and assign me" not in shown(client, f"/partnerships/{case.pk}/case/")
        assert post(client, case, "accept_and_assign").status_code in (403, 409)
        assert view_of(case).case.state == CaseState.SUBMITTED
        assert not view_of(case).assigned


def test_several_findings_share_a_reason_but_never_a_critical_one(case: Partnership, first: Account) -> None:
    under_review(case, first)
    client = signed_in(first)
    page = shown(client, address_of(case, "COL-01"))
    offered = set(re.findall(r'name="also" value="(\d+):', page))
    codes = {each.match.finding.code: str(each.match.finding_id) for each in view_of(case).findings}
    assert offered == {codes[code] for code in ("COL-02", "COL-14", "INS-10", "LIT-12")}
    assert "Other open findings" not in shown(client, address_of(case, "COI-01"))
    refused = client.post(address_of(case, "COL-01"), dismissal(case, "COL-01", "LIT-12", "COI-01"))
    assert refused.status_code == 409
    assert "only if none is critical" in refused.content.decode()
    assert not FindingDecision.objects.exists()
    answer = client.post(address_of(case, "COL-01"), dismissal(case, "COL-01", "COL-02", "LIT-12"), follow=True)
    assert "3 decisions were saved." in answer.content.decode()
    assert set(FindingDecision.objects.values_list("reason", flat=True)) == {REASON}
    assert FindingDecision.objects.values("together").distinct().count() == 1


def test_a_confirmation_that_names_a_person_keeps_its_own_hearing(case: Partnership, first: Account) -> None:
    under_review(case, first)
    client = signed_in(first)
    free = dismissal(case, "COL-01", "COL-14", decided="confirmed")
    assert client.post(address_of(case, "COL-01"), free).status_code == 302, "these name nobody"
    refused = client.post(address_of(case, "LIT-12"), dismissal(case, "LIT-12", "COI-01", decided="confirmed"))
    assert refused.status_code == 409
    assert {each.finding.code for each in FindingDecision.objects.select_related("finding")} == {"COL-01", "COL-14"}


def test_one_cause_gives_a_critical_finding_no_reason_of_another(case: Partnership, first: Account) -> None:
    under_review(case, first)
    of_one_cause = SimpleNamespace(findings=range(len(view_of(case).findings)))
    with patch("rules.web.pages.cases.finding.cause_groups", return_value=[of_one_cause]):
        page = shown(signed_in(first), address_of(case, "COL-01"))
        critical = finding_of(case, "COI-01").match.finding_id
        assert "Findings with the same cause" in page
        assert f'name="also" value="{critical}:' not in page
        assert 'name="also"' not in shown(signed_in(first), address_of(case, "COI-01"))


def test_after_a_decision_the_next_finding_that_waits_is_shown_then_the_gaps_then_the_acts(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    client = signed_in(first)
    page = shown(client, address_of(case, "COI-01"))
    assert "Finding 1 of 6 · 6 wait for you" in page
    assert f'<a rel="next" href="{address_of(case, "COL-01")}"' in page
    assert 'rel="prev"' not in page
    answer = client.post(address_of(case, "COI-01"), dismissal(case, "COI-01"))
    assert answer["Location"] == address_of(case, "COL-01"), "the critical one waits for the second person"
    page = shown(client, address_of(case, "COL-02"))
    assert f'<a rel="prev" href="{address_of(case, "COL-01")}"' in page
    answer = client.post(address_of(case, "COL-01"), dismissal(case, "COL-01", "COL-02", "COL-14", "INS-10", "LIT-12"))
    assert answer["Location"] == f"/partnerships/{case.pk}/case/#not-assessable"
    settle(case, second)
    acknowledge_all(case, first)
    assert f'<a rel="next" href="/partnerships/{case.pk}/case/#acts"' in shown(client, address_of(case, "LIT-12"))


def test_gaps_share_a_reason_but_for_those_of_rules_that_may_be_critical(case: Partnership, first: Account) -> None:
    under_review(case, first)
    client, wanted = signed_in(first), to_acknowledge(case)
    plain = {key: codes for key, codes in wanted.items() if not any(map(may_be_critical, codes.split()))}
    critical = wanted.keys() - plain.keys()
    page = shown(client, f"/partnerships/{case.pk}/case/")
    offered = dict(each.split(":") for each in re.findall(r'name="gap" value="([^"]+)"', page))
    assert offered == plain
    assert len(plain) > 1
    if critical:
        mixed = [f"{key}:{wanted[key]}" for key in (*plain, *critical)]
        refused = post(client, case, "acknowledge_several", gap=mixed, reason="Asked of the ministry.")
        assert "may find something critical" in refused.content.decode()
        assert not Acknowledgement.objects.exists()
    gaps = [f"{key}:{codes}" for key, codes in plain.items()]
    answer = post(client, case, "acknowledge_several", gap=gaps, reason="Asked of the ministry.")
    assert answer.redirect_chain[-1][0].endswith("/case/#not-assessable"), "the page keeps its place"
    said = Acknowledgement.objects.filter(reason="Asked of the ministry.").values_list("code", flat=True)
    assert sorted(said) == sorted(code for codes in plain.values() for code in codes.split())
    assert to_acknowledge(case).keys() == critical
    stale = post(client, case, "acknowledge_several", gap=["0:COL-01"], reason="Asked of the ministry.")
    assert stale.status_code == 409
    empty = post(client, case, "acknowledge_several", reason="Asked of the ministry.")
    assert empty.status_code == 409


def test_each_decision_says_its_consequence_in_one_line(case: Partnership, first: Account) -> None:
    under_review(case, first)
    page = shown(signed_in(first), address_of(case, "COL-01"))
    for kind in ("confirmed", "dismissed", "mitigated", "more_information"):
        assert f'aria-describedby="follows-{kind}"' in page
        assert re.search(rf'id="follows-{kind}">[^<]+\.<', page)
