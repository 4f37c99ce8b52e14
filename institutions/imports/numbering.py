"""The collection that the rows of a table belong to, and the option that they may be about others than before.

The author of a table numbers its rows and parties by hand, and another file may have the same numbers. Within a
collection a number means one thing; files of one body with separate numbering are separate collections.
"""

from typing import Final

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldErrors
from institutions.drafts.values import text_trouble
from institutions.imports.checking import MAX_PUBLISHER
from institutions.imports.options import Options
from institutions.imports.troubles.file import CollectionUnnamed, NoTruth
from institutions.kinds.fields import flag_field, text_field

COLLECTION: Final = text_field("collection", "Collection", "台帳の名称")
REPLACE: Final = flag_field("replace", "Records may be about others than before", "記録の当事者の入替えを認める")
NUMBERING: Final = (COLLECTION, REPLACE)
TRUE_OR_FALSE: Final = ("true", "false")


def check_numbering(given: Options, troubles: FieldErrors) -> None:
    """Check the two options, and note their troubles."""
    name = given.get(COLLECTION.name)
    if name not in (None, "") and (trouble := text_trouble(name, MAX_PUBLISHER, one_line=True)):
        troubles.add(f"/options/{COLLECTION.name}", CollectionUnnamed(why=trouble))
    if str(given.get(REPLACE.name) or "false").casefold() not in TRUE_OR_FALSE:
        troubles.add(f"/options/{REPLACE.name}", NoTruth(value=outside_value(given[REPLACE.name])))


def collection_named(given: Options) -> str:
    """Return the name of the collection; empty for files without one."""
    return str(given.get(COLLECTION.name) or "").strip()


def may_replace_parties(given: Options) -> bool:
    """Return whether a record may be about other parties than before."""
    return str(given.get(REPLACE.name) or "false").casefold() == "true"
