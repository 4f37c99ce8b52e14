"""One sentence of a "what changed" note, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.access.withholding import TEXT
from rules.engine.language.statements import Language
from rules.review.timeline import phrases
from rules.review.timeline.facts import FactChange

LANGUAGES: Final[tuple[Language, Language]] = ("en", "ja")
ORDER: Final = (
    "value", "price", "joined", "left", "decider", "official", "recusal", "post", "control", "owner", "record",
    "rulebook",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimelineSentence:
    """One sentence. `sort` is for programs: value, price, joined, left, decider, post, owner, control, record …"""

    sort: str
    text: Mapping[str, str]
    changes: tuple[FactChange, ...] = ()
    names_person: bool = False

    @property
    def sensitive(self) -> bool:
        """True if not everybody may read it."""
        return any(each.sensitive for each in self.changes)

    def read_by(self, *, sensitive: bool) -> Mapping[str, str]:
        """Return the sentence for a reader who may read sensitive facts, or may not."""
        if sensitive or not self.sensitive:
            return self.text
        said = phrases.WITHHELD_HOW[self.changes[0].how]
        return {each: said[each].format(text=TEXT[each]) for each in LANGUAGES}
