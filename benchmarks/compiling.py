"""From the files of the rulebook to its evaluators, once a process; the peer is the reading of the same files."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks.figures import print_figure, print_heading
from rules.engine.compiled.compiler import compile_rulebook
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.language.load import load_rules
from rules.engine.language.parameter_file import load_parameters
from rules.engine.loading.program_rulebook import FOLDER, known_bodies
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.kinds.vocabulary import VOCABULARY

ROUNDS = 5
PEER = "PyYAML"


def main() -> None:
    """Read, compile, prepare both evaluators: processor time, since all is one thread of computation."""
    rules, parameters, bodies = load_rules(FOLDER / "rulebook"), load_parameters(FOLDER / "parameters"), known_bodies()
    compiled = current_rulebook().compiled
    files = [*sorted((FOLDER / "rulebook").glob("*/*.yaml")), *sorted((FOLDER / "parameters").glob("*.yaml"))]
    print_heading(f"Compiling {len(compiled.rules)} rules, processor time, median of {ROUNDS}")
    peer = step_milliseconds(lambda: read_plainly(files))
    print_figure(f"peer: {PEER} reads the {len(files)} files", peer, "ms")
    steps: dict[str, Callable[[], object]] = {
        "files to syntax trees": lambda: (load_rules(FOLDER / "rulebook"), load_parameters(FOLDER / "parameters")),
        "syntax trees to the compiled form": lambda: compile_rulebook(rules, VOCABULARY, parameters, bodies),
        "both evaluators made ready": lambda: Evaluator(compiled),
    }
    for name, step in steps.items():
        print_figure(name, step_milliseconds(step), "ms", over=PEER, peer=peer)


def read_plainly(files: list[Path]) -> None:
    """Read the files with PyYAML, without places and without any check."""
    for file in files:
        yaml.safe_load(file.read_text(encoding="utf-8"))


def step_milliseconds(step: Callable[[], object]) -> float:
    """Return the median milliseconds of a step; the first time prepares what is kept."""
    found = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        step()
        found.append((time.process_time() - began) * 1000)
    return statistics.median(found[1:])
