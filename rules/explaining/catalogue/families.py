"""The families of rules, with their names."""

from collections.abc import Mapping
from typing import Final

FAMILIES: Final[Mapping[str, Mapping[str, str]]] = {
    "conflict_of_interest": {"en": "Conflict of interest", "ja": "利益相反"},
    "collusion": {"en": "Competition and selection", "ja": "競争・選定の公正"},
    "litigation": {"en": "Litigation exposure", "ja": "訴訟・紛争のリスク"},
    "institution": {"en": "Institution", "ja": "組織"},
}
