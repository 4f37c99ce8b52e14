"""Published lists through the import: a second time nothing changes, a corrected row supersedes, all rows or none."""

import io
import json
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from institutions.formats.published import pdf_rows
from institutions.jobs.claiming import Claim
from institutions.models import GovernmentBody, ImportOutcome, Party, Person, table_of
from tests.institutions.formats.published.lists import (
    HEADINGS,
    NOTICES,
    PORTAL,
    ROWS,
    list_csv,
    notices_workbook,
    portal_csv,
)
from tests.institutions.formats.published.pdf_lists import SCAN, notices_pdf, pdf_of

pytestmark = pytest.mark.django_db(transaction=True)
Award: Any = table_of("award")
Call: Any = table_of("call")
Appointment: Any = table_of("appointment")
ReEmployment: Any = table_of("re_employment")


def run(path: Path, file: io.BytesIO, form: str, *options: str) -> dict[str, Any]:
    """Import a file by the command, and return its answer."""
    path.write_bytes(file.getvalue())
    out = StringIO()
    given = [part for each in options for part in ("--option", each)]
    with suppress(SystemExit):  # 1 where a record was refused
        call_command(
            "import_file", str(path), "--format", form, "--submitted-by", "METI", "--wait", "--json", *given, stdout=out
        )
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    """Return the counts of added, changed, unchanged and refused records."""
    return tuple(answer[word] for word in ("added", "changed", "unchanged", "refused"))


def test_a_list_of_contracts_becomes_awards_and_a_corrected_row_supersedes(
    meti: GovernmentBody, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    assert counts(run(path, list_csv(encoding="cp932", rows=dashed()), "contract_list")) == (3, 0, 0, 0)
    first = Award.objects.current().get(company__corporate_number="7000012050002")
    assert (first.amount_yen, first.tax, first.method, first.body.code, str(first.on)) == (
        12_345_678,
        "included",
        "open",
        "METI",
        "2024-04-01",
    )
    call = Call.objects.current().get(lineage=first.call)
    assert (call.reserve_price_yen, call.reserve_price_withheld, call.bidders) == (None, "similar_contracts", 1)
    assert counts(run(path, list_csv(), "contract_list"))[0] == 0
    before = Award.objects.count()
    assert counts(run(path, list_csv(), "contract_list")) == (0, 0, 3, 0)
    assert Award.objects.count() == before
    corrected = [tuple(cell.replace("１２，３４５，６７８円", "12,345,000円") for cell in ROWS[0]), *ROWS[1:]]
    assert counts(run(path, list_csv(corrected), "contract_list")) == (0, 1, 2, 0)
    again = Award.objects.current().get(lineage=first.lineage)
    assert again.amount_yen == 12_345_000


def dashed() -> list[tuple[str, ...]]:
    """Return the rows with a dash that cp932 has."""
    return [tuple(cell.replace("－", "―") for cell in row) for row in ROWS]


def test_one_wrong_row_keeps_the_whole_list_out(meti: GovernmentBody, tmp_path: Path) -> None:
    wrong = list(ROWS[0])
    wrong[HEADINGS.index("法人番号")] = "1234567890123"
    answer = run(tmp_path / "list.csv", list_csv([tuple(wrong), *ROWS[1:]]), "contract_list")
    assert counts(answer) == (0, 0, 0, 2)
    assert not Award.objects.exists()
    said = [error["code"] for each in ImportOutcome.objects.order_by("number") for error in each.errors]
    assert said == ["published.rows_held_back", "published.no_number"]


def test_a_name_that_is_too_long_is_an_error_of_its_column_and_of_the_whole_list(
    meti: GovernmentBody, tmp_path: Path
) -> None:
    wrong = list(ROWS[0])
    wrong[HEADINGS.index("契約の相手方の商号又は\n名称及び住所")] = "架空" * 150
    answer = run(tmp_path / "list.csv", list_csv([tuple(wrong), ROWS[1]]), "contract_list")
    assert counts(answer) == (0, 0, 0, 2)
    fields = [error["field"] for each in ImportOutcome.objects.order_by("number") for error in each.errors]
    assert fields == ["", "契約の相手方の商号又は 名称及び住所"]


def test_two_awards_of_one_case_to_one_company_are_two(meti: GovernmentBody, tmp_path: Path) -> None:
    again = PORTAL.splitlines(keepends=True)[0]
    assert counts(run(tmp_path / "a.csv", portal_csv(again + again), "portal_awards")) == (2, 0, 0, 0)


def test_awards_of_the_portal_are_those_of_the_body_that_is_asked_for(meti: GovernmentBody, tmp_path: Path) -> None:
    digital = PORTAL.replace("W1", "R1", 1)
    assert counts(run(tmp_path / "a.csv", portal_csv(digital), "portal_awards", "body=METI")) == (1, 0, 0, 0)
    assert counts(run(tmp_path / "a.csv", portal_csv(digital), "portal_awards")) == (2, 0, 1, 0)
    without = Award.objects.current().filter(body__isnull=True)
    assert without.count() == 2
    notes = [each["code"] for outcome in ImportOutcome.objects.filter(outcome="added") for each in outcome.notes]
    assert notes.count("published.body_unknown") == 2


def test_options_that_no_list_has_are_refused(meti: GovernmentBody, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="NOBODY"):
        run(tmp_path / "a.csv", list_csv(), "contract_list", "body=NOBODY")


def test_notices_become_posts_of_the_bodys_own_former_officials(meti: GovernmentBody, tmp_path: Path) -> None:
    path = tmp_path / "notices.xlsx"
    assert counts(run(path, notices_workbook(), "re_employment_notices")) == (2, 0, 0, 0)
    assert counts(run(path, notices_workbook(), "re_employment_notices")) == (0, 0, 2, 0)
    held = Appointment.objects.current().get(person__name_ja="試験 花子")
    assert (str(held.until_on), held.body.code, held.post, held.service) == (
        "2026-03-31",
        "METI",
        "経済産業省架空局架空課長",
        "regular",
    )
    taken = ReEmployment.objects.current().get(person=held.person)
    assert (str(taken.on), taken.company.name_ja, taken.post, taken.notified) == (
        "2026-07-01",
        "ヒカリ磁性株式会社",
        "顧問",
        True,
    )
    notes = {each["code"] for outcome in ImportOutcome.objects.all() for each in outcome.notes}
    assert {"notices.employer_unmatched", "notices.left_out", "notices.too_old"} <= notes
    kept = {each.name_ja for each in Person.objects.all()}
    assert kept == {"試験 花子", "見本 次郎"}, "of other bodies and of long ago nobody is kept"
    assert not any(name[:2] in each.record for name in kept for each in ImportOutcome.objects.all())


def test_notices_as_pdf_are_imported_as_the_excel_file_is(meti: GovernmentBody, tmp_path: Path) -> None:
    path = tmp_path / "notices.pdf"
    assert counts(run(path, notices_pdf(), "re_employment_notices")) == (2, 0, 0, 0)
    assert counts(run(tmp_path / "notices.xlsx", notices_workbook(), "re_employment_notices")) == (0, 0, 2, 0)


def test_a_scanned_pdf_imports_nothing_and_says_why(meti: GovernmentBody, tmp_path: Path) -> None:
    answer = run(tmp_path / "scan.pdf", pdf_of(SCAN), "re_employment_notices")
    assert counts(answer) == (0, 0, 0, 0)
    assert "scanned picture" in json.dumps(answer)
    assert not Party.objects.filter(kind="person").exists()


def test_a_notice_with_wrong_days_keeps_the_file_out(meti: GovernmentBody, tmp_path: Path) -> None:
    wrong = [*NOTICES[0]]
    wrong[5] = wrong[4]
    answer = run(tmp_path / "n.xlsx", notices_workbook([wrong, NOTICES[1]]), "re_employment_notices")
    assert counts(answer) == (0, 0, 0, 2)
    assert not Party.objects.filter(kind="person").exists()


def test_a_list_that_is_read_for_longer_than_a_lease_keeps_its_claim(
    meti: GovernmentBody, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IMPORT_LEASE_SECONDS = 1.0
    renewed: list[bool] = []
    update = Claim.update

    def update_noting(self: Claim[Any], **columns: object) -> None:
        renewed.append(not columns)
        update(self, **columns)

    monkeypatch.setattr(Claim, "update", update_noting)
    monkeypatch.setattr(pdf_rows, "LOOK_SECONDS", 0.05)
    answer = run(tmp_path / "notices.pdf", notices_pdf(), "re_employment_notices", "service=regular")
    assert answer["state"] == "done"
    assert any(renewed)
