"""A receipt proves without the database that a finding and a decision stood in the trail, and which part was erased."""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from rfc3161_client import decode_timestamp_response

from institutions.audit.receipts import NotSealedError
from institutions.audit.record import SYSTEM, record_event
from institutions.audit.seal import seal_events
from institutions.audit.timestamps import timestamp_request
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, AuditSeal, GovernmentBody, Redaction, Role
from institutions.values.canonical import canonical_json
from institutions.values.receipts import ReceiptError, check_receipt
from policyengine import verify_receipt
from policyengine.verify_receipt import NOT_YET, main
from rules.models import Finding, FindingDecision, Match
from rules.review.auditing.receipts import receipt_of_finding
from rules.review.casework.act_table import Act
from tests.counting import counted
from tests.documents import example
from tests.institutions.audit.authority import Authority
from tests.institutions.audit.tampering import without_triggers
from tests.rules.review.casework.building import decided, do, officer, registered, reviewer, under_review
from tests.rules.review.erasing.erased_case import named, sato
from tests.rules.review.erasing.seeing import erase_seen

pytestmark = pytest.mark.usefixtures("no_broker")
Change = Callable[[Any], None]
ROOT = Path(__file__).parents[4]


@pytest.fixture
def decision(meti: GovernmentBody, digital_agency: GovernmentBody) -> FindingDecision:
    """Return a decision whose reason names a person, in a case that was then withdrawn."""
    document = example("hikari_magnetics")
    submitter, first = officer(meti), reviewer("first")
    partnership = registered(document, submitter)
    under_review(partnership, first)
    made = decided(partnership, "COI-01", first, reason=f"Asked {named(document)[0]} about the shares.")
    do(partnership, Act.WITHDRAW, submitter, reason="No longer planned.")
    return made


def write_receipt(path: Path, **what: int) -> Any:
    call_command("receipt", **what, out=str(path))
    return json.loads(path.read_text(encoding="utf-8"))


def other_value(value: Any) -> Any:
    """Return another value of the same sort."""
    if isinstance(value, bool) or value is None:
        return 1 if value is None else not value
    if isinstance(value, str):
        return ("b" if value[:1] == "a" else "a") + value[1:]
    return value + 1


def with_another_end(reply: bytes) -> bytes:
    """Return bytes that differ in the last one, whichever it was: a signature may end in any."""
    return reply[:-1] + bytes([reply[-1] ^ 1])


def part_of(data: Any, path: tuple[Any, ...]) -> Any:
    """Return the part of a receipt at a path."""
    for each in path:
        data = data[each]
    return data


def changes(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[str, Change]]:
    """Yield a change of each value in a receipt, the removal of each part, and an addition to each object."""

    def remove(key: Any, data: Any) -> None:
        part_of(data, path).pop(key)

    def put(key: Any, value: Any, data: Any) -> None:
        part_of(data, path)[key] = value

    where = "/".join(map(str, path))
    for key, child in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield f"{where}/{key} removed", partial(remove, key)
        if isinstance(child, dict | list):
            yield from changes(child, (*path, key))
        else:
            yield f"{where}/{key} changed", partial(put, key, other_value(child))
    if isinstance(node, dict):
        yield f"{where} with more", partial(put, "more", "x")


def test_every_change_of_a_receipt_is_noticed(decision: FindingDecision, tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"is not sealed yet, .*\. The next seal is made within five minutes.*verify_audit --seal"
    ):
        call_command("receipt", decision=decision.pk)
    seal_events()
    receipt = write_receipt(tmp_path / "decision.json", decision=decision.pk)
    rows, seals = check_receipt(copy.deepcopy(receipt))
    assert [(row.table, row.erased, row.hidden) for row in rows] == [
        ("rules_findingdecision", (), ()),
        ("rules_finding", (), ()),
        ("rules_match", (), ()),
    ]
    assert rows[0].values["reason"] == decision.reason
    assert list(seals) == [1]
    assert AuditEvent.objects.get(verb="receipt_made").object == f"decision:{decision.pk}"
    unnoticed, tried = [], 0
    for name, change in changes(receipt):
        data = copy.deepcopy(receipt)
        change(data)
        tried += 1
        try:
            check_receipt(data)
        except ReceiptError:
            continue
        unnoticed.append(name)
    # A salt and its value may be taken out together: the receipt then shows less, and says so.
    shown = {f"rows/{place}/opened/{name} removed" for place in (0, 2) for name in receipt["rows"][place]["opened"]}
    assert tried > 200
    assert set(unnoticed) - shown - {"rows/1 removed", "rows/2 removed"} == set()
    assert not [name for name in unnoticed if name.startswith("rows/0") and name not in shown]


def test_the_verifier_says_what_is_proved_and_runs_without_django(
    decision: FindingDecision, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = seal_events()
    assert seal
    file, kept = tmp_path / "finding.json", tmp_path / "seal.json"
    receipt = write_receipt(file, finding=decision.finding_id)
    kept.write_text(json.dumps({"content": seal.content, "hash": seal.hash}), encoding="utf-8")
    program = [sys.executable, "-X", "importtime", "-m", "policyengine.verify_receipt"]
    plain = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [*program, str(file), "--seal", str(kept)], cwd=ROOT, env=plain, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "institutions" in loaded
    assert loaded & {"django", "celery", "orjson", "rules"} == set()
    words = Match.objects.get(finding=decision.finding_id).statement_en
    for said in (
        "PROVED: each row below stood in the sealed audit trail with these values.",
        f"Finding (rules_finding {decision.finding_id})",
        "  code: COI-01",
        words[:200],
        f"sealed {seal.at.isoformat()} in seal 1",
        f"Seal 1 of {seal.at.isoformat()}: {seal.hash} (the same as the seal kept elsewhere)",
    ):
        assert said in done.stdout, said
    authority = Authority(tmp_path / "authority")
    stamp, roots = tmp_path / "seal.tsr", str(tmp_path / "authority/root.pem")
    stamp.write_bytes(authority.reply(timestamp_request(canonical_json(seal.content))))
    moment = decode_timestamp_response(stamp.read_bytes()).tst_info.gen_time.isoformat()
    said = f"existed at {moment}, as the timestamp authority confirms"
    assert main([str(file), "--timestamp", str(stamp), "--roots", roots]) == NOT_YET, "it says when, not by whom"
    out = capsys.readouterr().out
    assert "NOT PROVED YET" in out
    assert said in out
    (kept := tmp_path / "kept.json").write_text(json.dumps({"content": seal.content, "hash": seal.hash}))
    assert main([str(file), "--seal", str(kept), "--timestamp", str(stamp), "--roots", roots]) == 0
    assert said in capsys.readouterr().out
    monkeypatch.setattr(verify_receipt, "is_stamped_too_early", lambda *_: True)
    assert main([str(file), "--timestamp", str(stamp), "--roots", roots]) == 1
    assert f"before {seal.at.isoformat()}, when seal 1 says that it was made" in capsys.readouterr().out
    monkeypatch.undo()
    stranger = Authority(tmp_path / "stranger")
    for name, reply in {
        "another authority's": stranger.reply(timestamp_request(canonical_json(seal.content))),
        "another seal's": authority.reply(timestamp_request("another")),
        "changed": with_another_end(stamp.read_bytes()),
    }.items():
        stamp.write_bytes(reply)
        assert main([str(file), "--timestamp", str(stamp), "--roots", roots]) == 1, name
        said = (
            "is the timestamp of another seal" if name == "another seal's" else "is no timestamp that the certificates"
        )
        assert said in capsys.readouterr().out, name
    with pytest.raises(SystemExit, match="2"):
        main([str(file), "--timestamp", str(stamp)])
    assert "--timestamp needs --roots" in capsys.readouterr().err
    other = {**seal.content, "previous": "0" * 64}
    kept.write_text(json.dumps({"content": other, "hash": seal.hash}), encoding="utf-8")
    assert main([str(file), "--seal", str(kept)]) == 1
    assert "is no seal, or was changed" in capsys.readouterr().out
    receipt["rows"][0]["written"]["code"] = "COI-02"
    file.write_text(json.dumps(receipt), encoding="utf-8")
    assert main([str(file)]) == 1
    assert "NOT PROVED. rules_finding" in capsys.readouterr().out
    file.write_text('{"receipt": 1, "receipt": 1}', encoding="utf-8")
    assert main([str(file)]) == 1
    assert "a field is there twice" in capsys.readouterr().out
    assert main([str(tmp_path / "none.json")]) == 1
    assert "cannot be read (No such file or directory). Give the file of a receipt." in capsys.readouterr().out


def test_an_erased_part_shows_as_erased_and_the_older_receipt_still_holds(
    decision: FindingDecision, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", -20)
    seal_events()
    before = write_receipt(tmp_path / "before.json", decision=decision.pk)
    keeper = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    erase_seen(sato(), reason="Asked for it.", account=keeper)
    with pytest.raises(
        CommandError, match=r"is not sealed yet, .*The next seal is made shortly after midnight, at the beginning of"
    ):
        call_command("receipt", decision=decision.pk)
    seal_events()
    assert verify_audit().troubles == ()
    after = write_receipt(tmp_path / "after.json", decision=decision.pk)
    rows, seals = check_receipt(after)
    assert "reason" in rows[0].erased
    assert "reason" not in rows[0].values
    assert rows[0].values["decided"] == "dismissed"
    assert rows[0].now["reason"] == FindingDecision.objects.get().reason != decision.reason
    assert sorted(seals) == list(AuditSeal.objects.order_by("number").values_list("number", flat=True))
    names = named(example("hikari_magnetics"))
    text = (tmp_path / "after.json").read_text(encoding="utf-8")
    assert not [name for name in names if name in text]
    assert after["rows"][0]["written"] == before["rows"][0]["written"]
    assert main([str(tmp_path / "after.json")]) == 2  # its seal was not given
    said = capsys.readouterr().out
    assert "  reason: ERASED since; it now says: Asked Erased person" in said
    assert "(erasure)" in said
    given: list[str] = []
    for number, content, code in zip(seals, AuditSeal.objects.order_by("number"), (2, 0), strict=True):
        kept = tmp_path / f"seal-{number}.json"
        kept.write_text(json.dumps({"content": content.content, "hash": content.hash}), encoding="utf-8")
        given += ["--seal", str(kept)]
        assert main([str(tmp_path / "after.json"), *given]) == code  # each seal is needed
        assert ("NOT PROVED YET" in capsys.readouterr().out) == (code == 2)
    assert main([str(tmp_path / "before.json")]) == 2
    with without_triggers():
        Redaction.objects.filter(of_column="reason").update(salted=None)
    with pytest.raises(CommandError, match="before erasures kept what a receipt needs"):
        call_command("receipt", decision=decision.pk)
    with pytest.raises(CommandError, match="No finding has the id 999999"):
        call_command("receipt", finding=999_999)


def again(finding: Finding) -> None:
    """Store the newest result of a finding once more, as an assessment does that finds the same."""
    match = Match.objects.filter(finding=finding).select_related("assessment").latest("pk")
    with transaction.atomic():
        result = match.assessment
        result.pk, result.finished_at = uuid4(), timezone.now()
        result.save(force_insert=True)
        said = {each.name: getattr(match, each.name) for each in Match._meta.concrete_fields if not each.primary_key}
        Match(**{**said, "assessment": result}).save(force_insert=True)
        record_event(actor=SYSTEM, verb="assessed", what=f"assessment:{result.pk}", partnership=finding.partnership_id)


def test_results_that_are_not_sealed_yet_cost_a_receipt_nothing(
    decision: FindingDecision, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = decision.finding
    with pytest.raises(NotSealedError):
        receipt_of_finding(finding)
    seal_events()
    sealed = Match.objects.filter(finding=finding).latest("pk")
    with counted(monkeypatch) as before:
        receipt_of_finding(finding)
    for _ in range(25):
        again(finding)
    with counted(monkeypatch) as after:
        receipt = receipt_of_finding(finding)
    assert (after.queries, after.rows) == (before.queries, before.rows)
    assert [row["key"] for row in receipt["rows"]] == [str(finding.pk), str(sealed.pk)]
    seal_events()
    newest = Match.objects.filter(finding=finding).latest("pk")
    assert [row["key"] for row in receipt_of_finding(finding)["rows"]] == [str(finding.pk), str(newest.pk)]


def test_a_row_that_was_changed_by_hand_gets_no_receipt(decision: FindingDecision) -> None:
    seal_events()
    with without_triggers():
        QuerySet(FindingDecision).filter(pk=decision.pk).update(severity="low")
    with pytest.raises(CommandError, match=r"do not have the hash that the event names.*run `manage\.py verify_audit`"):
        call_command("receipt", decision=decision.pk)
