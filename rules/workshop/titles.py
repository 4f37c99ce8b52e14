"""The title of a rule in the text of its file, found quickly: the list of a draft's files reads sixty of them."""

import re
from functools import lru_cache
from typing import Final

from rules.engine.language.errors import RuleError
from rules.engine.language.yaml_nodes import parse_yaml

TITLE: Final = re.compile(r"^title:.*?\n(?=[a-z])", re.MULTILINE | re.DOTALL)


@lru_cache(maxsize=512)
def title_of_rule(text: str) -> dict[str, str] | None:
    """Return the title in both languages; None where it cannot be read."""
    found = TITLE.search(text)
    if found is None:
        return None
    try:
        parts = parse_yaml(found[0], "title").mapping("title")["title"].mapping("title", ("en", "ja"))
        return {language: parts[language].text(language) for language in ("en", "ja")}
    except (RuleError, KeyError):
        return None
