"""Keep the facts that this program derives from known documents: `python -m tests.rules.facts.keep_facts`.

Do so after a change of what is derived. Results that a released version stored were derived without it: if one stores
the present format, raise `FORMAT` in rules/assessing/stored_format.py first. Whatever asks a rulebook of stored results
then derives the facts of earlier ones anew. Without a new format they would be compared with facts that no program
derives any more.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("kept_facts.json")
KEEPING: Final = "KEEP_FACTS"

Kept = dict[str, dict[str, str]]


def kept() -> tuple[int, Kept]:
    """Return the format for which facts were kept, and their digests by document and type."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return read["format"], read["facts"]


def keep(form: int, facts: Kept) -> None:
    """Write the digests of a format."""
    FILE.write_text(json.dumps({"format": form, "facts": facts}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def changed_types(before: Kept, now: Kept) -> list[str]:
    """Return the types of facts that differ, each with the documents in which they do."""
    pairs = sorted(
        {
            (kind, document)
            for document in before.keys() | now.keys()
            for kind in before.get(document, {}).keys() | now.get(document, {}).keys()
            if before.get(document, {}).get(kind) != now.get(document, {}).get(kind)
        }
    )
    kinds = sorted({kind for kind, _document in pairs})
    return [f"{kind}: {', '.join(document for each, document in pairs if each == kind)}" for kind in kinds]


if __name__ == "__main__":
    import pytest

    os.environ[KEEPING] = "now"
    sys.exit(pytest.main(["-q", str(Path(__file__).with_name("test_kept_facts.py"))]))
