"""docs/retention.md says of every table and every kind about people what is kept, why, how long and who deletes it."""

import re
from pathlib import Path

from django.apps import apps

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.base import PartyType
from institutions.models import TABLES
from rules.models.protected import TABLES as PROTECTED

PAGE = Path("docs/retention.md").read_text(encoding="utf-8")
WRITTEN = set(re.findall(r"`([A-Za-z_.]+)`", PAGE))
NONE = set(re.findall(r"`([A-Za-z_.]+)`", PAGE.partition("## No personal data")[2].partition("\n## ")[0]))
FREE_TEXT_ABOUT_NOBODY = {  # whose texts say something of companies, lists and subjects
    "association_member", "award", "dispute", "export_item", "infrastructure",
}  # fmt: skip


def test_every_table_has_a_row_or_is_said_to_hold_no_personal_data() -> None:
    tables = {each._meta.label for each in apps.get_models() if each not in set(TABLES.values())}
    assert tables - WRITTEN == set()


def test_every_table_that_the_page_names_is_there() -> None:
    labels = {each for each in WRITTEN if re.fullmatch(r"[a-z]+\.[A-Z][A-Za-z]+", each)}
    assert labels - {each._meta.label for each in apps.get_models()} == set()


def test_no_table_is_both() -> None:
    rows = set(re.findall(r"`([A-Za-z_.]+)`", "\n".join(line for line in PAGE.splitlines() if line.startswith("|"))))
    assert rows & NONE == set()


def test_every_kind_that_may_name_a_person_has_a_row() -> None:
    about = {name for name, kind in KINDS.items() if any(PartyType.PERSON in each.allows for each in kind.parties)}
    texts = {name for name, kind in KINDS.items() if any(each.sort is FieldSort.TEXT for each in kind.fields)}
    assert about | (texts - FREE_TEXT_ABOUT_NOBODY) <= WRITTEN


def test_every_row_says_how_long_and_who_deletes() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `") and line.count("|") == 6]
    assert len(rows) > 20
    assert all(cell.strip() for row in rows for cell in row.strip("|").split("|"))


def test_what_an_erasure_writes_anew_is_in_no_table_without_personal_data() -> None:
    by_table = {each._meta.db_table: each._meta.label for each in apps.get_models()}
    assert {by_table[table] for table, columns in PROTECTED.items() if columns} & NONE == set()


def test_the_periods_say_whose_they_are_and_when_they_are_looked_at_again() -> None:
    assert "`ours`" in PAGE
    assert re.search(r"again by \*\*20\d\d-\d\d-\d\d\*\*", PAGE)
