"""What the answer says beside the engine's own texts: each of them for a reader, in both languages."""

from collections.abc import Mapping
from typing import Any, Protocol

from rules.assessing.engine_words import EngineWords, Known

Json = dict[str, Any]  # Any: plain data on its way to the caller


class Said(Protocol):
    """An outcome as it was stored or as it was just found."""

    @property
    def missing(self) -> Any:  # Any: a list from a JSON column, or a tuple; of text both
        """The data without which the rule could not be assessed."""

    @property
    def reason(self) -> str:
        """Why the rule is silent; empty where it is not."""


def explained(outcomes: Mapping[str, Said], snapshot: str) -> Json:
    """By code of the rule: what is missing, and why it is silent; rules without either are left out.

    `code` is the engine's text, as `missing` gives it, for a program to compare; `text` is for people and may be
    worded better at any time.
    """
    known = Known(snapshot)
    english, japanese = EngineWords(known, "en"), EngineWords(known, "ja")

    def missing(text: str) -> Json:
        return {"code": text, "text": {"en": english.missing(text), "ja": japanese.missing(text)}}

    def reason(text: str) -> Json | None:
        return {"code": text, "text": {"en": english.reason(text), "ja": japanese.reason(text)}} if text else None

    return {
        code: {"missing": [missing(text) for text in each.missing], "reason": reason(each.reason)}
        for code, each in sorted(outcomes.items())
        if each.missing or each.reason
    }
