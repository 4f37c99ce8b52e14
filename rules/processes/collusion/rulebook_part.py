"""The collusion rules of the rulebook in force, compiled by themselves: the same files, parameters and laws."""

from functools import cache
from typing import Final

from rules.engine.compiled.compiler import compile_rulebook
from rules.engine.language.load import load_rules
from rules.engine.language.parameter_file import load_parameters
from rules.engine.loading.loaded_rulebook import LoadedRulebook, read_files, read_laws
from rules.engine.loading.program_rulebook import FOLDER, known_bodies
from rules.facts.kinds.vocabulary import VOCABULARY

COLLUSION: Final = "collusion"


@cache
def collusion_rulebook() -> LoadedRulebook:
    """Return the collusion rules, ready to evaluate. RuleError names file, line and remedy of a mistake.

    A rule of the second stage reads findings of its own family alone, so it finds here all that it reads.
    """
    codes = tuple(sorted(known_bodies()))
    rules = [each for each in load_rules(FOLDER / "rulebook") if each.family == COLLUSION]
    compiled = compile_rulebook(rules, VOCABULARY, load_parameters(FOLDER / "parameters"), codes)
    files = read_files(FOLDER, compiled.syntax, markets=True)
    return LoadedRulebook(compiled, compiled, codes, read_laws(FOLDER), (), files)
