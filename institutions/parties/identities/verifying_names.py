"""The verification of the stored forms of names: each is made again from the name, which the audit covers.

Possible matches and searches find a party by them. A changed form would hide that a new party has the name of a known
one, or that somebody has rejected the match before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models import IdentityLead, NameKey, NamePart, PartyName, Redaction
from institutions.parties.identities.matching import compared_match
from institutions.parties.identities.name_keys import PORTION, TABLE, erased_among, keys_of
from institutions.parties.names import fold_name
from institutions.parties.names.parts import name_parts

LEADS: Final = IdentityLead._meta.db_table  # noqa: SLF001 - as above
LONGEST_FOLDED: Final = 200  # characters of the column of a possible match


def name_form_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each name whose forms are not those of its text; `since`: of names recorded from then on."""
    yield from some_of(differing_names(since), "names")


def differing_names(since: datetime | None) -> Iterator[str]:
    """Yield the trouble of each name: three queries for so many names, and one for those that differ."""
    names = PartyName.objects.select_related("party").order_by("pk")
    if since:
        names = names.filter(recorded_at__gte=since)
    last = 0
    while rows := list(names.filter(pk__gt=last)[:PORTION]):
        last = rows[-1].pk
        forms = forms_of([row.pk for row in rows])
        differing = [row for row in rows if not has_its_forms(row, forms[row.pk])]
        erased = erased_among(differing)
        for row in differing:
            if row.pk not in erased or row.folded or forms[row.pk]:
                yield f"{TABLE} {row.pk}: its forms for comparison were changed; `manage.py fold_names` makes them anew"


def forms_of(names: Sequence[int]) -> dict[int, set[str | bytes]]:
    """Return by name its keys, which are texts, and its parts, which are bytes."""
    found: dict[int, set[str | bytes]] = defaultdict(set)
    for name, key in NameKey.objects.filter(name__in=names).values_list("name_id", "key"):
        found[name].add(key)
    for name, part in NamePart.objects.filter(name__in=names).values_list("name_id", "part"):
        found[name].add(bytes(part))
    return found


def has_its_forms(name: PartyName, forms: set[str | bytes]) -> bool:
    """Return whether a name has the folded form, keys and parts of its text; one that is superseded may lack some."""
    wanted = {*keys_of(name), *name_parts(name.party.kind, fold_name(name.text))}
    return name.folded == fold_name(name.text) and (forms == wanted or (bool(name.superseded_at) and forms <= wanted))


def match_form_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each possible match whose form is of no name of its party; `since`: of those made from then on."""
    yield from some_of(differing_leads(since), "possible matches")


def differing_leads(since: datetime | None) -> Iterator[str]:
    """Yield the trouble of each possible match: two queries for so many, and one for those that differ."""
    leads = IdentityLead.objects.select_related("party").order_by("pk")
    if since:
        leads = leads.filter(created_at__gte=since)
    last = 0
    while rows := list(leads.filter(pk__gt=last)[:PORTION]):
        last = rows[-1].pk
        names = folded_names_of({row.party_id for row in rows})
        differing = [row for row in rows if not has_form_of(row, names[row.party_id])]
        erased = parties_erased_among({key for row in differing for key in (row.party_id, row.candidate_id)})
        for row in differing:
            # Of an erased name the form is written anew too, and the comparison is one with that form.
            if not (is_found_by_form(row) and {row.party_id, row.candidate_id} & erased):
                yield f"{LEADS} {row.pk}: the form of the name that was compared was changed"


def folded_names_of(parties: Collection[UUID]) -> dict[UUID, set[str]]:
    """Return by party the folded forms of all its names, of superseded ones too, made again from their texts."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for party, text in PartyName.objects.filter(party__in=parties).values_list("party_id", "text"):
        found[party].add(fold_name(text)[:LONGEST_FOLDED])
    return found


def has_form_of(lead: IdentityLead, folded: Collection[str]) -> bool:
    """Return whether a possible match compares one of these names, and is found by that comparison."""
    return lead.folded in folded and is_found_by_form(lead)


def is_found_by_form(lead: IdentityLead) -> bool:
    """Return whether a possible match is found by the comparison of its form."""
    return lead.match == compared_match(lead.party.kind, lead.folded, lead.candidate_id)


def parties_erased_among(parties: Collection[UUID]) -> set[UUID]:
    """Return those of the parties that have a name which an erasure wrote anew; no query where none is given."""
    if not parties:
        return set()
    names = dict(PartyName.objects.filter(party__in=parties).values_list("pk", "party_id"))
    rows = Redaction.objects.filter(of_table=TABLE, of_column="text", of_row__in=[str(each) for each in names])
    return {names[int(each)] for each in rows.values_list("of_row", flat=True)}


compare_derived(NameKey, NamePart, by=name_form_troubles)
compare_derived(IdentityLead, by=match_form_troubles)  # columns that the hash of the row leaves out
