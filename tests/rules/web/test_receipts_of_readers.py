"""Whoever may read a finding or a decision downloads its receipt, which shows them no more than the page does."""

import copy
import json
import threading
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.audit.receipts import NoReceiptError
from institutions.audit.record import actor_of, record_event
from institutions.audit.seal import seal_events
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from institutions.models.audit import RESTRICTED_REST
from institutions.values.receipts import check_receipt
from policyengine.verify_receipt import main
from rules.models import FindingDecision, Match
from rules.review.auditing.receipts import ReceiptReader, receipt_of_decision
from rules.web.receipts import answer
from tests.people import reviewer_account
from tests.policyengine.access.proposals import GIFT_YEN, document, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
SENSITIVE = (f"{GIFT_YEN:,}", str(GIFT_YEN), "Mori Akira", "森 晶")
REASON = f"Mori Akira gave {GIFT_YEN:,} yen."


@pytest.fixture
def match(meti: GovernmentBody) -> Match:
    """Return the newest words of a finding about a gift, sensitive, with a decision on it; nothing is sealed."""
    partnership = registered(document())
    match: Match = next(each for each in Match.objects.order_by("-pk") if str(GIFT_YEN) in json.dumps(each.evidence))
    decider = reviewer_account("reviewer")
    FindingDecision.objects.create(
        finding=match.finding, number=1, decided="confirmed", reason=REASON, evidence_hash=match.evidence_hash,
        severity=match.severity, assessment=match.assessment, account=decider, at=timezone.now(),
    )  # fmt: skip
    what = f"finding:{match.finding_id}"
    record_event(actor=actor_of(decider), verb="finding_decided", what=what, partnership=partnership.pk)
    return match


def addresses(match: Match) -> dict[str, str]:
    """Return the address of each receipt on pages and over REST."""
    at = f"findings/{match.finding_id}"
    return {
        "finding": f"/{at}/receipt.json",
        "decision": f"/{at}/decisions/1/receipt.json",
        "finding over REST": f"/api/v1/{at}/receipt/",
        "decision over REST": f"/api/v1/{at}/decisions/1/receipt/",
    }


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def officer(body: GovernmentBody) -> Account:
    return Account.objects.create_user("officer", role=Role.OFFICER, body=body)


def receipt(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].startswith("application/json")
    assert answer["Cache-Control"] == "private, no-store"
    return json.loads(answer.content)


def test_a_reader_of_a_finding_gets_its_receipt_and_reading_of_it_is_an_event(
    match: Match, meti: GovernmentBody
) -> None:
    seal_events()
    account = officer(meti)
    client = client_of(account)
    for name, address in addresses(match).items():
        before = set(AuditEvent.objects.values_list("pk", flat=True))
        given = client.get(address)
        assert f'filename="receipt-finding-{match.finding_id}' in given["Content-Disposition"], name
        rows, _seals = check_receipt(receipt(given))
        assert [row.hidden for row in rows] == [()] * len(rows), name
        assert rows[-1].values["statement_en"] == match.statement_en
        made = AuditEvent.objects.exclude(pk__in=before).get(verb="receipt_made")
        assert (made.actor, made.object.partition(":")[0]) == (actor_of(account), name.split()[0])
    (read,) = AuditEvent.objects.filter(verb="sensitive_read", actor=actor_of(account))  # one an hour for the same
    assert read.object == f"assessment:{match.assessment_id}"
    _key, secret = make_key(meti, scopes=("read",))
    by_key = Client(headers={"Authorization": f"Bearer {secret}"})
    check_receipt(receipt(by_key.get(addresses(match)["finding over REST"])))
    assert AuditEvent.objects.filter(verb="receipt_made").latest("pk").actor == "body:METI"


def test_what_a_reader_may_not_read_is_in_their_receipt_as_a_salted_hash(
    match: Match, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    seal = seal_events()
    assert seal
    client = client_of(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    for name, address in addresses(match).items():
        given = client.get(address)
        data = receipt(given)
        rows, _seals = check_receipt(copy.deepcopy(data))
        hidden = {row.table: row.hidden for row in rows}
        assert {"evidence", "evidence_hash", "clears_if", "statement_en", "statement_ja"} <= set(hidden["rules_match"])
        assert not [each for each in SENSITIVE if each in given.content.decode()], name
        if name.startswith("decision"):
            assert hidden["rules_findingdecision"] == ("evidence_hash", "reason")
        assert rows[0].values.keys() >= {"partnership_id"} if name.startswith("finding") else {"decided"}
    file, kept = tmp_path / "receipt.json", tmp_path / "seal.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    kept.write_text(json.dumps({"content": seal.content, "hash": seal.hash}), encoding="utf-8")
    assert main([str(file), "--seal", str(kept)]) == 0
    assert "  reason: not shown in this receipt" in capsys.readouterr().out
    assert not AuditEvent.objects.filter(verb="sensitive_read").exists()


def test_a_finding_that_is_not_sealed_says_when_it_will_be(match: Match, meti: GovernmentBody) -> None:
    client = client_of(officer(meti))
    at = addresses(match)
    for name in ("finding", "decision"):
        given = client.get(at[name])
        assert given.status_code == 409
        assert "is not sealed in the audit trail yet" in given.content.decode()
        assert "within five minutes" in given.content.decode()
        assert "まだ封印されていない" in client.get(at[name], headers={"Accept-Language": "ja"}).content.decode()
    problem = client.get(at["decision over REST"])
    assert (problem.status_code, problem.json()["code"]) == (409, "receipt.sealed_soon")
    assert problem.json()["type"] == "urn:policyengine:problem:no-receipt"
    seal_events()
    FindingDecision.objects.create(
        finding=match.finding, number=2, decided="confirmed", reason=REASON, evidence_hash=match.evidence_hash,
        severity=match.severity, assessment=match.assessment, account=Account.objects.get(username="reviewer"),
        at=timezone.now(),
    )  # fmt: skip
    record_event(actor="system", verb="finding_decided", what="finding:1", partnership=match.finding.partnership_id)
    problem = client.get(f"/api/v1/findings/{match.finding_id}/decisions/2/receipt/").json()
    assert problem["code"] == "receipt.sealed_after_midnight"
    assert "shortly after midnight, at the beginning of" in problem["detail"]
    assert not AuditEvent.objects.filter(verb="receipt_made").exists()


def test_strangers_get_none_and_a_request_for_headers_makes_none(
    match: Match, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    seal_events()
    at = addresses(match)
    other = client_of(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    own = client_of(officer(meti))
    for address in at.values():
        assert other.get(address).status_code == 404
        assert own.head(address).status_code == 200
    assert own.get(f"/findings/{match.finding_id}/decisions/9/receipt.json").status_code == 404
    assert own.get(f"/api/v1/findings/{match.finding_id}/decisions/{10**30}/receipt/").status_code == 404
    assert own.get(f"{at['finding over REST']}?form=pdf").status_code == 400
    assert not AuditEvent.objects.filter(verb="receipt_made").exists()


def test_few_receipts_are_made_at_once(match: Match, meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch) -> None:
    seal_events()
    taken = threading.BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(answer, "free", taken)
    monkeypatch.setattr(answer, "WAIT_SECONDS", 0)
    client = client_of(officer(meti))
    for address in addresses(match).values():
        given = client.get(address)
        assert (given.status_code, given["Retry-After"]) == (503, "5")


def test_no_receipt_names_partnerships_that_its_reader_may_not_read(
    match: Match, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    now = timezone.now()
    other = Partnership.objects.create(reference="OTHER-1", submitted_by=digital_agency, created_at=now)
    own = str(match.finding.partnership_id)
    for retained, refused in (({own: None}, False), ({own: None, str(other.pk): None}, True)):
        said = {
            "events": {
                "0": {"content": {"chain": "rest", "after": {"retained": retained}}},
                "1": {"content": {"chain": "rest", "after": None}},
            }
        }
        ReceiptReader().refuse_other_cases(said)
        reader = ReceiptReader(Account(role=Role.OFFICER, body=meti))
        if refused:
            with pytest.raises(NoReceiptError, match=r"which you may not read\. Ask an auditor"):
                reader.refuse_other_cases(said)
        else:
            reader.refuse_other_cases(said)


def test_the_pages_of_case_finding_and_audit_link_the_receipts_and_say_what_they_are_for(
    match: Match, meti: GovernmentBody
) -> None:
    seal_events()
    at = addresses(match)
    case = f"/partnerships/{match.finding.partnership_id}/case/"
    client = client_of(officer(meti))
    for page in (case, f"/findings/{match.finding_id}/"):
        for language, said, asked_of in (
            ("en", "proves, without our database, that the entry", "You need not check it yourself"),
            ("ja", "データベースによらず", "御自身で確認する必要はありません"),
        ):
            text = client.get(page, headers={"Accept-Language": language}).content.decode()
            assert said in text
            shown, _, folded = text.partition('id="receipt-purpose"')[2].partition("<details")
            assert "python" not in shown
            assert asked_of in shown
            assert "python -m policyengine.verify_receipt FILE --seal SEAL" in folded.partition("</details>")[0]
            assert f'href="{at["finding"]}"' in text
            assert f'href="{at["decision"]}"' in text
    auditor = client_of(Account.objects.create_user("auditor", role=Role.AUDITOR))
    events = {each.verb: each.pk for each in AuditEvent.objects.filter(verb__in=("finding_decided", "assessed"))}
    assert f'href="{at["decision"]}"' in auditor.get(f"/audit/events/{events['finding_decided']}/").content.decode()
    assert f'href="{at["finding"]}"' in auditor.get(f"/audit/events/{events['assessed']}/").content.decode()
    assert f'href="{at["decision"]}"' in auditor.get("/audit/decisions/list/?what=decided").content.decode()


def test_the_operator_gets_the_same_file_as_a_reader_with_every_right(match: Match) -> None:
    seal_events()
    decision = FindingDecision.objects.get()
    client = client_of(Account.objects.create_user("auditor", role=Role.AUDITOR))
    assert receipt(client.get(addresses(match)["decision"])) == receipt_of_decision(decision)


def test_a_receipt_with_an_event_of_the_restricted_chain_needs_the_right_to_it(meti: GovernmentBody) -> None:
    said = {"events": {"0": {"content": {"chain": RESTRICTED_REST, "after": {}}}}}
    for entitled in (False, True):
        reader = ReceiptReader(Account(role=Role.OFFICER, body=meti, reads_secret=entitled))
        if entitled:
            reader.refuse_other_cases(said)
        else:
            with pytest.raises(NoReceiptError, match="which you may not read"):
                reader.refuse_other_cases(said)
