"""The list of cases whose retention is over, and the packages that hold them."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from institutions.models import GovernmentBody
from rules.models import ReviewCase
from rules.review.keeping.bag import BagError, read_bag, write_bag
from rules.review.keeping.due import due_cases, first_day_not_over, later
from rules.review.keeping.retention import last_day_of_retention
from rules.review.keeping.troubles import KeepingRefusedError
from tests.documents import example
from tests.rules.review.casework.building import reviewer
from tests.rules.review.keeping.building import checked, end_retention, ended_case

FILES = [("case.json", b"{}"), ("files/1-minutes.pdf", b"%PDF"), ("tables/a%b.jsonl", b"x\n")]


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 4, 1), date(2028, 2, 29), date(2037, 12, 31)])
def test_the_days_of_the_list_are_those_of_the_period(day: date) -> None:
    first = first_day_not_over(day)
    assert last_day_of_retention(first) >= day
    assert last_day_of_retention(date.fromordinal(first.toordinal() - 1)) < day


def test_days_at_the_ends_of_the_calendar_are_days_of_no_case() -> None:
    assert first_day_not_over(date.min) == date(1900, 4, 1)
    assert last_day_of_retention(date(9990, 1, 1)) == date.max  # of a partnership that is stated to end in 9999


@pytest.mark.django_db
def test_a_day_before_all_cases_has_none_that_are_due() -> None:
    assert not list(due_cases(Q(), date.min))


def test_ten_years_later_is_a_day() -> None:
    assert later(date(2024, 2, 29), 10) == date(2034, 2, 28)
    assert later(date(2024, 3, 31), 10) == date(2034, 3, 31)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
def test_a_case_is_due_after_its_period_and_a_change_undoes_the_check(
    meti: GovernmentBody, digital_agency: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    counsel = reviewer("counsel")
    case = ended_case(meti, counsel, example("hikari_magnetics"))
    everything = Q()
    ended = ReviewCase.objects.get().changed_at.date()
    until = last_day_of_retention(ended)
    assert not list(due_cases(everything, until))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        (due,) = due_cases(everything, date(until.year + 1, 4, 1))
    assert len(asked) == 4
    assert (due.partnership, due.until, due.check) == (case, until, None)
    with pytest.raises(KeepingRefusedError, match="retention of this case is not over"):
        checked(case, counsel)
    end_retention(monkeypatch)
    checked(case, counsel)
    again = checked(case, counsel, "transfer")
    (due,) = due_cases(everything, date.today())  # noqa: DTZ011 - a day of the test
    assert due.check == again
    with pytest.raises(KeepingRefusedError, match="Choose the transfer"):
        checked(case, counsel, "burn")


def test_a_package_is_a_bag_and_shows_every_change(tmp_path: Path) -> None:
    made = write_bag(tmp_path / "bag", FILES, {"Source-Organization": "Ministry\nof Economy"})
    sha256, hashes = read_bag(tmp_path / "bag")
    assert (made.sha256, made.files, made.size) == (sha256, 3, 8)
    assert sorted(hashes) == ["data/case.json", "data/files/1-minutes.pdf", "data/tables/a%b.jsonl"]
    assert (tmp_path / "bag" / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert (tmp_path / "bag" / "bag-info.txt").read_text().splitlines() == [
        "Source-Organization: Ministry of Economy",
        "Payload-Oxum: 8.3",
    ]
    assert "data/tables/a%25b.jsonl" in (tmp_path / "bag" / "manifest-sha256.txt").read_text()
    with pytest.raises(FileExistsError):
        write_bag(tmp_path / "bag", FILES, {})
    (tmp_path / "bag" / "data" / "more.txt").write_text("x")
    with pytest.raises(BagError, match=r"data/more\.txt"):
        read_bag(tmp_path / "bag")
    (tmp_path / "bag" / "data" / "more.txt").unlink()
    (tmp_path / "bag" / "data" / "case.json").write_text("[]")
    with pytest.raises(BagError, match=r"data/case\.json"):
        read_bag(tmp_path / "bag")
    (tmp_path / "bag" / "manifest-sha256.txt").write_text(f"{'0' * 64}  ../secret\n")
    with pytest.raises(BagError, match="manifest-sha256"):
        read_bag(tmp_path / "bag")
