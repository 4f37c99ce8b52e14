"""The closed lists of words that fact fields take, read from the kinds and tables where they are declared once."""

from institutions.kinds import KINDS
from institutions.kinds.document import DOCUMENT, LEADS, OFFICIALS, PARTICIPANTS, SELECTION
from institutions.kinds.parties import COMPANIES
from rules.facts.kinds.base import FieldType, word_type

TABLES = {table.name: table for table in (DOCUMENT, SELECTION, PARTICIPANTS, OFFICIALS, COMPANIES, LEADS)}


def stated_words(owner: str, field: str, *more: str) -> FieldType:
    """Return the word type of a field of a kind or table, with extra words of our own: `stated_words("measure",
    "type")`.
    """
    fields = KINDS[owner].by_name if owner in KINDS else TABLES[owner].by_name
    return word_type(*fields[field].words, *more)
