"""Invisible characters that change how a text is read: one list for documents, imports, forms and REST.

Those that set the direction of writing turn the rest of a line round, so that a text can seem to say what it does not
(Unicode Standard Annex 9; Unicode Technical Report 36). The letters of Arabic and Hebrew need none of them. U+200C and
U+200D stay allowed: some scripts and many pictographs are not written right without them.
"""

import re
from typing import Final

HIDDEN: Final = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but for the tab and the ends of lines
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff"  # characters without width
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of writing
    "\u2028\u2029\u206a-\u206f\ufff9-\ufffb"  # ends of lines and other formats that are out of use
    "\U000e0001\U000e0020-\U000e007f"  # tags
    "]"
)


def hidden_character_in(text: str) -> str:
    """Return the number of the first such character, as U+202E; empty if there is none."""
    found = HIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
