"""The fact that a text of format 1 is about, by its kind, for whoever decides what is sensitive. Frozen."""

import re
from typing import Final

from rules.facts.kinds.vocabulary import VOCABULARY

KIND: Final = re.compile(r"([a-z_]+)[: (]")


def about_of(text: str) -> str | None:
    """Return the kind of the fact that a text names, whether one of the case or a need; None where it names none."""
    found = KIND.match(text)
    return found[1] if found and found[1] in VOCABULARY else None
