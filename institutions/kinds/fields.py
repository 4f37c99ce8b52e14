"""Short functions that declare a field, one a type. Parties are required unless wrapped in `optional`."""

from collections.abc import Mapping

from institutions.kinds.base import MAX_TEXT, NO_HELP, Field, FieldSort, Label, PartyType

ANY_PARTY = frozenset(PartyType)
PERCENT = Label("In basis points: 10000 is 100 %.", "ベーシスポイント（10000が100％）。")
WHOLE_YEN = Label("In whole yen.", "円（整数）。")


def word_list(**japanese: str) -> dict[str, Label]:
    """Make a closed list: each word with its Japanese label; the English label is the word itself, made readable."""
    return {word: Label(word.replace("_", " ").capitalize(), ja) for word, ja in japanese.items()}


def person_field(name: str = "person", en: str = "Person", ja: str = "人") -> Field:
    """Declare a required person."""
    return party_field(name, en, ja, PartyType.PERSON)


def company_field(name: str = "company", en: str = "Company", ja: str = "企業") -> Field:
    """Declare a required company."""
    return party_field(name, en, ja, PartyType.COMPANY)


def body_field(name: str = "body", en: str = "Government body", ja: str = "政府機関") -> Field:
    """Declare a required government body."""
    return party_field(name, en, ja, PartyType.BODY)


def party_field(
    name: str, en: str, ja: str, *allows: PartyType, or_country: bool = False, or_flag: bool = False
) -> Field:
    """Declare a required party of one of the given types; of any type where none is given."""
    return Field(
        name=name,
        sort=FieldSort.PARTY,
        label=Label(en, ja),
        required=True,
        allows=frozenset(allows) or ANY_PARTY,
        or_country=or_country,
        or_flag=or_flag,
    )


def companies_field(name: str, en: str, ja: str) -> Field:
    """Declare a list of companies."""
    return Field(name=name, sort=FieldSort.PARTIES, label=Label(en, ja), allows=frozenset({PartyType.COMPANY}))


def bodies_field(name: str, en: str, ja: str) -> Field:
    """Declare a list of government bodies."""
    return Field(name=name, sort=FieldSort.PARTIES, label=Label(en, ja), allows=frozenset({PartyType.BODY}))


def word_field(name: str, en: str, ja: str, of: Mapping[str, Label]) -> Field:
    """Declare a field that takes one word of a closed list."""
    return Field(name=name, sort=FieldSort.WORD, label=Label(en, ja), words=of)


def day_field(name: str = "on", en: str = "Date", ja: str = "日付") -> Field:
    """Declare a date."""
    return Field(name=name, sort=FieldSort.DATE, label=Label(en, ja))


def yen_field(name: str, en: str, ja: str, means: Label = WHOLE_YEN) -> Field:
    """Declare an amount in whole yen; `means` says what is in it, where the label does not."""
    return Field(name=name, sort=FieldSort.YEN, label=Label(en, ja), help=means)


def bp_field(name: str = "share_bp", en: str = "Share", ja: str = "持分割合") -> Field:
    """Declare a share in basis points, at most 10000."""
    return Field(name=name, sort=FieldSort.BP, label=Label(en, ja), help=PERCENT)


def days_field(name: str, en: str, ja: str) -> Field:
    """Declare a number of days."""
    return Field(name=name, sort=FieldSort.DAYS, label=Label(en, ja))


def count_field(name: str, en: str, ja: str, *, default: int | None = None) -> Field:
    """Declare a whole number that is not negative."""
    return Field(name=name, sort=FieldSort.COUNT, label=Label(en, ja), default=default)


def flag_field(name: str, en: str, ja: str, *, case_only: bool = False, on_file: bool = False) -> Field:
    """Declare a field that is true or false. `on_file`: the submitting body keeps it; unstated, it is not done."""
    return Field(name=name, sort=FieldSort.FLAG, label=Label(en, ja), case_only=case_only, on_file=on_file)


def country_field(name: str = "country", en: str = "Country", ja: str = "国", means: Label = NO_HELP) -> Field:
    """Declare a country by its ISO 3166-1 alpha-2 code. `means`: where it is not that of a seat or a nationality."""
    return Field(name=name, sort=FieldSort.COUNTRY, label=Label(en, ja), help=means)


def text_field(name: str, en: str, ja: str, help_en: str = "", help_ja: str = "", *, longest: int = MAX_TEXT) -> Field:
    """Declare free text of at most `longest` characters."""
    return Field(
        name=name,
        sort=FieldSort.TEXT,
        label=Label(en, ja),
        help=Label(help_en, help_ja) if help_en else NO_HELP,
        longest=longest,
    )


def special_field(name: str, sort: FieldSort, en: str, ja: str, means: Label = NO_HELP) -> Field:
    """Declare a field of a type that few tables use: a key, a number of a register, a name."""
    return Field(name=name, sort=sort, label=Label(en, ja), help=means)
