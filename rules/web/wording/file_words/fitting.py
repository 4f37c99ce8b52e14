"""Finds the text of which a message was made, and says it in the reader's language."""

import re
from typing import Final

from django.utils.translation import gettext, gettext_noop

from rules.web.wording.file_words import bods, documents, files, lists, ocds
from rules.web.wording.form_remedies import Remedies, said_by

PLACE: Final = re.compile(r"%\((?P<name>\w+)\)s|(?P<percent>%%)")
NEAR: Final = (
    gettext_noop(" Did you mean %(near)s?"),
    gettext_noop(" Use one of: %(words)s."),
    gettext_noop(" Write %(word)s."),
)


def pattern_of(text: str) -> re.Pattern[str]:
    """What fits the messages that are made of a text; a name that comes again holds the same again."""
    parts, end, seen = [], 0, set[str]()
    for found in PLACE.finditer(text):
        parts.append(re.escape(text[end : found.start()]))
        end, name = found.end(), found["name"]
        parts.append("%" if found["percent"] else f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
    return re.compile("".join([*parts, re.escape(text[end:])]), re.DOTALL)


def remedies_of(*texts: str) -> Remedies:
    """Each text with its pattern."""
    return tuple((pattern_of(text), text) for text in texts)


# The more a text says of its own the earlier it stands: `%(value)s is not a number.` fits what longer ones say too.
SAID: Final = remedies_of(
    *sorted(
        (*files.SAID, *documents.SAID, *bods.SAID, *ocds.SAID, *lists.SAID),
        key=lambda text: len(PLACE.sub("", text)),
        reverse=True,
    )
)
SUGGESTED: Final = tuple(re.compile(f"(?P<head>.+?){pattern_of(text).pattern}", re.DOTALL) for text in NEAR)


def file_words(message: str) -> str:
    """The message in the reader's language; empty where it is made of none of the texts."""
    return said_by(SAID, message)


def without_suggestion(message: str) -> tuple[str, str]:
    """A message without the words that end it by naming what may be meant, and these in the reader's language."""
    for pattern, text in zip(SUGGESTED, NEAR, strict=True):
        if found := pattern.fullmatch(message):
            return found["head"], gettext(text) % found.groupdict()
    return message, ""
