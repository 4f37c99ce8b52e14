"""The reading of form input into parts of the document. A value that does not fit stays text: the check reports it."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.utils.text import slugify

from institutions.formats.tables.country_names import country_code
from institutions.kinds import Field, FieldSort, ObjectKind
from institutions.kinds.base import NUMBERS
from institutions.values.typed_amount import typed_amount
from rules.web.typed_day import typed_day

Json = dict[str, Any]  # Any: a part of the document, checked later
Posted = Mapping[str, str]
PARTS: Final = {
    FieldSort.TITLE: ("en", "ja"),
    FieldSort.NAME: ("en", "ja", "kana"),
    FieldSort.PERIOD: ("from", "until"),
}
MULTIPLE: Final = frozenset({FieldSort.COUNTRIES, FieldSort.PARTIES})
SINGULAR: Final = {"companies": "company", "people": "person", "bodies": "body", "sources": "source"}
NONE: Final = "none-stated"  # the option that states none (null in the document)
NOTHING: Final = "-"  # typed into a list: stated to be empty
# After the pointer of an input that takes a name: the choice, the name that it was chosen by, and the choice among
# suggestions for a mistyped name.
CHOSEN, CALLED, MEANT = "~chosen", "~called", "~meant"
IF_NEW: Final = "~if-new"  # after the pointer likewise: what the name is that of, if nothing known fits it
NEW: Final = "new:"  # before the type of a party: the choice that a typed name is that of a new one


def read_fields(fields: Iterable[Field], prefix: str, posted: Posted) -> Json:
    """Return the object at a pointer. A field left empty is left out: unknown."""
    found: Json = {}
    for field in fields:
        pointer = f"{prefix}/{field.name}"
        if field.sort in PARTS:
            typed = {part: clean_typed(posted.get(f"{pointer}/{part}", "")) for part in PARTS[field.sort]}
            reads = typed_day if field.sort is FieldSort.PERIOD else str
            if parts := {part: reads(text) for part, text in typed.items() if text}:
                found[field.name] = parts
        elif field.sort is FieldSort.PARTIES and (texts := texts_of_list(pointer, posted)):
            found[field.name] = [] if texts == [NOTHING] else [each for each in texts if each != NOTHING]
        elif text := input_text_at(pointer, posted):
            found[field.name] = typed_value(field, text)
    return found


def texts_of_list(pointer: str, posted: Posted) -> list[str]:
    """Return the texts of the inputs of a list of parties, one each; empty ones are left out."""
    pattern = re.compile(rf"{re.escape(pointer)}/(\d{{1,5}})")
    numbers = sorted(int(found[1]) for name in posted if (found := pattern.fullmatch(name)))
    return [text for number in numbers if (text := input_text_at(f"{pointer}/{number}", posted))]


def input_text_at(pointer: str, posted: Posted) -> str:
    """Return the text of an input; for a choice by name the code, key or id of the choice.

    The choice is valid while the input holds the name it was chosen by; text typed over it counts as typed.
    """
    typed = clean_typed(posted.get(pointer, ""))
    meant = clean_typed(posted.get(f"{pointer}{MEANT}", ""))
    if meant and not meant.startswith(NEW):
        return meant
    chosen = clean_typed(posted.get(f"{pointer}{CHOSEN}", ""))
    return chosen if chosen and typed == clean_typed(posted.get(f"{pointer}{CALLED}", "")) else typed


def read_rows(table: ObjectKind, prefix: str, posted: Posted) -> list[Json]:
    """Return the rows of a table in their order, without empty rows."""
    pattern = re.compile(rf"^{re.escape(prefix)}/(\d{{1,5}})/")
    numbers = sorted({int(found.group(1)) for name in posted if (found := pattern.match(name))})
    rows = [read_fields(table.fields, f"{prefix}/{number}", posted) for number in numbers]
    return rows_with_keys(table, [row for row in rows if row.keys() - {"key"}])


def rows_with_keys(table: ObjectKind, rows: list[Json]) -> list[Json]:
    """Give rows that others point to a key, made from the name, and kept once set."""
    if "key" not in table.by_name:
        return rows
    taken = {row["key"] for row in rows if "key" in row}
    for row in rows:
        if "key" not in row:
            row["key"] = unused_key(table.name, row, taken)
            taken.add(row["key"])
    return rows


def unused_key(table: str, row: Json, taken: Collection[str]) -> str:
    """Return a key for a row of a table, made from its name or title, that is none of those taken."""
    base = slugify(row.get("name", {}).get("en", ""))[:40] or slugify(row.get("title", ""))[:40] or SINGULAR[table]
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    return key


def clean_typed(text: str) -> str:
    """Return the text without surrounding spaces; a NUL, which PostgreSQL refuses, is replaced by U+FFFD."""
    return text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}").strip()


def typed_value(field: Field, text: str) -> Any:  # Any: a value of the document
    """Return one value by the type of its field; text that does not fit stays text."""
    if text == NONE:
        return None
    if field.sort is FieldSort.COUNTRY:
        return country_code(unicodedata.normalize("NFKC", text)) or text
    if field.sort is FieldSort.COUNTRIES:
        return [] if text == NOTHING else typed_countries(text)
    if field.sort in MULTIPLE:
        return [] if text == NOTHING else [part for part in re.split(r"[,、\s]+", text) if part]
    if field.sort is FieldSort.FLAG or (field.or_flag and text in ("true", "false")):
        return {"true": True, "false": False}.get(text, text)
    if field.sort is FieldSort.BP:
        return typed_percent_in_bp(text)
    if field.sort is FieldSort.YEN:
        amount = typed_amount(text)
        return text if amount is None else amount
    if field.sort in NUMBERS:
        plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
        return int(plain) if re.fullmatch(r"-?[0-9]{1,20}", plain) else text
    if field.sort is FieldSort.DATE:
        return typed_day(text)
    return text


def typed_countries(text: str) -> list[str]:
    """Return the codes of the countries of a list; names are parted by commas, codes also by spaces."""
    found: list[str] = []
    for part in re.split(r"[,、]", unicodedata.normalize("NFKC", text)):
        whole = country_code(part.strip())
        found += [whole] if whole else [country_code(word) or word for word in part.split()]
    return found


def typed_percent_in_bp(text: str) -> int | str:
    """Return a share typed in percent as basis points; text unless a percentage of at most two decimals."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("%", "").strip()
    found = re.fullmatch(r"(-?)([0-9]{1,18})(?:\.([0-9]{1,2}))?", plain)
    return int(f"{found[1]}{found[2]}{(found[3] or '').ljust(2, '0')}") if found else text


def bp_as_typed(share_bp: int) -> str:
    """Return a share of a document as it is typed: 620 basis points are 6.2."""
    sign, (whole, part) = "-" if share_bp < 0 else "", divmod(abs(share_bp), 100)
    return f"{sign}{whole}" + (f".{part:02}".rstrip("0") if part else "")
