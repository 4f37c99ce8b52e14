"""The base of facts: frozen, typed statements for the engine, and the types that their fields may have.

Only int, bool and str values reach the engine: yen and basis points as int, dates as ISO text, an open end as
`OPEN_END`, an unknown value as None (the key is then left out of the record: unknown is not false).
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, ClassVar, Final, Literal, Union, get_args, get_origin, get_type_hints

OPEN_END: Final = "9999-12-31"
OPEN_START: Final = "0001-01-01"
# Fields of every fact that say where it comes from.
NOT_VALUES: Final = frozenset({"id", "origins", "further", "claimed", "not_recorded", "tax_not_stated", "tax_added_on"})


@dataclass(frozen=True, slots=True)
class FieldType:
    """The type of one field, as the rule compiler checks it and as statements format it."""

    sort: Literal["key", "number", "date", "flag", "word", "text"]
    unit: str = ""  # number: yen, bp, days, count, index, degree; key: company, person, body, party, a fact type ...
    words: tuple[str, ...] = ()  # word: the closed list, in rising rank where `ranked`
    ranked: bool = False
    optional: bool = False  # may be unknown (None)


CompanyKey = Annotated[str, FieldType("key", "company")]
PersonKey = Annotated[str, FieldType("key", "person")]
BodyKey = Annotated[str, FieldType("key", "body")]
PartyKey = Annotated[str, FieldType("key", "party")]  # a company, a person or a body; comparable with each of them
Country = Annotated[str, FieldType("key", "country")]  # ISO 3166-1 alpha-2
Treaty = Annotated[str, FieldType("key", "treaty")]  # code of an investment treaty in the register
Day = Annotated[str, FieldType("date")]
Yen = Annotated[int, FieldType("number", "yen")]
BasisPoints = Annotated[int, FieldType("number", "bp")]
Count = Annotated[int, FieldType("number", "count")]
Days = Annotated[int, FieldType("number", "days")]
Index = Annotated[int, FieldType("number", "index")]  # Herfindahl-Hirschman points
Degree = Annotated[int, FieldType("number", "degree")]  # of kinship
Flag = Annotated[bool, FieldType("flag")]
Text = Annotated[str, FieldType("text")]


def word_type(*words: str, ranked: bool = False) -> FieldType:
    """Return the type of a field for a word of a closed list: `Annotated[str, word("lead_partner", "partner")]`."""
    return FieldType("word", words=words, ranked=ranked)


def key_type(fact_type: str) -> FieldType:
    """Return the type of a field that holds the id of another fact: `Annotated[str, key_of("contact")]`."""
    return FieldType("key", fact_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of every fact.

    `id` is stable between two assessments of the same partnership: the type and the lineage of the statement that it
    was read from, or the type and the keys that identify a derived fact. Rules read it as `NAME.fact`.
    `origins` are the ids of the facts, or the references of the statements, that it was made from. Of very many
    statements it names the ones to look at first, and `further` has the references of the others: evidence counts these
    and does not list them. `claimed`: it was read from a statement that somebody makes as a claim and not as a fact.
    `not_recorded` names the fields that are false only because the body keeps them on file and nothing is recorded
    (SUBMISSION.md, rule 3). `tax_not_stated` names the fields made from amounts that are compared as they are, since it
    is not stated for each whether consumption tax is in it; `tax_added_on` the days at whose rate tax was added to
    others. No rule reads these six.
    """

    type: ClassVar[str]  # snake case name of the class without `Fact`, set on definition
    label: ClassVar[tuple[str, str]] = ("", "")  # the name of such a fact: English, Japanese

    id: str
    origins: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    claimed: bool = False
    not_recorded: tuple[str, ...] = ()
    tax_not_stated: tuple[str, ...] = ()
    tax_added_on: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        name = cls.__name__.removesuffix("Fact")
        cls.type = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


_value_names: Final[dict[type, tuple[str, ...]]] = {}
_readers: Final[dict[type, Callable[["Fact"], tuple[object, ...]]]] = {}


def value_names(cls: type[Fact]) -> tuple[str, ...]:
    """Return the names of the fields of a fact class that hold values, in their order."""
    if (found := _value_names.get(cls)) is None:
        found = _value_names[cls] = tuple(each.name for each in fields(cls) if each.name not in NOT_VALUES)
    return found


def values_of(fact: Fact) -> tuple[object, ...]:
    """Return the values of a fact, in the order of their names."""
    cls = type(fact)
    if (read := _readers.get(cls)) is None:
        names = value_names(cls)
        # `attrgetter` gives one value bare, and takes at least one name.
        read = attrgetter(*names) if len(names) > 1 else lambda given: tuple(getattr(given, name) for name in names)
        _readers[cls] = read
    return read(fact)


@dataclass(frozen=True, slots=True)
class FactType:
    """One entry of the vocabulary: a fact class, its fields in order and its docstring."""

    name: str
    cls: type[Fact]
    fields: dict[str, FieldType]
    doc: str


@cache
def describe_fact(cls: type[Fact]) -> FactType:
    """Read a fact class into its entry of the vocabulary. `fact` is the key field that every type has."""
    hints = get_type_hints(cls, include_extras=True)
    described = {"fact": FieldType("key", cls.type)}
    for name in value_names(cls):
        described[name] = field_type(cls, name, hints[name])
    return FactType(cls.type, cls, described, (cls.__doc__ or "").strip())


def field_type(cls: type[Fact], name: str, hint: object) -> FieldType:
    """Return the FieldType of an annotation, optional where None is allowed. TypeError names a field that has none."""
    if get_origin(hint) in (Union, UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        found = field_type(cls, name, inner[0])
        return FieldType(found.sort, found.unit, found.words, found.ranked, optional=True)
    for extra in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
        if isinstance(extra, FieldType):
            return extra
    message = f"{cls.__name__}.{name}: give it one of the types of rules.facts.kinds.base, not {hint!r}"
    raise TypeError(message)
