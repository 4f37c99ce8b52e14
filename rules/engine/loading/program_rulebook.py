"""The program's own rulebook, from which an installation starts; it is read from files and needs no database."""

from functools import cache
from pathlib import Path

import institutions
from institutions.values.quick_yaml import load_yaml
from rules.engine.compiled.compiler import errors_in
from rules.engine.language.errors import RuleError
from rules.engine.language.load import load_rules, rules_on
from rules.engine.language.parameter_file import load_parameters
from rules.engine.loading.loaded_rulebook import LoadedRulebook, load_rulebook
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES

FOLDER = Path(__file__).resolve().parents[2]  # rules/: what lawyers read
BODIES = Path(institutions.__file__).resolve().parent / "data" / "bodies.yaml"


@cache
def base_rulebook() -> LoadedRulebook:
    """Return the rules on partnerships that come with the program, from which an installation starts.

    They are read once a process. RuleError names file, line and remedy; check `rules.E002` shows it at start.
    """
    return rulebook_of_folder(FOLDER)


def organisation_rulebook() -> LoadedRulebook:
    """Return the rules on the organisation of government that come with the program. RuleError as above."""
    if (found := base_rulebook().organisation) is None:
        message = "the program has no rule on the organisation of government"
        raise AssertionError(message)
    return found


def base_rulebooks() -> tuple[LoadedRulebook, ...]:
    """Return the program's own version of every subject, that of partnerships first."""
    return base_rulebook(), organisation_rulebook()


def rulebook_of_folder(folder: Path, subject: str = PARTNERSHIP) -> LoadedRulebook:
    """Load the rules on a subject of a folder that holds rulebook/, parameters/ and laws.yaml."""
    return load_rulebook(folder, known_bodies(), subject)


def rulebook_errors(folder: Path) -> tuple[RuleError, ...]:
    """Return the first error of each rule, for an editor who wants to see all; an unreadable file is the only error."""
    try:
        rules, parameters = load_rules(folder / "rulebook"), load_parameters(folder / "parameters")
    except RuleError as unreadable:
        return (unreadable,)
    return tuple(
        error
        for subject, vocabulary in VOCABULARIES.items()
        for error in errors_in(rules_on(rules, subject), vocabulary, parameters, known_bodies())
    )


def known_bodies() -> frozenset[str]:
    """Return the codes of bodies that a rule may name: those of the seed, so that compiling needs no database."""
    data = load_yaml(BODIES.read_text(encoding="utf-8"))
    return frozenset(body["code"] for body in data["bodies"])
