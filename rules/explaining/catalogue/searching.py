"""The search for rules: by family, and by words in a rule's texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from institutions.query.parameters import word_parameter
from rules.engine.language.syntax import Rule
from rules.explaining.catalogue.families import FAMILIES


@dataclass(frozen=True, slots=True)
class RuleSearch:
    """A search for rules; empty values match everything."""

    family: str = ""
    text: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "RuleSearch":
        """Read the parameters `family` and `q` of an address. ParameterError for a family that does not exist."""
        return cls(word_parameter(given, "family", FAMILIES), given.get("q", "").strip())

    def wants(self, rule: Rule) -> bool:
        """Return whether a rule is of the family and contains every word, in either language."""
        if self.family and rule.family != self.family:
            return False
        said = "\n".join(searchable_texts(rule)).casefold()
        return all(word in said for word in self.text.casefold().split())


def searchable_texts(rule: Rule) -> Iterator[str]:
    """Yield every text of a rule that a reader may look for."""
    yield from (rule.code, *(basis.article for basis in rule.basis))
    statements = (rule.statement, *(case.text for case in rule.statement_cases))
    for both in (rule.title, rule.why, rule.silent_when, *statements, *rule.mitigations):
        yield from (both.en, both.ja)
