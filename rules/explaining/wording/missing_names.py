"""Names of missing data that are the same in all cases: what is missing, without the parties of one case.

The engine names each missing fact with its keys, such as `in_common ownership_known(company=party:12): lower_bp`. Many
cases lack the same under other keys, so a request over many cases names the kind of fact and the field.
"""

import re
from dataclasses import dataclass
from typing import Final

from rules.assessing.wording import kind_label
from rules.explaining.wording.suppliers import Supplier, supply_of
from rules.explaining.wording.words import text_in_language
from rules.facts.kinds.labels import field_label
from rules.facts.kinds.vocabulary import VOCABULARY

PLACES: Final = re.compile(r"/\d+(?=/|$)")
OWN_WORDS: Final = {
    "/tender/reservePriceWithheld": {
        "en": "the reserve price, which the body withholds",
        "ja": "実施機関が非公表としている予定価格",
    }
}
KIND: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class MissingName:
    """A missing thing over many cases. `name`: the same for all; `kind`: of fact, empty for a field of a release."""

    name: str
    kind: str
    field: str = ""

    @property
    def supplier(self) -> Supplier:
        """The office or person that can supply it: of a field of a release, the office that ran the selection."""
        return supply_of(self.kind).supplier if self.kind else Supplier.SELECTION

    def text(self, language: str) -> str:
        """Return what is missing, in a language."""
        if said := OWN_WORDS.get(self.name):
            return text_in_language(said, language)
        if not self.kind:
            return f"リリースの項目 {self.name}" if language == "ja" else f"the field {self.name} of the release"
        label = kind_label(self.kind, "ja" if language == "ja" else "en")
        if not self.field:
            return label
        try:
            known = field_label(self.field, self.kind)
        except KeyError:
            return label
        return f"{label}：{known.ja}" if language == "ja" else f"{label}: {known.en.lower()}"


def missing_name(text: str, *, known_today: bool = True) -> MissingName:
    """Return the name of a missing thing by the engine's text for it, or by the path of a field in a release.

    A field that no fact of the kind has today is not named; `known_today=False` names it, as when the text was written.
    """
    if text.startswith("/"):
        return MissingName(PLACES.sub("/-", text), "")
    found = KIND.match(text)
    kind = found.group() if found else text
    _, colon, field = text.rpartition(": ")
    named = field if colon and KIND.fullmatch(field) and (not known_today or known_field(kind, field)) else ""
    return MissingName(f"{kind}: {named}" if named else kind, kind, named)


def known_field(kind: str, field: str) -> bool:
    """Return whether facts of a kind have a field."""
    return kind in VOCABULARY and field in VOCABULARY[kind].fields
