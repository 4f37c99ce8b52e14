"""The dictionaries of packed columns: texts that recur in what is packed, so that it need not hold them.

What was packed with a dictionary can be read with that one alone. So a dictionary is never changed or removed: a better
one is a new file with a new number, and the columns that use it name it for what they write from then on.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
NONE: Final = 0  # the number of no dictionary
OUTCOMES: Final = 1
FILES: Final = {
    OUTCOMES: ("outcomes_1.txt", "bcfa4e0b3b177aabac25854106db8c80e32a08e927f9089239f021b66c22dc06"),
}


class UnreadableError(ValueError):
    """A stored row that this version of the program cannot read: the message names the remedy."""


class DictionaryError(UnreadableError):
    """A dictionary that this version of the program does not have, or not as it was."""


@cache
def dictionary_text(number: int) -> bytes:
    """Return the text of a dictionary. DictionaryError if it is not there, or was changed."""
    if number not in FILES:
        message = f"Dictionary {number} is unknown here. Read this row with the version of the program that wrote it."
        raise DictionaryError(message)
    name, known = FILES[number]
    text = (FOLDER / name).read_bytes()
    if sha256(text).hexdigest() != known:
        message = f"{name} is not the dictionary that rows were packed with. Restore the file from the program."
        raise DictionaryError(message)
    return text
