"""The stored form of a name for comparison: its folded form and its keys, made when it comes in, and again at need."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, OuterRef

from institutions.models import IdentityLead, NameKey, PartyName
from institutions.models.sql_lists import listed_texts, quote_name
from institutions.parties.identities.blocking import blocking_keys
from institutions.parties.names import fold_name
from institutions.parties.names.likeness import prepare_name

PORTION: Final = 2_000  # names at a time

Match = Callable[[str, str, Any], str]  # Any: an id, as the historical model of a migration gives it


def store_keys(names: Iterable[PartyName]) -> None:
    """Insert the keys of names that were just inserted. Every insert of a `PartyName` needs this in its transaction."""
    insert_keys(names, NameKey)


def insert_keys(names: Iterable[Any], model: Any) -> None:  # Any: models of the code, or those of a migration
    """Insert the keys of some names in one statement, since a name has up to twenty of them."""
    pairs = [[str(name.pk), key] for name in names for key in sorted(blocking_keys(prepare_name(name.text)))]
    if not pairs:
        return
    table = quote_name(model._meta.db_table)  # noqa: SLF001 - Django documents _meta for this
    columns = f"{quote_name('name_id')}, {quote_name('key')}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns})"  # noqa: S608 - no input in it
            f" SELECT CAST(of_name AS bigint), made FROM ({listed_texts('of_name', 'made')}) listed",
            [json.dumps(pairs, ensure_ascii=False)],
        )


def store_missing_keys() -> int:
    """Insert the keys of names that have none yet, such as those of the seed. Return the number of names."""
    missing = PartyName.objects.current().filter(~Exists(NameKey.objects.filter(name=OuterRef("pk"))))
    names = list(missing.order_by("pk"))
    store_keys(names)
    return len(names)


def keep_anew(
    said: Callable[[int], object] = lambda _done: None,
    *,
    names: Any = PartyName,  # Any: a model of the code, or the historical one of a migration
    keys: Any = NameKey,
    leads: Any = IdentityLead,
    match_of: Match,
) -> int:
    """Fold every name again and make its keys. Return the number of names; `said` is called with the progress.

    A possible match keeps the name that was compared: it is folded again with the names of its party, so that a
    rejection is still found. A migration gives the models of its own state.
    """
    done, refolded = 0, dict[tuple[Any, str], str]()
    last = 0
    while rows := list(names.objects.filter(pk__gt=last).order_by("pk")[:PORTION]):
        last = rows[-1].pk
        changed = [row for row in rows if fold_name(row.text) != row.folded]
        for row in changed:
            refolded[row.party_id, row.folded] = fold_name(row.text)
            row.folded = fold_name(row.text)
        names.objects.bulk_update(changed, ["folded"], batch_size=PORTION)
        keys.objects.filter(name__in=[row.pk for row in rows]).delete()
        insert_keys(rows, keys)
        done += len(rows)
        said(done)
    match_anew(leads, refolded, match_of)
    return done


def match_anew(leads: Any, refolded: dict[tuple[Any, str], str], match_of: Match) -> None:
    """Give the new form to possible matches whose party's name now folds otherwise."""
    if not refolded:
        return
    for lead in leads.objects.select_related("party").iterator():
        if (folded := refolded.get((lead.party_id, lead.folded))) is not None:
            lead.folded = folded
            lead.match = match_of(lead.party.kind, folded, lead.candidate_id)
            lead.save(update_fields=["folded", "match"])
