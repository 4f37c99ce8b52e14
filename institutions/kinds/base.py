"""The parts of a kind of statement and of a table of the document: typed fields with labels and a rule on silence.

Everything that reads a document is made from these declarations: the check, the JSON Schema, the tables, the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

MAX_INTEGER: Final = 2**63 - 1
MAX_SHARE_BP: Final = 10_000
MAX_TEXT: Final = 2_000
MAX_NAME: Final = 200
MAX_BODY_CODE: Final = 40
MAX_KEY: Final = 100
MAX_LIST: Final = 1_000


class Reach(StrEnum):
    """The scope of a statement: the cases that it feeds."""

    CASE = "case"
    SUBMITTER = "submitter"
    REGISTER = "register"


class PartyType(StrEnum):
    """The type of a party. A country is allowed where the contract lets a state hold or control something."""

    BODY = "body"
    COMPANY = "company"
    PERSON = "person"


class FieldSort(StrEnum):
    """The type of one field."""

    PARTY = "party"
    PARTIES = "parties"
    DATE = "date"
    YEN = "yen"
    BP = "bp"
    DAYS = "days"
    COUNT = "count"
    FLAG = "flag"
    WORD = "word"
    COUNTRY = "country"
    COUNTRIES = "countries"
    TEXT = "text"
    KEY = "key"  # names a row for others to point to
    CALL = "call"  # points to a call: its key in this document, or its lineage in the register
    SOURCE = "source"  # the key of one of the document's sources
    BODY_CODE = "body_code"  # a code of the register, not a key of the document
    NEW_CODE = "new_code"  # a code that the document gives to a body
    PARTY_ID = "party_id"  # the register's own id of a party
    CORPORATE_NUMBER = "corporate_number"
    LEI = "lei"
    URL = "url"
    MONEY = "money"  # an amount in another currency, as it was given
    NAME = "name"  # {en, ja, kana}
    TITLE = "title"  # {en, ja}
    PERIOD = "period"  # {from, until}
    TABLE = "table"  # one object of another table
    ROWS = "rows"  # a list of objects of another table
    STATEMENTS = "statements"


NUMBERS: Final = frozenset({FieldSort.YEN, FieldSort.BP, FieldSort.DAYS, FieldSort.COUNT})
PARTY_SORTS: Final = frozenset({FieldSort.PARTY, FieldSort.PARTIES})


@dataclass(frozen=True, slots=True)
class Label:
    """One text in both languages."""

    en: str
    ja: str

    def of(self, language: str) -> str:
        """Return the text in a language."""
        return self.ja if language == "ja" else self.en


NO_HELP: Final = Label("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. A field left out is unknown; null says that there is none, where the field is not required."""

    name: str
    sort: FieldSort
    label: Label
    help: Label = NO_HELP
    required: bool = False
    allows: frozenset[PartyType] = frozenset()  # party, parties: the types that the party may have
    or_country: bool = False  # party: an ISO country may stand in its place
    or_flag: bool = False  # party: true or false may stand in its place
    or_party: bool = False  # text, a name: the key or id of a party that `allows` may stand in its place
    words: Mapping[str, Label] = field(default_factory=dict)  # word: the closed list
    longest: int = MAX_TEXT  # text: the most characters
    default: str | int | None = None  # the meaning of silence in the tables
    case_only: bool = False  # never read outside the partnership that it was stated for
    on_file: bool = False  # kept by the submitting body: not done where nothing is stated
    looked_up: bool = False  # rows are found by its value: it gets an index, as parties do
    of: "ObjectKind | None" = None  # table, rows

    @property
    def column(self) -> str:
        """Name of the column: `from` and `until` are words of Python."""
        return f"{self.name}_on" if self.name in ("from", "until") else self.name


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """One object of the document that is not a statement."""

    name: str
    label: Label
    fields: tuple[Field, ...]
    one_of: tuple[tuple[str, ...], ...] = ()  # of each group at least one field is given
    min_rows: int = 0
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)  # by the names in the document

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", fields_by_name(self.name, self.fields))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of statement: its own fields; the common ones are in `institutions.kinds.statement`."""

    name: str
    label: Label
    help: Label
    fields: tuple[Field, ...]
    case: bool = False  # belongs to its partnership alone
    case_without: str = ""  # belongs to its partnership alone where this field is not given
    one_of: tuple[tuple[str, ...], ...] = ()
    owns: tuple[str, str] | None = None  # a link of chains of owners: the field of the upper side, then of the lower
    several: str = ""  # its plural, where an s behind the name is not English
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)  # its own fields

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", fields_by_name(self.name, self.fields))

    @property
    def plural(self) -> str:
        """The name of a list of these: shareholdings, duties, histories_known."""
        return self.several or (f"{self.name[:-1]}ies" if self.name.endswith("y") else f"{self.name}s")

    @property
    def parties(self) -> tuple[Field, ...]:
        """The fields that hold parties."""
        return tuple(each for each in self.fields if each.sort in PARTY_SORTS)


def fields_by_name(owner: str, fields: tuple[Field, ...]) -> Mapping[str, Field]:
    """Return the fields by name. ValueError for a name declared twice, which would silently lose a field."""
    names = [each.name for each in fields]
    if repeated := {name for name in names if names.count(name) > 1}:
        message = f"{owner}: declared twice: {', '.join(sorted(repeated))}"
        raise ValueError(message)
    return MappingProxyType({each.name: each for each in fields})


def required_field(given: Field) -> Field:
    """Return a copy of a field that is required."""
    return replace(given, required=True)


def optional_field(given: Field) -> Field:
    """Return a copy of a field that may be left out."""
    return replace(given, required=False)


def indexed_field(given: Field) -> Field:
    """Return a copy of a field whose column gets an index, since rows are found by its value."""
    return replace(given, looked_up=True)
