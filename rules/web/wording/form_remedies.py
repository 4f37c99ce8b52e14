"""Errors in answers of the form, worded for the person who fills it in, in the reader's language.

The check addresses authors of documents, with quotes, keys and null; its codes have words for the form too.
"""

from typing import Final

from django.utils.translation import gettext, gettext_noop

from institutions.codes.wording import code_words
from institutions.drafts.errors import FieldError
from institutions.drafts.troubles.references import UnknownPartyId
from institutions.drafts.troubles.values import NoPartyId

CHOOSE: Final = {  # by table of the document: the remedy if no party of the register is chosen
    "companies": gettext_noop(
        "No company of the register is chosen. Type part of its name and choose it; for a company that is not "
        "in the register yet, leave this empty and write the name."
    ),
    "people": gettext_noop(
        "No person of the register is chosen. Type part of the name and choose them; for a person who is not "
        "suggested, leave this empty and write the name."
    ),
    "bodies": gettext_noop(
        "No government body of the register is chosen. Type part of its name or its code and choose it; for a body "
        "that is not in the register yet, leave this empty and write the name."
    ),
}


def form_remedy(error: FieldError) -> str:
    """Return an error of the check for the reader of the form; for an unchosen party the remedy of its table."""
    table = error.field.removeprefix("/").partition("/")[0]
    if isinstance(error.said, NoPartyId | UnknownPartyId) and table in CHOOSE:
        return gettext(CHOOSE[table])
    return code_words(error.said, audience="form")
