"""A statement of every kind with every field filled, made from the declarations, beyond the example documents."""

from typing import Any

from institutions.kinds import KINDS, Field, FieldSort, Kind, PartyType

KEYS = {PartyType.BODY: "METI", PartyType.COMPANY: "hikari", PartyType.PERSON: "sato"}
OTHERS = {PartyType.BODY: "METI", PartyType.COMPANY: "kita", PartyType.PERSON: "abe"}
SCALARS: dict[FieldSort, Any] = {
    FieldSort.DATE: "2026-05-01",
    FieldSort.YEN: 1_000_000,
    FieldSort.BP: 600,
    FieldSort.DAYS: 10,
    FieldSort.COUNT: 2,
    FieldSort.FLAG: True,
    FieldSort.COUNTRY: "CN",
    FieldSort.COUNTRIES: ["CN"],
    FieldSort.TEXT: "text",
    FieldSort.MONEY: "100.50 USD",
}


def value_of(field: Field, kind: Kind, place: int) -> Any:
    """Return a valid value; the second party of a statement differs from the first."""
    if field.sort in (FieldSort.PARTY, FieldSort.PARTIES):
        first_fields = [each.name for each in kind.parties]
        keys = KEYS if first_fields.index(field.name) == 0 else OTHERS
        allowed = sorted(field.allows, reverse=bool(place % 2)) or [PartyType.COMPANY]
        return [keys[allowed[0]]] if field.sort is FieldSort.PARTIES else keys[allowed[0]]
    if field.sort is FieldSort.WORD:
        return list(field.words)[place % len(field.words)]
    if field.name == "degree" and list(kind.by_name["by"].words)[place % 4] in ("spouse", "cohabitant"):
        return 0
    if field.sort is FieldSort.KEY:
        return f"{kind.name}-{place}"
    if field.sort is FieldSort.CALL:
        return f"call-{place}"
    return SCALARS[field.sort]


def statement_of(kind: Kind, place: int) -> dict[str, Any]:
    """Return one statement."""
    return {"kind": kind.name, **{field.name: value_of(field, kind, place) for field in kind.fields}}


def statements(place: int = 0) -> list[dict[str, Any]]:
    """Return one statement of every kind."""
    return [statement_of(kind, place) for kind in KINDS.values()]
