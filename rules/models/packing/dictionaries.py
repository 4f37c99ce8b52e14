"""The dictionaries of packed columns: texts that recur in what is packed, so that it need not hold them.

What was packed with a dictionary can be read with that one alone. So a dictionary is never changed or removed: a better
one is a new file with a new number, and the columns that use it name it for what they write from then on.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from institutions.models.packed_field import UnreadableError

FOLDER: Final = Path(__file__).parent
NONE: Final = 0  # the number of no dictionary
OUTCOMES: Final = 1
SNAPSHOTS: Final = 2
STATEMENTS: Final = 3
EVIDENCE: Final = 4
PARAMETERS: Final = (5, 6)  # one holds no more than 32,000 bytes: further ones are farther back than packing looks
BASIS: Final = (7, 8)
MITIGATIONS: Final = 9
REMEDIES: Final = (10, 11, 12)
# Of columns that say the same in the findings of many cases: texts of the rulebook.
RECURRING: Final = frozenset({*PARAMETERS, *BASIS, MITIGATIONS, *REMEDIES})
SHAPED_SNAPSHOTS: Final = 13  # of snapshots that were made shorter before (`snapshot_shape`)
FILES: Final = {
    OUTCOMES: ("outcomes_1.txt", "bcfa4e0b3b177aabac25854106db8c80e32a08e927f9089239f021b66c22dc06"),
    SNAPSHOTS: ("snapshots_1.txt", "ade7e7bea85f9e791c96f97bd2e807d4c0daaef631b7467696b418e032106a60"),
    STATEMENTS: ("statements_1.txt", "2ca2a8bef7d431735aa7f2dc2d10e404ae47459c5f8823b84e4f12d10a7fdcdb"),
    EVIDENCE: ("evidence_1.txt", "2ef0e7fb964a73ac54eb28552c8779ce4bc7e0bf463e47bc697942089e71f20a"),
    PARAMETERS[0]: ("parameters_1.txt", "7f8d17ba0d9b54b96c8649d2e173a3804e6d6195c94a80db70b145e12ed02f3c"),
    PARAMETERS[1]: ("parameters_2.txt", "3271f943ad6513776c8a077fe6f1be4201f9ca36143f3e3c3f558c14c50c84c6"),
    BASIS[0]: ("basis_1.txt", "d731a873d3005e9bd51365bd464530f4d01410234e1973191a48809465d9b139"),
    BASIS[1]: ("basis_2.txt", "ce8e516611480272813487ee14b899f8eb157c306db88e93214a6a2608c38f07"),
    MITIGATIONS: ("mitigations_1.txt", "9cec0dca483c9e747ff2070449e69af0ac87c472ea9302345913d8de161d039b"),
    REMEDIES[0]: ("remedies_1.txt", "5dd240d04fcc73332e016f43ce41d256686302992675a80b344d3e93f4463e1e"),
    REMEDIES[1]: ("remedies_2.txt", "43664bbf692bd6d51845581929461e15363acfcd68b11b5e603867dde4878602"),
    REMEDIES[2]: ("remedies_3.txt", "d9b976871fab03310070cba170b80c9568e7d32d2ae28e1576cbe287bc7ce325"),
    SHAPED_SNAPSHOTS: ("snapshots_2.txt", "2d8367eeac19d29a92d5f9b30dbe4ac0e87f19f315f36b91f69e7eab494f80ec"),
}


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
