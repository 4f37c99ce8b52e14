"""Values as a reader of the pages sees them: per cent, yen with separators, parties by name, words by label."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from institutions.kinds.base import Label
from rules.facts.base import OPEN_END, OPEN_START, FieldType
from rules.facts.labels import word_of

Json = Mapping[str, Any]  # Any: plain data from a JSON column
CONFIDENCE = {"seen", "seen_2013", "memory", "ours", "derived"}


def in_language(text: "Label | Json | None", language: str) -> str:
    """A text in the reader's language, else in the other one; empty where there is none."""
    if text is None:
        return ""
    both = {"en": text.en, "ja": text.ja} if isinstance(text, Label) else text
    return str(both.get(language) or both.get("en") or both.get("ja") or "")


def value_words(field: str, kind: FieldType, value: object, names: Json, language: str) -> str:
    """One value of a fact."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return number_words(value, kind.unit)
    text = str(value)
    if text in (OPEN_START, OPEN_END):
        return _("no end known") if text == OPEN_END else _("no beginning known")
    if kind.sort == "word":
        return in_language(word_of(field, text), language)
    return in_language(names.get(text), language) or text


def number_words(value: int, unit: str) -> str:
    """A number with its unit."""
    if unit == "bp":
        return f"{value / 100:.2f}".rstrip("0").rstrip(".") + " %"
    if unit == "yen":
        return _("%(amount)s yen") % {"amount": f"{value:,}"}
    if unit == "months":
        return _("%(n)s months") % {"n": value}
    if unit == "days":
        return _("%(n)s days") % {"n": value}
    if unit == "years":
        return _("%(n)s years") % {"n": value}
    return f"{value:,}"


def certainty_words(confidence: str | None, review_on: str | None = None) -> str:
    """How sure a basis is, in words; empty where its text was read."""
    said = {
        "seen_2013": _("text of December 2013; check whether it was amended"),
        "memory": _("not read; to be checked by counsel"),
        "derived": _("derived, not read"),
        "ours": _("our own default, no legal source"),
    }.get(confidence or "", "")
    if review_on:
        review = _("review by %(day)s") % {"day": review_on}
        said = f"{said}; {review}" if said else review
    return said


def law_words(entry: Json, language: str) -> str:
    """A law with its article: names where they are known, else its id."""
    if entry.get("law") in (None, "ours"):
        return _("no legal source")
    law = in_language(entry.get("name"), language) or str(entry["law"]).replace("_", " ")
    article = str(entry.get("article") or "")
    return f"{law} {article}".strip()


def valid_words(entry: Json) -> str:
    """The days on which a value holds."""
    begin, end = entry.get("from"), entry.get("until")
    if begin and end:
        return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    if begin:
        return _("from %(begin)s") % {"begin": begin}
    return _("until %(end)s") % {"end": end} if end else ""
