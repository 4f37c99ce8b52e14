"""`manage.py refresh_list`: what an edition changes and touches is shown, and with --take done, whole or not at all."""

import json
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Company, GovernmentBody, IdentityLead, ListEdition, Role
from institutions.parties.identities.deciding import decide_lead
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.explaining.lists.touched_cases import touched_by_changes
from rules.models import Assessment, Trigger
from rules.models.outcome_reading import outcomes_of
from tests.documents import small
from tests.institutions.lists.editions import HEAD, Listing, edition_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]

LEI = "5493001KJTIIGC8Y1R12"
HOLDS: dict[str, Any] = {"kind": "shareholding", "holder": "polaris", "company": "hikari", "share_bp": 6000}
HIKARI: dict[str, Any] = {
    "key": "hikari",
    "name": {"en": "Hikari Magnetics Co., Ltd."},
    "corporate_number": "7000012050002",
}


@pytest.fixture
def polaris(meti: GovernmentBody) -> Company:
    """Return a company of the register that owns others: another partnership brought it."""
    named = {"key": "hikari", "name": {"en": "Polaris Holdings"}, "lei": LEI, "country": "AE"}
    document = small(reference="P-0", people=[], statements=[], companies=[named])
    register_partnership(check_document(document), account=None, way="file")
    Assessment.objects.all().delete()  # it is no matter here
    return Company.objects.get(lei=LEI)


def run(reference: str) -> Assessment:
    """Assess what is queued for a partnership."""
    taken = claim(Assessment.objects.queued().get(partnership__reference=reference).pk)
    assert taken is not None
    assert run_assessment(taken)
    return Assessment.objects.get(pk=taken.job.pk)


def assessed(reference: str, *statements: dict[str, Any], companies: list[dict[str, Any]]) -> Assessment:
    """Return METI's partnership with Hikari, assessed as of today."""
    document = small(reference=reference, people=[], statements=list(statements), companies=companies)
    register_partnership(check_document(document), account=None, way="file")
    return run(reference)


def owned_by(polaris: Company) -> Assessment:
    """Return a partnership with a company of which Polaris holds most."""
    companies = [HIKARI, {"key": "polaris", "id": str(polaris.pk)}]
    return assessed("P-1", HOLDS, companies=companies)


def answer(path: Path, *arguments: str) -> dict[str, Any]:
    """Run the command, and return its answer from JSON."""
    out = StringIO()
    with suppress(SystemExit):
        call_command("refresh_list", str(path), "--submitted-by", "METI", "--json", *arguments, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def lines(path: Path, *arguments: str) -> list[str]:
    """Return the lines that the command prints for a reader."""
    out = StringIO()
    with suppress(SystemExit):
        call_command("refresh_list", str(path), "--submitted-by", "METI", *arguments, stdout=out)
    return out.getvalue().splitlines()


def queued() -> set[str]:
    """Return the references of the partnerships that wait for an assessment."""
    rows = Assessment.objects.queued().filter(trigger=Trigger.REGISTER_CHANGED)
    return set(rows.values_list("partnership__reference", flat=True))


def outcome(assessment: Assessment, code: str) -> str:
    return outcomes_of(assessment)[code].outcome


HEADINGS = "company.name_en,company.country,company.lei,company.corporate_number"


def polaris_file(folder: Path, *more: str, **head: str) -> Path:
    return edition_file(folder, f"Polaris Holdings,AE,{LEI},", *more, headings=HEADINGS, **head)


def test_looking_names_the_partnerships_and_touches_none(
    meti: GovernmentBody, polaris: Company, tmp_path: Path
) -> None:
    owned_by(polaris)
    assessed("P-2", companies=[{"key": "hikari", "name": {"en": "Nishi Works"}}])
    found = answer(polaris_file(tmp_path))
    assert (found["taken"], found["refusals"], found["counts"]["added"]) == (False, [], 1)
    (touched,) = found["partnerships"]
    assert (touched["reference"], touched["sponsor"]) == ("P-1", "METI")
    assert (queued(), Listing.objects.count(), ListEdition.objects.count()) == (set(), 0, 0)


def test_taking_queues_them_again_and_the_rule_sees_the_list(
    meti: GovernmentBody, polaris: Company, tmp_path: Path
) -> None:
    before = owned_by(polaris)
    found = answer(polaris_file(tmp_path), "--take")
    assert (found["taken"], queued()) == (True, {"P-1"})
    after = run("P-1")
    assert (outcome(before, "LIT-11") == "flagged", outcome(after, "LIT-11")) == (False, "flagged")


def test_it_says_whether_a_party_is_listed_itself_or_its_owner(
    meti: GovernmentBody, polaris: Company, tmp_path: Path
) -> None:
    assessed("P-1", HOLDS, companies=[HIKARI, {"key": "polaris", "name": {"en": "Holder"}, "country": "AE"}])
    holder = Company.objects.get(name_en="Holder")
    companies = [{"key": "hikari", "id": str(holder.pk)}, {"key": "polaris", "id": str(polaris.pk)}]
    bid = {"kind": "bid", "company": "polaris", "amount_yen": 1}
    assessed("P-2", HOLDS, companies=companies)
    run("P-1")  # its owner has an owner now
    others: list[dict[str, Any]] = [
        {"key": "hikari", "name": {"en": "Nishi Works"}},
        {"key": "polaris", "id": str(polaris.pk)},
    ]
    assessed("P-3", bid, companies=others)
    listed = polaris_file(tmp_path, "Hikari Magnetics,JP,,7000012050002")
    said = {
        each["reference"]: {why["name"]: (why["way"], why["path"]) for why in each["because"]}
        for each in answer(listed)["partnerships"]
    }
    hikari = "Hikari Magnetics Co., Ltd."
    assert said["P-1"][hikari] == ("itself", [])
    assert said["P-1"]["Polaris Holdings"] == ("owner", [hikari, "Holder", "Polaris Holdings"])
    assert said["P-2"]["Polaris Holdings"] == ("owner", ["Holder", "Polaris Holdings"])
    assert said["P-3"]["Polaris Holdings"] == ("named", [])
    text = "\n".join(lines(listed))
    assert f"Polaris Holdings owns a participant: {hikari} ← Holder ← Polaris Holdings" in text
    assert f"{hikari} takes part" in text


def test_an_entry_that_is_known_by_name_only_is_a_lead_and_touches_nobody_yet(
    meti: GovernmentBody, polaris: Company, tmp_path: Path
) -> None:
    owned_by(polaris)
    path = edition_file(tmp_path, "Polaris Holdings,AE,,", headings=HEADINGS)
    found = answer(path, "--take")
    assert (found["partnerships"], queued()) == ([], set())
    assert [each["reference"] for each in found["partnerships_if_confirmed"]] == ["P-1"]
    assert [each["name"] for each in found["entries"][0]["may_be"]] == ["Polaris Holdings"]
    text = lines(path)
    assert any("may be Polaris Holdings" in line for line in text)


def test_an_entry_that_ends_touches_those_who_read_it(meti: GovernmentBody, polaris: Company, tmp_path: Path) -> None:
    answer(polaris_file(tmp_path, "Lyra Optics,TR,,"), "--take")
    owned_by(polaris)
    found = answer(edition_file(tmp_path, "Lyra Optics,TR,,", headings=HEADINGS, as_of="2026-09-01"), "--take")
    assert (found["counts"]["ended"], [each["reference"] for each in found["partnerships"]]) == (1, ["P-1"])
    assert queued() == {"P-1"}
    assert outcome(run("P-1"), "LIT-11") != "flagged"


def test_the_lines_name_what_changes(meti: GovernmentBody, tmp_path: Path) -> None:
    path = edition_file(tmp_path, "Orion Dynamics,AE,,", "Lyra Optics,TR,,", headings=HEADINGS)
    assert lines(path) == [
        "Fictional end user list of Fictional Office of Lists, as of 2026-06-01, the first",
        "2 would be added:",
        "    Orion Dynamics  … to … (line 8)",
        "    Lyra Optics  … to … (line 9)",
        "0 would change.",
        "0 would end.",
        "0 stay as they are.",
        "Partnerships affected: none",
        "Nothing was changed. To accept it, give --take.",
    ]
    assert lines(path, "--take")[-1] == "Accepted. Entries on the list: 2. The partnerships are assessed again."
    again = lines(path, "-v", "2")
    assert "    Orion Dynamics  … to … (line 8)" in again
    assert again[-1] == "The register already has this edition. Nothing was changed."


def test_a_refusal_is_told_with_exit_code_1(meti: GovernmentBody, tmp_path: Path) -> None:
    path = edition_file(tmp_path, "Orion Dynamics,XY,,", headings=HEADINGS)
    with pytest.raises(SystemExit) as ended:
        call_command("refresh_list", str(path), "--submitted-by", "METI", "--take", stdout=StringIO())
    assert ended.value.code == 1
    text = lines(path, "--take")
    assert text[1].startswith("line 8, company.country: We don't recognise the country 'XY'.")
    assert text[-2:] == [
        "Not accepted: Errors in the file: 1. Correct them: a list is accepted whole or not at all.",
        "Nothing was changed.",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "The file is missing. Give a file, or --lists."),
        (("nowhere.csv",), "nowhere.csv cannot be read: No such file or directory."),
        (("{file}",), "The body that keeps the list is missing. Give --submitted-by, such as METI."),
        (("{file}", "--submitted-by", "NOBODY"), "No government body has the code NOBODY."),
        (("{file}", "--submitted-by", "METI", "--as-of", "2026-06-02"), "as_of: The file says '2026-06-01'"),
    ],
)
def test_what_is_missing_is_named(meti: GovernmentBody, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    path = str(edition_file(tmp_path, "Orion Dynamics,AE,,", headings=HEADINGS))
    with pytest.raises(CommandError, match=said.replace("(", r"\(")):
        call_command("refresh_list", *(each.replace("{file}", path) for each in arguments), stdout=StringIO())


def test_the_lists_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("refresh_list", "--lists")
    out = capsys.readouterr().out
    assert "meti_end_user            METI Foreign End User List / 外国ユーザーリスト" in out
    assert "gpa_thresholds" in out


def test_a_plain_table_is_told_what_it_is(meti: GovernmentBody, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{HEADINGS}\nOrion Dynamics,AE,,\n")
    options = [f"--{name.replace('_', '-')}={value}" for name, value in HEAD.items()]
    assert answer(path, *options, "--take")["taken"] is True


def test_an_error_of_a_listener_leaves_nothing_behind(
    meti: GovernmentBody, polaris: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned_by(polaris)

    def fail(*_: object) -> None:
        message = "no queue"
        raise RuntimeError(message)

    monkeypatch.setattr("rules.review.receivers.request_together", fail)
    with pytest.raises(RuntimeError, match="no queue"):
        answer(polaris_file(tmp_path), "--take")
    assert (Listing.objects.count(), ListEdition.objects.count(), queued()) == (0, 0, set())


def test_the_queries_for_the_reasons_do_not_depend_on_the_partnerships(
    meti: GovernmentBody, polaris: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def counted(changes: Any, on: Any) -> Any:
        with CaptureQueriesContext(connection) as caught:
            found = touched_by_changes(changes, on)
        seen.append(len(caught))
        return found

    monkeypatch.setattr("rules.explaining.lists.touched_cases.touched_by_changes", counted)
    owned_by(polaris)
    path = polaris_file(tmp_path)
    assert len(answer(path)["partnerships"]) == 1
    for number in range(2, 5):
        companies: list[dict[str, Any]] = [
            {"key": "hikari", "name": {"en": f"Partner {number}"}},
            {"key": "polaris", "id": str(polaris.pk)},
        ]
        assessed(f"P-{number}", HOLDS, companies=companies)
    assert len(answer(path)["partnerships"]) == 4
    assert seen[0] == seen[1]


def test_a_confirmed_lead_joins_the_entry_and_its_end_is_that_of_the_party(
    meti: GovernmentBody, polaris: Company, tmp_path: Path
) -> None:
    owned_by(polaris)
    by_name = ("Polaris Holdings,AE,,", "Lyra Optics,TR,,")
    answer(edition_file(tmp_path, *by_name, headings=HEADINGS), "--take")
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    decide_lead(IdentityLead.objects.get(), account=officer, same=True, reason="Both have the same seat")
    assert outcome(run("P-1"), "LIT-11") == "flagged"
    same = answer(edition_file(tmp_path, *by_name, headings=HEADINGS, as_of="2026-08-01"), "--take")
    assert (same["counts"]["unchanged"], queued()) == (2, set())
    ended = answer(edition_file(tmp_path, by_name[1], headings=HEADINGS, as_of="2026-09-01"), "--take")
    assert (ended["counts"]["ended"], queued()) == (1, {"P-1"})
    assert outcome(run("P-1"), "LIT-11") != "flagged"
    held = Listing.objects.current().filter(company__name_en="Polaris Holdings")
    assert [str(each.until_on) for each in held] == ["2026-08-31"]
