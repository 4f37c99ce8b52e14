"""The mutants that provably change nothing, each with the reason (equal.yaml)."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rules.engine.language.yaml_nodes import read_yaml
from rules.workshop.case_files import plain

EQUAL: Final = Path(__file__).resolve().parents[3] / "tests" / "rules" / "mutants" / "equal.yaml"
Accepted = Mapping[str, frozenset[str]]  # the words of the mutants, by the code of their rule


def read_accepted(path: Path = EQUAL) -> Accepted:
    """Return the accepted mutants, none without the file. ValueError for an entry without a reason, or there twice."""
    if not path.exists():
        return {}
    found: dict[str, frozenset[str]] = {}
    for code, entries in (plain(read_yaml(path)) or {}).items():
        said = Counter(change for entry in entries for change in entry["changes"])
        if twice := [change for change, number in said.items() if number > 1]:
            message = f"{path.name}: {code} accepts '{twice[0]}' twice; keep one"
            raise ValueError(message)
        if any(not entry.get("why", "").strip() for entry in entries):
            message = f"{path.name}: an entry of {code} has no why; say why its changes change nothing"
            raise ValueError(message)
        found[code] = frozenset(said)
    return found
