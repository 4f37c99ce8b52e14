"""Names that companies and bodies have besides their registered ones, from the list beside this file with sources."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml

from institutions.parties.names.folding import fold_name

LIST: Final = Path(__file__).with_suffix(".yaml")


@lru_cache(maxsize=1)
def known_parties() -> dict[str, int]:
    """Return the place in the list of the party that has a folded name."""
    rows = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return {fold_name(name): place for place, row in enumerate(rows) for name in row["names"]}


def are_names_of_one(one: str, other: str) -> bool:
    """Return whether the list has two folded names for one party."""
    place = known_parties().get(one)
    return place is not None and place == known_parties().get(other)


def other_names(folded: str) -> tuple[str, ...]:
    """Return the other folded names of a party that is in the list; none of one that is not."""
    place = known_parties().get(folded)
    return (
        () if place is None else tuple(name for name, at in known_parties().items() if at == place and name != folded)
    )
