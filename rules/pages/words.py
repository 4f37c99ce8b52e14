"""Laws, days and how sure they are, as a reader of the pages sees them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from institutions.kinds.base import Label
from rules.language.statements import Language, date_text

Json = Mapping[str, Any]  # Any: plain data from a JSON column


def reader_language() -> Language:
    """The language in which the page is read."""
    return "ja" if get_language() == "ja" else "en"


def in_language(text: "Label | Json | None", language: str) -> str:
    """A text in the reader's language, else in the other one; empty where there is none."""
    if text is None:
        return ""
    both = {"en": text.en, "ja": text.ja} if isinstance(text, Label) else text
    return str(both.get(language) or both.get("en") or both.get("ja") or "")


def certainty_words(confidence: str | None, review_on: str | None = None) -> str:
    """How sure a basis is, in words; empty where its text was read, and for what has no text."""
    said = {
        "seen_2013": _("text of December 2013; check whether it was amended"),
        "memory": _("not read; to be checked by counsel"),
        "derived": _("derived, not read"),
    }.get(confidence or "", "")
    if review_on:
        review = _("review by %(day)s") % {"day": review_on}
        said = f"{said}; {review}" if said else review
    return said


def law_words(entry: Json, language: str) -> str:
    """A law with its article: names where they are known, else its id."""
    if entry.get("law") in (None, "ours"):
        return _("No legal source: our own default")
    law = in_language(entry.get("name"), language) or str(entry["law"]).replace("_", " ")
    article = str(entry.get("article") or "")
    return f"{law} {article}".strip()


def valid_words(entry: Json, language: Language) -> str:
    """The days on which a value holds."""
    begin, end = (date_text(entry[name], language) if entry.get(name) else "" for name in ("from", "until"))
    if begin and end:
        return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    if begin:
        return _("from %(begin)s") % {"begin": begin}
    return _("until %(end)s") % {"end": end} if end else ""


def nothing_flagged(unknown: int) -> str:
    """What stands in place of the worst finding: never that there is none without saying what could not be told."""
    if not unknown:
        return _("No finding")
    said = ngettext("No finding; %(n)s not assessable", "No finding; %(n)s not assessable", unknown)
    return said % {"n": unknown}
