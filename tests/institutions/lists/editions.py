"""Editions of lists for tests: files to vary, and taking them. All companies and lists are fictional."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.lists.edition_head import head_of
from institutions.lists.file import read_list_file
from institutions.lists.refreshing import GivenFile, RefreshedList, refresh_list
from institutions.models import GovernmentBody, table_of

HEAD = {
    "list": "meti_end_user",
    "as_of": "2026-06-01",
    "title": "Fictional end user list",
    "publisher": "Fictional Office of Lists",
    "url": "https://lists.example/end-users",
}
HEADINGS = "company,company.name,company.name_en,company.country,company.corporate_number,from,until"
ORION = "1,,Orion Dynamics,XA,,,"  # the country is replaced, see `rows`
LYRA = "2,,Lyra Optics,XB,,,"
VEGA = "3,,Vega Sensors,XC,,2026-01-15,"
COUNTRIES = {"XA": "AE", "XB": "TR", "XC": "RS"}
Listing: Any = table_of("listing")


def edition_file(folder: Path, *rows: str, headings: str = HEADINGS, encoding: str = "utf-8", **head: str) -> Path:
    """Return the file of an edition with these rows."""
    path = folder / f"list{len(list(folder.iterdir()))}.csv"
    said = {**HEAD, **head}
    lines = [f"{name},{value}" for name, value in said.items() if value]
    text = "\n".join([*lines, "", headings, *rows])
    for fictional, country in COUNTRIES.items():
        text = text.replace(f",{fictional},", f",{country},")
    path.write_text(text, encoding=encoding)
    return path


def bring(path: Path, body: GovernmentBody, *, take: bool = True, allow_shrink: bool = False) -> RefreshedList:
    """Take an edition, or only preview it, and return its effects."""
    file = read_list_file(path)
    given = GivenFile(name=path.name, sha256="0" * 64, size=path.stat().st_size)
    return refresh_list(file, head_of(file.said, {}), given=given, body=body, take=take, allow_shrink=allow_shrink)


def names(found: RefreshedList, outcome: str) -> list[str]:
    """Return the names of the entries with one outcome."""
    return sorted(each.name for each in found.entries if each.outcome == outcome)


def periods() -> dict[str, list[tuple[str, str]]]:
    """Return the current periods: first and last day of each listing, by company."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in Listing.objects.current().select_related("company").order_by("pk"):
        found.setdefault(row.company.name_en, []).append((str(row.from_on or ""), str(row.until_on or "")))
    return {name: sorted(each) for name, each in found.items()}


def in_english(said: Iterable[Coded]) -> list[str]:
    """Return messages on an edition in the words of the command."""
    return [code_words(each, "en") for each in said]
