"""Facts about companies: participants, ties between companies, and the knowledge of their owners."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Fact, Flag, word_type
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Participates(Fact):
    """A company takes part in this partnership. One for each row of `participants`, as stated.

    id: `participates:<company>:<role>`.
    """

    label = ("Participant", "参加企業")

    company: CompanyKey
    role: Annotated[str, stated_words("participants", "role")]
    major: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCompany(Fact):
    """The relation of another company to a company at `as_of`.

    For each `company` that participates, bids, leads a function, or employs or is part-owned by a person of the case
    (holder of a stake, holder of a post): same (itself); parent (`other` controls it at each hop: over half of the
    votes, or a `control` or `group` statement; a parent's parent is one); subsidiary (the reverse); sister (one party
    controls both, or the same group without either). Where a pair of two such companies has no known parent, subsidiary
    or sister relation and `ownership_known` is missing for one of them (or for a company that controls it), one for
    each such company, with `relation` unknown and the id `ownership_known(company=<the one whose owners are
    unknown>)/<company>/<other>`; not for two that only participate or bid (see `in_common`), nor for the company of a
    person of whom nothing else is stated than that they own it or are an officer of it, and who has no role.
    """

    label = ("Relation between companies", "企業間の関係")

    company: CompanyKey
    other: CompanyKey
    relation: Annotated[str, word_type("same", "parent", "subsidiary", "sister")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerOutsideGroup(Fact):
    """Another lead partner or partner, `other`, takes part that does not belong to the group of the partner `than`.

    For each ordered pair of participants in those roles that nothing stated puts into one group.
    """

    label = ("Another partner outside the group", "グループ外の他の参加企業")

    than: CompanyKey
    other: CompanyKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Competes(Fact):
    """Two companies compete in a domain at `as_of`. Two facts for each `competitor` statement, one each way.

    `domain` is unknown where unstated.
    """

    label = ("Competitor", "競争関係")

    company: CompanyKey
    other: CompanyKey
    domain: Annotated[str, stated_words("competitor", "domain")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociationMember(Fact):
    """A company is a member of an association at `as_of`.

    One for each `association_member` and each party that is its association: the one that it names by key or id, and
    those with a name that is equal after folding, unless they are stated to be of another type than an association.
    Where no party is, one with `association` the name, the same for names that are equal after folding.
    """

    label = ("Member of an association", "団体の会員")

    company: CompanyKey
    association: CompanyKey
