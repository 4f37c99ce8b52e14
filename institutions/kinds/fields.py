"""Short ways to declare a field: one function a type. Parties are required unless wrapped in `optional`."""

from collections.abc import Mapping

from institutions.kinds.base import NO_HELP, Field, Label, PartyType, Sort

ANY_PARTY = frozenset(PartyType)
PERCENT = Label("In basis points: 10000 is 100 %.", "ベーシスポイント（10000が100％）。")
WHOLE_YEN = Label("In whole yen.", "円（整数）。")


def words(**japanese: str) -> dict[str, Label]:
    """A closed list: each word with its Japanese label; the English label is the word itself, readable."""
    return {word: Label(word.replace("_", " ").capitalize(), ja) for word, ja in japanese.items()}


def person(name: str = "person", en: str = "Person", ja: str = "人") -> Field:
    """A person, required."""
    return party(name, en, ja, PartyType.PERSON)


def company(name: str = "company", en: str = "Company", ja: str = "企業") -> Field:
    """A company, required."""
    return party(name, en, ja, PartyType.COMPANY)


def body(name: str = "body", en: str = "Government body", ja: str = "政府機関") -> Field:
    """A government body, required."""
    return party(name, en, ja, PartyType.BODY)


def party(name: str, en: str, ja: str, *allows: PartyType, or_country: bool = False, or_flag: bool = False) -> Field:
    """A party of one of the given types, required."""
    return Field(
        name=name,
        sort=Sort.PARTY,
        label=Label(en, ja),
        required=True,
        allows=frozenset(allows) or ANY_PARTY,
        or_country=or_country,
        or_flag=or_flag,
    )


def companies(name: str, en: str, ja: str) -> Field:
    """A list of companies."""
    return Field(name=name, sort=Sort.PARTIES, label=Label(en, ja), allows=frozenset({PartyType.COMPANY}))


def word(name: str, en: str, ja: str, of: Mapping[str, Label]) -> Field:
    """One word of a closed list."""
    return Field(name=name, sort=Sort.WORD, label=Label(en, ja), words=of)


def day(name: str = "on", en: str = "Date", ja: str = "日付") -> Field:
    """A date."""
    return Field(name=name, sort=Sort.DATE, label=Label(en, ja))


def yen(name: str, en: str, ja: str) -> Field:
    """An amount in whole yen."""
    return Field(name=name, sort=Sort.YEN, label=Label(en, ja), help=WHOLE_YEN)


def bp(name: str = "share_bp", en: str = "Share", ja: str = "持分割合") -> Field:
    """A share in basis points, at most 10000."""
    return Field(name=name, sort=Sort.BP, label=Label(en, ja), help=PERCENT)


def days(name: str, en: str, ja: str) -> Field:
    """A number of days."""
    return Field(name=name, sort=Sort.DAYS, label=Label(en, ja))


def count(name: str, en: str, ja: str, *, default: int | None = None) -> Field:
    """A whole number, not negative."""
    return Field(name=name, sort=Sort.COUNT, label=Label(en, ja), default=default)


def flag(name: str, en: str, ja: str, *, case_only: bool = False) -> Field:
    """Yes or no."""
    return Field(name=name, sort=Sort.FLAG, label=Label(en, ja), case_only=case_only)


def country(name: str = "country", en: str = "Country", ja: str = "国") -> Field:
    """A country by its ISO 3166-1 alpha-2 code."""
    return Field(name=name, sort=Sort.COUNTRY, label=Label(en, ja))


def text(name: str, en: str, ja: str, help_en: str = "", help_ja: str = "") -> Field:
    """Free text."""
    return Field(name=name, sort=Sort.TEXT, label=Label(en, ja), help=Label(help_en, help_ja) if help_en else NO_HELP)


def special(name: str, sort: Sort, en: str, ja: str) -> Field:
    """A field of one of the types that few tables use: a key, a number of a register, a name."""
    return Field(name=name, sort=sort, label=Label(en, ja))
