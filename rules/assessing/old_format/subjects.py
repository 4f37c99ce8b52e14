"""The kind of the fact that a text of format 1 is about, for deciding what is sensitive. Frozen."""

import re
from typing import Final

from rules.facts.kinds.vocabulary import VOCABULARY

KIND: Final = re.compile(r"([a-z_]+)[: (]")


def about_of(text: str) -> str | None:
    """Return the kind of the fact that a text names, on record or needed; None if it names none."""
    found = KIND.match(text)
    return found[1] if found and found[1] in VOCABULARY else None
