"""The stored forms of a name: folded, its keys for comparison and its parts for the search; made again at need."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.db.models import Exists, OuterRef

from institutions.models import IdentityLead, NameKey, NamePart, PartyKind, PartyName, Redaction
from institutions.models.stored_forms import insert_forms
from institutions.parties.identities.blocking import blocking_keys
from institutions.parties.names import fold_name
from institutions.parties.names.likeness import prepare_name
from institutions.parties.names.parts import name_parts

TABLE: Final = PartyName._meta.db_table  # noqa: SLF001 - Django documents _meta
PORTION: Final = 2_000  # names at a time

Match = Callable[[str, str, Any], str]  # Any: an id, as the historical model of a migration gives it


def store_keys(names: Iterable[PartyName]) -> None:
    """Insert keys and parts of names just inserted. Every insert of a `PartyName` needs this in its transaction."""
    names = list(names)
    insert_keys(names, NameKey)
    insert_parts(names, NamePart)


def insert_keys(names: Iterable[Any], model: Any) -> None:  # Any: models of the code, or those of a migration
    """Insert the keys of some names in one statement, since a name has up to twenty of them."""
    keys = [(name.pk, key) for name in names for key in sorted(keys_of(name))]
    insert_forms(model, "name", "key", keys)


def keys_of(name: Any) -> frozenset[str]:  # Any: as above
    """Return the keys of a name whose party is loaded."""
    return blocking_keys(prepare_name(name.text), people=name.party.kind == PartyKind.PERSON)


def insert_parts(names: Iterable[Any], model: Any) -> None:  # Any: as above
    """Insert the parts of some names, whose parties are loaded, in one statement."""
    parts = [(name.pk, part.decode()) for name in names for part in sorted(name_parts(name.party.kind, name.folded))]
    insert_forms(model, "name", "part", parts)


def store_missing_keys() -> int:
    """Insert keys and parts of names that have none yet, such as those of the seed. Return the number of names.

    A name that an erasure wrote anew has none, and gets none.
    """
    missing = PartyName.objects.current().filter(~Exists(NameKey.objects.filter(name=OuterRef("pk"))))
    found = list(missing.select_related("party").order_by("pk"))
    erased = erased_among(found)
    names = [each for each in found if each.pk not in erased]
    store_keys(names)
    return len(names)


def erased_among(names: Sequence[PartyName]) -> set[int]:
    """Return those of the names that an erasure wrote anew, without forms; no query where none is given."""
    if not names:
        return set()
    keys = [str(each.pk) for each in names]
    rows = Redaction.objects.filter(of_table=TABLE, of_column="text", of_row__in=keys)
    return {int(each) for each in rows.values_list("of_row", flat=True)}


def fill_parts(names: Any, parts: Any) -> None:  # Any: the historical models of a migration
    """Insert the parts of the names of a register from before there were any, some thousands at a time."""
    last = 0
    while rows := list(names.objects.select_related("party").filter(pk__gt=last).order_by("pk")[:PORTION]):
        last = rows[-1].pk
        insert_parts(rows, parts)


def keep_anew(
    said: Callable[[int], object] = lambda _done: None,
    *,
    names: Any = PartyName,  # Any: a model of the code, or the historical one of a migration
    keys: Any = NameKey,
    parts: Any = NamePart,
    leads: Any = IdentityLead,
    match_of: Match,
) -> int:
    """Fold every name again, make its keys and parts. Return the number of names; `said` is called with the progress.

    A possible match keeps the name that was compared: it is folded again with the names of its party, so that a
    rejection is still found. A migration gives the models of its own state.
    """
    done, refolded = 0, dict[tuple[Any, str], str]()
    last = 0
    while rows := list(names.objects.select_related("party").filter(pk__gt=last).order_by("pk")[:PORTION]):
        last = rows[-1].pk
        changed = [row for row in rows if fold_name(row.text) != row.folded]
        for row in changed:
            refolded[row.party_id, row.folded] = fold_name(row.text)
            row.folded = fold_name(row.text)
        names.objects.bulk_update(changed, ["folded"], batch_size=PORTION)
        for forms in (keys, parts):
            forms.objects.filter(name__in=[row.pk for row in rows]).delete()
        insert_keys(rows, keys)
        insert_parts(rows, parts)
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
