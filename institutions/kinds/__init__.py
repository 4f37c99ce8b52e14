"""Every kind of statement, declared once."""

from collections.abc import Collection, Mapping

from institutions.kinds.base import PARTY_SORTS, Field, FieldSort, Kind, ObjectKind, PartyType, Reach
from institutions.kinds.conduct import CONDUCT
from institutions.kinds.government import GOVERNMENT
from institutions.kinds.measures import MEASURES
from institutions.kinds.ownership import OWNERSHIP
from institutions.kinds.posts import POSTS
from institutions.kinds.procurement import PROCUREMENT
from institutions.kinds.security import SECURITY
from institutions.kinds.statement import COMMON_BY_NAME

__all__ = [
    "KINDS",
    "Field",
    "FieldSort",
    "Kind",
    "ObjectKind",
    "PartyType",
    "Reach",
    "kinds_by_name",
    "scope_of_statement",
]

ONLY_PEOPLE = frozenset({PartyType.PERSON})


def kinds_by_name(*groups: tuple[Kind, ...]) -> dict[str, Kind]:
    """Index kinds by name. ValueError for a name declared twice, or for a field that hides a common one."""
    kinds: dict[str, Kind] = {}
    for kind in (kind for group in groups for kind in group):
        if kind.name in kinds or kind.by_name.keys() & {*COMMON_BY_NAME, "kind"}:
            message = f"{kind.name}: a kind of this name exists, or a field has the name of a common one"
            raise ValueError(message)
        kinds[kind.name] = kind
    return kinds


KINDS: dict[str, Kind] = kinds_by_name(POSTS, OWNERSHIP, CONDUCT, PROCUREMENT, MEASURES, SECURITY, GOVERNMENT)


def scope_of_statement(kind: Kind, values: Mapping[str, object], people: Collection[object] = ()) -> Reach:
    """Return the scope of a statement (SUBMISSION.md, rule 11). `people` are the party values that are persons.

    A field that only a person can fill always names a person; `people` matters for fields that take several types.
    """
    if kind.case or (kind.case_without and values.get(kind.case_without) is None):
        return Reach.CASE
    for field in kind.fields:
        value = values.get(field.name)
        named = value if isinstance(value, list | tuple) else (value,)
        if field.sort not in PARTY_SORTS or value is None:
            continue
        if field.allows == ONLY_PEOPLE or any(isinstance(each, str) and each in people for each in named):
            return Reach.SUBMITTER
    return Reach.REGISTER
