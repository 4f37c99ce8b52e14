"""The certainty of a rule's law and numbers in words, and the marks that warn a reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rules.engine.language.parameters import ParameterValue
from rules.engine.language.statements import Language, date_text
from rules.engine.language.syntax import Basis
from rules.explaining.catalogue.articles import article_text

Text = dict[str, str]  # by language: en, ja
CONFIDENCE: Final[dict[str, Text]] = {
    "seen": {"en": "text read", "ja": "条文を確認済み"},
    "seen_2013": {
        "en": "text of December 2013; check whether it was amended",
        "ja": "2013年12月時点の条文。その後の改正を要確認",
    },
    "memory": {"en": "not read; to be checked by counsel", "ja": "条文未確認。法務担当者による確認が必要"},
    "ours": {"en": "no legal source: our own default", "ja": "法令上の根拠なし（本システムの既定値）"},
}
MARKS: Final[dict[str, Text]] = {
    "review_due": {"en": "Review overdue", "ja": "見直し期限超過"},
    "not_read": {"en": "Law to be checked", "ja": "条文要確認"},
    "text_of_2013": {"en": "Law as of 2013", "ja": "2013年時点の条文"},
    "no_legal_source": {"en": "No legal source", "ja": "法令上の根拠なし"},
    "own_numbers": {"en": "Numbers of our own", "ja": "独自の基準値"},
}
REVIEW: Final = {"en": "review by {}", "ja": "{}までに見直し"}
OVERDUE: Final = {"en": "review was due by {}", "ja": "見直し期限（{}）を経過"}
PARTS_WITHOUT_NAME: Final = frozenset({"chans_procedure"})  # it numbers its parts and calls none an article
NO_SOURCE: Final = {"en": "No legal source: our own default", "ja": "法令上の根拠なし（本システムの既定値）"}


@dataclass(frozen=True, slots=True)
class BasisCertainty:
    """The confidence in one basis or number, and the day by which it is to be reviewed."""

    confidence: str | None
    review_on: str | None

    def overdue(self, today: str | None) -> bool:
        """Return whether the day of review has passed; always False without a day to compare with."""
        return bool(self.review_on and today and self.review_on < today)

    def words(self, language: Language, today: str | None) -> str:
        """Return the certainty in words; empty if nothing is stated."""
        said = [CONFIDENCE[self.confidence][language]] if self.confidence else []
        return self._with_review(said, language, today)

    def beside_law(self, language: Language, today: str | None) -> str:
        """Return `words` for use beside a `law_text`, which itself says that our own default has no legal source."""
        return self._with_review([], language, today) if self.confidence == "ours" else self.words(language, today)

    def _with_review(self, said: list[str], language: Language, today: str | None) -> str:
        if self.review_on:
            form = OVERDUE if self.overdue(today) else REVIEW
            said.append(form[language].format(date_text(self.review_on, language)))
        return {"en": "; ", "ja": "。"}[language].join(said)


def basis_certainty(basis: Basis) -> BasisCertainty:
    """Return the certainty of a law behind a rule."""
    return BasisCertainty(basis.confidence, basis.review_on)


def value_certainty(entry: ParameterValue) -> BasisCertainty:
    """Return the certainty of a value of a number."""
    return BasisCertainty(entry.confidence, entry.review_on)


def marks_of(basis: Iterable[Basis], entries: Iterable[ParameterValue], today: str | None) -> tuple[str, ...]:
    """Return the marks of a rule, the most urgent first: names of MARKS."""
    laws, numbers = [basis_certainty(each) for each in basis], [value_certainty(each) for each in entries]
    stated = {each.confidence for each in (*laws, *numbers)}
    found = {
        "review_due": any(each.overdue(today) for each in (*laws, *numbers)),
        "not_read": "memory" in stated,
        "text_of_2013": "seen_2013" in stated,
        "no_legal_source": all(each.confidence == "ours" for each in laws),
        "own_numbers": any(each.confidence == "ours" for each in numbers),
    }
    return tuple(mark for mark in MARKS if found[mark])


def law_text(law: str | None, article: str | None, names: Text, language: Language) -> str:
    """Name a law with the article; for our own default, say that there is no legal source."""
    if law is None or law == "ours":
        return NO_SOURCE[language]
    name = names.get(language) or law.replace("_", " ")
    place = article if law in PARTS_WITHOUT_NAME else article_text(article or "", language)
    if not place:
        return name
    if language == "en":
        return f"{name}, {place}"
    return f"{name}{'' if place.startswith('第') else ' '}{place}"
