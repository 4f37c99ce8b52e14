"""A statement of every kind with every field filled, made from the declarations, beyond the example documents."""

from typing import Any

from institutions.kinds import KINDS, Field, Kind, PartyType, Sort

KEYS = {PartyType.BODY: "METI", PartyType.COMPANY: "hikari", PartyType.PERSON: "sato"}
OTHERS = {PartyType.BODY: "METI", PartyType.COMPANY: "kita", PartyType.PERSON: "abe"}
SCALARS: dict[Sort, Any] = {
    Sort.DATE: "2026-05-01",
    Sort.YEN: 1_000_000,
    Sort.BP: 600,
    Sort.DAYS: 10,
    Sort.COUNT: 2,
    Sort.FLAG: True,
    Sort.COUNTRY: "CN",
    Sort.COUNTRIES: ["CN"],
    Sort.TEXT: "text",
    Sort.MONEY: "100.50 USD",
}


def value_of(field: Field, kind: Kind, place: int) -> Any:
    """Return a valid value; the second party of a statement differs from the first."""
    if field.sort in (Sort.PARTY, Sort.PARTIES):
        first_fields = [each.name for each in kind.parties]
        keys = KEYS if first_fields.index(field.name) == 0 else OTHERS
        allowed = sorted(field.allows, reverse=bool(place % 2)) or [PartyType.COMPANY]
        return [keys[allowed[0]]] if field.sort is Sort.PARTIES else keys[allowed[0]]
    if field.sort is Sort.WORD:
        return list(field.words)[place % len(field.words)]
    if field.name == "degree" and list(kind.by_name["by"].words)[place % 4] in ("spouse", "cohabitant"):
        return 0
    if field.sort is Sort.KEY:
        return f"{kind.name}-{place}"
    if field.sort is Sort.CALL:
        return f"call-{place}"
    return SCALARS[field.sort]


def statement_of(kind: Kind, place: int) -> dict[str, Any]:
    """Return one statement."""
    return {"kind": kind.name, **{field.name: value_of(field, kind, place) for field in kind.fields}}


def statements(place: int = 0) -> list[dict[str, Any]]:
    """Return one statement of every kind."""
    return [statement_of(kind, place) for kind in KINDS.values()]
