"""Data that an answer lacks, by names that are the same in all processes; *withheld* is a word of its own."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from institutions.values.hashing import canonical_json, hash_text
from rules.explaining.wording.missing_names import missing_name
from rules.models import ProcessLack
from rules.processes.reasons import ReservePriceWithheld

Json = dict[str, Any]  # Any: plain data
MISSING: Final = "missing"
WITHHELD: Final = "withheld"


def lack_of(reasons: Iterable[Mapping[str, Any]], *, known_today: bool = True) -> ProcessLack:
    """Return what the reasons of an outcome say is missing. A reason about no field, such as a limit, names nothing.

    `known_today=False`: with the fields of the version that answered, which a later one may have dropped.
    """
    found: dict[str, Json] = {}
    for each in reasons:
        if not (field := each.get("field")):
            continue
        name = missing_name(str(field), known_today=known_today)
        word = word_of(each)
        found.setdefault(name.name, {"name": name.name, "kind": name.kind, "field": name.field, "word": word})
    about = [found[name] for name in sorted(found)]
    return ProcessLack(digest=hash_text(canonical_json(about)), about=about)


def word_of(reason: Mapping[str, Any]) -> str:
    """Return whether a reason says that data is withheld, or merely missing."""
    return WITHHELD if reason.get("code") == ReservePriceWithheld.code else MISSING
