"""One rule in the catalogue: on pages, in the API, at the command line and in docs/rulebook."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from institutions.kinds.countries import COUNTRIES
from rules.engine.language.statements import Language, Names
from rules.engine.language.syntax import Basis, Rule
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.certainty import BasisCertainty, basis_certainty, law_text, marks_of
from rules.explaining.catalogue.conditions import Conditions, conditions_of
from rules.explaining.catalogue.families import FAMILIES
from rules.explaining.catalogue.timeline import NumberHistory, number_histories


@dataclass(frozen=True)
class CatalogueEntry:
    """A rule of a rulebook with the content of its file. Reviews are overdue by `today`; if None, none is."""

    rule: Rule
    rulebook: LoadedRulebook
    today: str | None = None

    @cached_property
    def numbers(self) -> tuple[NumberHistory, ...]:
        """The numbers that the rule reads, over time."""
        return number_histories(self.rule, self.rulebook)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The marks that warn a reader."""
        entries = [period.entry for number in self.numbers for period in number.periods]
        return marks_of(self.rule.basis, entries, self.today)

    @property
    def levels(self) -> list[str]:
        """The severities that it can have, in its order, each once."""
        return [*dict.fromkeys(case.level for case in self.rule.severity)]

    @property
    def source(self) -> str:
        """The text of its file."""
        return self.rulebook.files[self.path]

    @property
    def path(self) -> str:
        """The path of its file below the folder of the rulebook."""
        return next(path for path in self.rulebook.files if path.rsplit("/", 1)[-1].startswith(f"{self.rule.code}_"))

    def conditions(self, language: Language) -> Conditions:
        """Return the conditions of the rule in words."""
        return conditions_of(self.rule, self.rulebook.parameters, language, country_names())

    def law(self, basis: Basis, language: Language) -> str:
        """Name a law behind the rule, with the article."""
        return law_text(basis.law, basis.article, self.rulebook.law(basis.law).get("name", {}), language)

    def certainty(self, basis: Basis) -> BasisCertainty:
        """Return the certainty of a law behind the rule."""
        return basis_certainty(basis)


def catalogue_entries(rulebook: LoadedRulebook, today: str | None = None) -> Iterator[CatalogueEntry]:
    """Yield every rule, by family and code."""
    place = list(FAMILIES).index
    for rule in sorted(rulebook.rules.values(), key=lambda each: (place(each.family), each.code)):
        yield CatalogueEntry(rule, rulebook, today)


@cache
def country_names() -> Names:
    """Return the names of countries by the keys that facts give them."""
    return {f"country:{code}": {"en": name.en, "ja": name.ja} for code, name in COUNTRIES.items()}
