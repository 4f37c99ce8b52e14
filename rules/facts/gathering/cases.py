"""The step from rows and a proposal to one case, shared by from_draft and from_register."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from institutions.kinds.countries import COUNTRIES
from institutions.kinds.mandates import EVERY_DOMAIN
from institutions.models import BodyParent
from institutions.parties.organisation.succession import Successions
from rules.facts.gathering.conditions import is_country
from rules.facts.gathering.document import (
    Json,
    KeyOf,
    company_keys,
    described_names,
    described_parties,
    name_by_language,
    read_proposal,
    references_in,
)
from rules.facts.gathering.government import GovernmentRecord
from rules.facts.gathering.history import HistoryRequest
from rules.facts.gathering.parties import Identities, PartyDetailsByKey
from rules.facts.gathering.questions import COUNTRY, MANDATE, PARTY, Questions, places_by_value
from rules.facts.gathering.rows import RowIndex
from rules.facts.gathering.scope import CaseRoots, scope_case
from rules.facts.gathering.statements import CaseInput, GatheredStatement, TreatyContent, Values
from rules.facts.gathering.succeeding import with_moved_posts


@dataclass(frozen=True, slots=True)
class RegisterExtract:
    """Data read from the register for a batch of cases."""

    known_at: datetime
    rows: RowIndex
    cut: bool  # the cases lead to more owners than are followed
    identity: Identities
    described: PartyDetailsByKey
    parents: list[BodyParent]
    successions: Successions
    government: GovernmentRecord
    treaties: tuple[TreatyContent, ...]
    coverage: Mapping[str, str]


def roots_of(document: Json, key_of: KeyOf, identity: Identities, *, partnership: str, replaced: str = "") -> CaseRoots:
    """Return the roots of a case, by its document."""
    selection = document["selection"]
    named = frozenset(key_of(each) for each in references_in(document))
    return CaseRoots(
        partnership=partnership,
        body=key_of(document["submitted_by"]),
        domain=document["domain"],
        parties=named.difference(identity.ids),
        bodies=named.intersection(identity.ids),
        sponsor=key_of(document["sponsor"]),
        co_sponsors=co_sponsors_of(document, key_of),
        asked=HistoryRequest(
            domain=document["domain"],
            procured=selection["object"],
            parties=named.difference(identity.ids),
            before=selection.get("closed_on") or document["proposed_on"],
            proposed_on=document["proposed_on"],
        ),
        opened_on=selection.get("opened_on") or document["proposed_on"],
        replaced=replaced,
    )


def co_sponsors_of(document: Json, key_of: KeyOf) -> tuple[str, ...]:
    """Return the keys of the bodies that would sign with the sponsor, sorted, each once."""
    named = {key_of(each) for each in document.get("co_sponsors") or ()}
    return tuple(sorted(named - {key_of(document["sponsor"])}))


def build_case(document: Json, key_of: KeyOf, roots: CaseRoots, known: RegisterExtract, as_of: date) -> CaseInput:
    """Build one case: its proposal, the statements in its scope, and the known details of every named party."""
    own_companies = company_keys(document)
    line = frozenset().union(*map(known.government.line, roots.signatories))
    in_scope = scope_case(known.rows, roots, line)
    held = with_moved_posts(in_scope.statements, known.successions, as_of)
    statements = tuple(with_association(each, own_companies, key_of) if each.own else each for each in held)
    mentioned = statement_values(without_winners(statements))
    parties = parties_of_case(document, key_of, mentioned, roots, known, as_of)
    touched = {str(values.get("country")) for values in parties.values()} | mentioned
    touched |= set(document.get("restricts_countries") or ())
    proposal = read_proposal(document, key_of)
    treaties = tuple(each for each in known.treaties if each.country in touched)
    given_names = described_names(document, key_of)
    bodies = bodies_named(roots, statements)
    government = known.government.of_case(roots.domain, bodies, as_of)
    holders = {each.root for each in government.mandates} | set(government.roots.values()) | {*bodies}
    winners = {company for each in statements if each.kind == "award" and (company := str(each.values["company"]))}
    names = {
        key: {**given_names.get(key, {}), **known.described.names.get(key, {})}
        for key in (*parties, *winners, *holders)
    }
    described = {
        PARTY: {*parties, *bodies},
        COUNTRY: {each for each in touched if is_country(each)},
        MANDATE: {roots.domain, EVERY_DOMAIN},
    }
    return CaseInput(
        partnership_key=roots.partnership,
        submitted_by=roots.body,
        proposal=proposal.proposal,
        selection=proposal.selection,
        participants=proposal.participants,
        officials=proposal.officials,
        leads=proposal.leads,
        statements=statements,
        parties=parties,
        names={
            roots.partnership: name_by_language(document["title"]),
            **{key: found for key, found in names.items() if found},
            **{
                f"country:{code}": name_by_language(asdict(name)) for code, name in COUNTRIES.items() if code in touched
            },
            **{f"treaty:{each.code}": name_by_language({"en": each.name_en, "ja": each.name_ja}) for each in treaties},
        },
        treaties=treaties,
        treaty_coverage={country: day for country, day in known.coverage.items() if country in touched},
        owners_cut=in_scope.cut or known.cut,
        as_of=as_of.isoformat(),
        known_at=known.known_at.isoformat(),
        questions=Questions(places_by_value({**in_scope.asked, **described}), in_scope.history),
        government=government,
    )


def parties_of_case(
    document: Json,
    key_of: KeyOf,
    mentioned: Collection[str],
    roots: CaseRoots,
    known: RegisterExtract,
    as_of: date,
) -> dict[str, Values]:
    """Return the known details of every party that the case names, and of the bodies above; the document goes first.

    `mentioned` are the text values of its statements.
    """
    stated = described_parties(document, key_of)
    parents = {**known.government.parents_on(as_of), **parents_in(stated)}
    named = {*roots.parties, *roots.bodies, *mentioned, roots.body}
    waiting = list(named)
    while waiting:
        if (parent := parents.get(waiting.pop())) and parent not in named:
            named.add(parent)
            waiting.append(parent)
    details = known.described.details
    found = {key: {**details.get(key, {}), **stated.get(key, {})} for key in sorted(named)}
    return {
        key: {**values, "parent": parents[key]} if key in parents else values for key, values in found.items() if values
    }


def parents_in(stated: Mapping[str, Values]) -> dict[str, str]:
    """Return the parents that the document gives its own bodies."""
    return {key: parent for key, values in stated.items() if isinstance(parent := values.get("parent"), str)}


def bodies_named(roots: CaseRoots, statements: Iterable[GatheredStatement]) -> frozenset[str]:
    """Return the bodies that would sign, the one that submitted the case, and those with a measure or a claim."""
    acting = {
        body
        for each in statements
        for name in ("body", "respondent")
        if each.kind in ("measure", "dispute") and isinstance(body := each.values.get(name), str)
    }
    return frozenset({*roots.signatories, roots.body, *acting})


def without_winners(statements: Collection[GatheredStatement]) -> Collection[GatheredStatement]:
    """Leave out the awards to others: they are counted by the keys of their winners, whose description is not read.

    Where an association is stated, any company of the case may be it, by its name: winners too.
    """
    if any(each.kind == "association_member" for each in statements):
        return statements
    return [each for each in statements if each.own or each.kind != "award"]


def statement_values(statements: Collection[GatheredStatement]) -> set[str]:
    """Collect every text value of the statements, including all keys of parties."""
    found: set[str] = set()
    for stated in statements:
        for value in stated.values.values():
            if isinstance(value, str):
                found.add(value)
            elif isinstance(value, tuple):
                found.update(value)
    return found


def with_association(stated: GatheredStatement, companies: Collection[str], key_of: KeyOf) -> GatheredStatement:
    """Replace a key of the document as an association by the party's own: rows of before contract 1.1 hold the key."""
    association = stated.values.get("association")
    if isinstance(association, str) and association in companies:
        return replace(stated, values={**stated.values, "association": key_of(association)})
    return stated
