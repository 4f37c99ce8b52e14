"""OCDS 1.1: a partnership as a release, whose reader takes from it the same selection, bids and owners."""

import json
from pathlib import Path
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.formats.ocds.reading.files import OcdsFile
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.writing.release import ocds_lines
from tests.institutions.exports.registered import CORPORATE_NUMBER, LEI, fill, selection_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def written(code: str | None = "METI") -> list[dict[str, Any]]:
    """Return the packages of an export."""
    return [json.loads(line) for line in ocds_lines(selection_of(code, "partnerships", ocid_prefix="ocds-test01"))]


def test_a_package_has_one_release_with_what_the_standard_requires() -> None:
    fill()
    [package] = written()
    assert (package["version"], len(package["extensions"]), package["publisher"]) == (
        "1.1",
        1,
        {"name": "Partnership screening"},
    )
    [release] = package["releases"]
    assert {name: release[name] for name in ("ocid", "id", "tag", "language", "initiationType")} == {
        "ocid": "ocds-test01-T-1",
        "id": "ocds-test01-T-1-1",
        "tag": ["compiled"],
        "language": "ja",
        "initiationType": "tender",
    }
    named = {row["id"] for row in release["parties"]}
    references = [release["buyer"], release["tender"]["procuringEntity"], *release["tender"]["tenderers"]]
    references += [each for row in release["bids"]["details"] for each in row["tenderers"]]
    references += [each for row in release["awards"] for each in row["suppliers"]]
    assert {each["id"] for each in references} <= named


def test_what_the_release_says() -> None:
    registered = fill()
    hikari, kita = (str(registered.parties[key]) for key in ("hikari", "kita"))
    release = written()[0]["releases"][0]
    parties = {row["id"]: row for row in release["parties"]}
    assert parties["METI"]["roles"] == ["buyer", "procuringEntity"]
    assert parties[hikari]["identifier"] | {"legalName": ""} == {
        "scheme": "JP-JCN",
        "id": CORPORATE_NUMBER,
        "legalName": "",
    }
    assert parties[hikari]["additionalIdentifiers"] == [{"scheme": "XI-LEI", "id": LEI}]
    assert [(each["shareholder"]["id"], each.get("shareholding")) for each in parties[hikari]["shareholders"]] == [
        (kita, 0.25)
    ]
    tender = release["tender"]
    assert (tender["procurementMethod"], tender["mainProcurementCategory"], tender["numberOfTenderers"]) == (
        "open",
        "goods",
        2,
    )
    assert tender["tenderPeriod"] == {"startDate": "2026-06-01T00:00:00+09:00"}
    assert release["planning"]["budget"]["amount"] == {"amount": 1_000_000, "currency": "JPY"}
    assert release["contracts"][0]["riskAllocation"] == [
        {"id": "1", "category": "forceMajeure", "allocation": "privateParty"}
    ]


def test_nobody_is_named() -> None:
    fill()
    text = json.dumps(written(), ensure_ascii=False)
    assert not any(name in text for name in ("佐藤", "Sato", "田中"))


def test_a_body_exports_its_own_partnerships() -> None:
    fill()
    assert [each["releases"][0]["ocid"] for each in written("DA")] == ["ocds-test01-T-9"]
    assert len(written(None)) == 2


def test_the_reader_takes_the_same_partnership(tmp_path: Path) -> None:
    fill()
    file = tmp_path / "release.jsonl"
    file.write_text("\n".join(map(json.dumps, written())), encoding="utf-8")
    options = OcdsOptions(submitted_by="METI", sponsor="METI", domain="magnets", proposed_on="2026-06-15")
    [found] = OcdsFile(file, options)
    assert not found.errors
    document: Any = check_document(found.document).document
    assert (document["value_yen"], document["period"]) == (1_000_000, {"from": "2026-07-01", "until": "2029-06-30"})
    assert document["selection"] == {
        "method": "open",
        "object": "goods",
        "opened_on": "2026-06-01",
        "awarded_on": "2026-06-12",
    }
    names = {row["key"]: row["name"].get("ja") for row in document["companies"]}
    rows = [{n: names.get(v, v) if isinstance(v, str) else v for n, v in row.items()} for row in document["statements"]]
    rows = [
        {n: [names[m] for m in v] if n == "members" else v for n, v in row.items() if n != "source"} for row in rows
    ]
    assert {
        "kind": "shareholding",
        "holder": "北マテリアル株式会社",
        "company": "ヒカリ磁性株式会社",
        "share_bp": 2500,
    } in rows
    assert {
        "kind": "bid",
        "company": "ヒカリ磁性株式会社",
        "members": ["北マテリアル株式会社"],
        "on": "2026-06-10",
        "status": "valid",
        "amount_yen": 900_000,
    } in rows
    [award] = [row for row in rows if row["kind"] == "award"]
    assert (award["company"], award["on"], award["amount_yen"]) == ("ヒカリ磁性株式会社", "2026-06-12", 900_000)
    assert {"kind": "clause", "risk": "force_majeure", "allocated_to": "private"} in rows
    assert [(names[row["company"]], row["role"]) for row in document["participants"]] == [
        ("ヒカリ磁性株式会社", "lead_partner")
    ]
