"""The verification of the stored forms of names: each is made again from the name, which the audit covers.

Possible matches and searches find a party by them. A changed form would hide that a new party has the name of a known
one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models import NameKey, NamePart, PartyName, Redaction
from institutions.parties.identities.name_keys import PORTION, keys_of
from institutions.parties.names import fold_name
from institutions.parties.names.parts import name_parts

TABLE: Final = PartyName._meta.db_table  # noqa: SLF001 - Django documents _meta


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


def erased_among(names: Sequence[PartyName]) -> set[int]:
    """Return those of the names that an erasure wrote anew, without forms; no query where none is given."""
    if not names:
        return set()
    keys = [str(each.pk) for each in names]
    rows = Redaction.objects.filter(of_table=TABLE, of_column="text", of_row__in=keys)
    return {int(each) for each in rows.values_list("of_row", flat=True)}


compare_derived(NameKey, NamePart, by=name_form_troubles)
