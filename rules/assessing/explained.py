"""What the answer says beside the engine's own texts: each of them for a reader, in both languages."""

from collections.abc import Mapping
from typing import Any

from rules.assessing.said import Said

Json = dict[str, Any]  # Any: plain data on its way to the caller


def explained(outcomes: Mapping[str, tuple[list[Said], Said | None]]) -> Json:
    """By code of the rule: what is missing, and why it is silent; rules without either are left out.

    `code` is the engine's text, as `missing` gives it, for a program to compare; `name` and `parameters` are the same
    as data; `text` is for people and may be worded better at any time.
    """
    return {
        code: {"missing": [each.to_json() for each in missing], "reason": reason.to_json() if reason else None}
        for code, (missing, reason) in sorted(outcomes.items())
        if missing or reason
    }
