"""The files of a rulebook that hold its rules on the organisation of government.

Their code does not tell: some rules of that family look at a partnership.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rules.engine.language.errors import RuleError
from rules.engine.language.yaml_nodes import parse_yaml
from rules.facts.kinds.vocabulary import ORGANISATION

OF_FAMILY: Final = "rulebook/institution/"
WRITTEN: Final = re.compile(rf"^subject:\s*{ORGANISATION}\b", re.MULTILINE)
KEPT: Final = 500  # texts: the files of some drafts


def organisation_paths(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths of the rules on the organisation, sorted; none for a version from before they were a part."""
    return tuple(path for path, text in sorted(files.items()) if path.startswith(OF_FAMILY) and on_organisation(text))


@lru_cache(maxsize=KEPT)
def on_organisation(text: str) -> bool:
    """Return whether the text of a rule says that its subject is the organisation, readable or not."""
    try:
        parts = parse_yaml(text, "rule").content
    except RuleError:
        return bool(WRITTEN.search(text))
    subject = parts.get("subject") if isinstance(parts, dict) else None
    return subject is not None and subject[0].content == ORGANISATION
