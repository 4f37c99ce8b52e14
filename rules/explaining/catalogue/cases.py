"""The cases of a rule as sentences, read from the files that its tests run (tests/rules/cases/README.md).

They are no part of the service: only docs/rulebook, which is made in a checkout, shows them.
"""

from dataclasses import dataclass
from pathlib import Path

from rules.engine.language.yaml_nodes import read_yaml


@dataclass(frozen=True, slots=True)
class CaseSentence:
    """A situation in which a rule is tested, and its answer: an outcome, and the severity if it flags."""

    it: str
    then: str


def case_sentences(folder: Path, code: str) -> tuple[CaseSentence, ...]:
    """Return the cases of one rule in the order of its file; none if it has no file. RuleError names file and line."""
    file = folder / f"{code}.yaml"
    if not file.exists():
        return ()
    cases = read_yaml(file).mapping("a file of cases")["cases"].items("cases")
    read = (case.mapping("a case") for case in cases)
    return tuple(CaseSentence(each["it"].text("it"), each["then"].text("then")) for each in read)
