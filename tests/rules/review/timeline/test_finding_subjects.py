"""Of two findings of one rule it is said whose went and whose came."""

from dataclasses import replace

import pytest
from django.test import Client

from institutions.models import Account, Partnership, Role
from institutions.values.hashing import hash_json
from rules.review.timeline.change_note import ChangeNote
from rules.review.timeline.finding_subjects import FindingSubject, finding_subject
from rules.review.timeline.note_sources import sensitive_parts_of_note
from tests.rules.review.timeline.conftest import Json
from tests.rules.review.timeline.notes import note_of
from tests.rules.review.timeline.test_timeline import revised
from tests.rules.web.pages.conftest import signed_in

MORI = {"key": "mori", "name": {"en": "Mori Kei (fictional)", "ja": "森 慧（架空）"}}
SEAT = {"kind": "appointment", "person": "mori", "body": "METI", "grade": "division_director", "from": "2023-07-01"}
NAMES = {"p": {"en": "Sato", "ja": "佐藤"}, "c": {"en": "Hikari", "ja": "ヒカリ"}, "k": {"en": "Kin", "ja": "親族"}}


@pytest.fixture
def auditor(db: None) -> Client:
    return signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))


def entry(kind: str, **fields: str) -> Json:
    """Return a fact as evidence has it."""
    return {"fact": kind, "id": f"{kind}:1", **fields, "names": {key: NAMES[key] for key in fields.values()}}


def hashed(code: str, *keys: str) -> str:
    return hash_json([code, *keys])


def test_another_official_without_a_declaration_is_named_beside_the_one_before(
    case: Partnership, auditor: Client, document: Json
) -> None:
    undeclared = [each for each in document["statements"] if each["kind"] != "declaration"]
    revised(case, document, 2, statements=undeclared)
    others = {"people": [*document["people"], MORI], "officials": [{"person": "mori", "role": "decision_maker"}]}
    revised(case, document, 3, statements=[*undeclared, SEAT], **others)
    address = f"/api/v1/partnerships/{case.pk}/timeline/"
    changes = auditor.get(address).json()["results"][0]["changes"]
    names = {
        how: [each["about"] for each in changes[how] if each["code"] == "COI-18"] for how in ("new", "gone", "changed")
    }
    assert names["new"] == [[MORI["name"]]]
    assert [[each["en"] for each in row] for row in names["gone"]] == [["Sato Haruka"]]
    page = auditor.get(f"/partnerships/{case.pk}/timeline/", headers={"Accept-Language": "en"}).content.decode()
    assert "</a> (Mori Kei (fictional))" in page
    assert "</a> (Sato Haruka)" in page
    assert (
        "</a>（森 慧（架空））"
        in auditor.get(f"/partnerships/{case.pk}/timeline/", headers={"Accept-Language": "ja"}).content.decode()
    )


def test_it_is_the_values_that_give_the_hash() -> None:
    evidence = [entry("official", person="p"), entry("participates", company="c"), entry("holds_stake", company="k")]
    assert finding_subject("X", ("person", "company"), hashed("X", "p", "c"), evidence).named == (
        NAMES["p"],
        NAMES["c"],
    )
    assert finding_subject("X", ("person",), hashed("X", "another"), evidence).named == ()
    assert finding_subject("X", ("person",), hashed("Y", "p"), evidence).named == ()
    assert finding_subject("X", (), hashed("X"), evidence).named == ()
    assert finding_subject("X", ("fact",), hashed("X", "official:1"), evidence).named == (), "a record has no name"


def test_who_may_not_read_of_kin_and_gifts_reads_only_whom_the_rest_names() -> None:
    kin = entry("close_person", person="p", relative="k")
    evidence = [entry("official", person="p"), kin]
    found = finding_subject("X", ("person", "relative"), hashed("X", "p", "k"), evidence)
    assert found.read_by(sensitive=True) == (NAMES["p"], NAMES["k"])
    assert found.read_by(sensitive=False) == (NAMES["p"],)


def test_it_is_noted_who_reads_of_somebody_whom_not_everybody_may_read_of(case: Partnership, document: Json) -> None:
    note = note_of(revised(case, document, 2, value_yen=2_400_000_000))
    assert note
    assert not any(key.startswith("finding:") for key in sensitive_parts_of_note(note))
    kin = FindingSubject((NAMES["p"], NAMES["k"]), (NAMES["p"],))
    told = ChangeNote(
        replace(note.difference, about={7: kin, 8: FindingSubject((NAMES["p"],), (NAMES["p"],))}), note.lines
    )
    assert [key for key in sensitive_parts_of_note(told) if key.startswith("finding:")] == ["finding:7"]
