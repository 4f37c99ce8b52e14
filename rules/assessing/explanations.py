"""The engine's texts in the answer, each worded for a reader in both languages."""

from collections.abc import Mapping
from typing import Any

from rules.assessing.result_lines import ResultLine

Json = dict[str, Any]  # Any: plain data on its way to the caller


def explanations_by_rule(outcomes: Mapping[str, tuple[list[ResultLine], ResultLine | None]]) -> Json:
    """Return by rule code the missing data and the reason for silence; rules with neither are left out.

    `code` is the engine's text, as `missing` gives it, for a program to compare; `name` and `parameters` are the same
    as data; `text` is for people and may be worded better at any time.
    """
    return {
        code: {"missing": [each.to_json() for each in missing], "reason": reason.to_json() if reason else None}
        for code, (missing, reason) in sorted(outcomes.items())
        if missing or reason
    }
