"""The verification of the stored forms of names: each is made again from the name, which the audit covers.

Possible matches are found by them. A changed form would hide that a new party has the name of a known one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models import NameKey, PartyName, Redaction
from institutions.parties.identities.blocking import blocking_keys
from institutions.parties.identities.name_keys import PORTION
from institutions.parties.names import fold_name
from institutions.parties.names.likeness import prepare_name

TABLE: Final = PartyName._meta.db_table  # noqa: SLF001 - Django documents _meta


def name_form_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each name whose folded form or keys are not those of its text; `since`: of names recorded from then on."""
    yield from some_of(differing_names(since), "names")


def differing_names(since: datetime | None) -> Iterator[str]:
    """Yield the trouble of each name: two queries for so many names, and one for those that differ."""
    names = PartyName.objects.order_by("pk")
    if since:
        names = names.filter(recorded_at__gte=since)
    last = 0
    while rows := list(names.filter(pk__gt=last)[:PORTION]):
        last = rows[-1].pk
        keys: dict[int, set[str]] = defaultdict(set)
        for name, key in NameKey.objects.filter(name__in=[row.pk for row in rows]).values_list("name_id", "key"):
            keys[name].add(key)
        differing = [row for row in rows if not has_its_forms(row, keys[row.pk])]
        erased = erased_among(differing)
        for row in differing:
            if row.pk not in erased or row.folded or keys[row.pk]:
                yield f"{TABLE} {row.pk}: its forms for comparison were changed; `manage.py fold_names` makes them anew"


def has_its_forms(name: PartyName, keys: set[str]) -> bool:
    """Return whether a name has the folded form and the keys of its text; one that is superseded may lack keys."""
    wanted = blocking_keys(prepare_name(name.text))
    return name.folded == fold_name(name.text) and (keys == wanted or (bool(name.superseded_at) and keys <= wanted))


def erased_among(names: Sequence[PartyName]) -> set[int]:
    """Return those of the names that an erasure wrote anew, without forms; no query where none is given."""
    if not names:
        return set()
    keys = [str(each.pk) for each in names]
    rows = Redaction.objects.filter(of_table=TABLE, of_column="text", of_row__in=keys)
    return {int(each) for each in rows.values_list("of_row", flat=True)}


compare_derived(NameKey, by=name_form_troubles)
