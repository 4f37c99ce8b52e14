"""Troubles with a document as a whole, and with its reference and revision."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded


@coded(
    "document.more_errors",
    gettext_noop("There may be more: only the first %(number)s errors are listed. Correct these and send it again."),
)
class MayBeMore(Coded):  # stored with imports of before there was a total
    number: PlainNumber


@coded(
    "document.errors_in_all",
    gettext_noop("There are %(total)s errors. The first %(number)s are listed: correct these and send it again."),
)
class ErrorsInAll(Coded):
    number: PlainNumber
    total: PlainNumber


@coded("document.first_notes", gettext_noop("Only the first %(number)s notes are listed."))
class FirstNotes(Coded):
    number: PlainNumber


@coded("document.no_object", gettext_noop("The document is %(value)s. Send one JSON object."))
class NoDocument(Coded):
    value: OutsideValue


@coded("document.too_large", gettext_noop("The document has %(size)s bytes; the limit is %(most)s (5 MB). Split it."))
class DocumentTooLarge(Coded):
    size: int
    most: int


@coded(
    "document.too_deep",
    gettext_noop(
        "The document is nested more than %(number)s levels deep, which its form never needs. See the schema."
    ),
)
class DocumentTooDeep(Coded):
    number: int


@coded("document.odd_name", gettext_noop("A field has a name that is not a text. Send JSON."))
class OddName(Coded):
    pass


@coded("document.odd_type", gettext_noop("A value is of the type %(type)s, which JSON does not have. Send JSON."))
class OddType(Coded):
    type: str


@coded("document.huge_number", gettext_noop("A number has hundreds of digits. Correct it."))
class HugeNumber(Coded):
    pass


@coded(
    "document.secret",
    gettext_noop(
        "You may not see restricted partnerships, so you cannot register one. Ask an administrator for this right."
    ),
    earlier=(
        gettext_noop(
            "You may not read secret partnerships, so you cannot register one. Ask an administrator for the right to."
        ),
    ),
)
class RestrictedNotYours(Coded):
    pass


@coded(
    "document.other_submitter",
    gettext_noop("You submit for %(body)s, but the document says %(value)s. Write %(body)s."),
    form=gettext_noop("You propose for %(body)s. Write %(body)s."),
)
class OtherSubmitter(Coded):
    body: str
    value: OutsideValue


@coded(
    "document.stored_full",
    gettext_noop(
        "With this document, your body would have more than %(most)s bytes of documents in the register. Ask the "
        "operations team to find out which key or account sends so much, and to raise the limit if it is needed."
    ),
)
class StoredDocumentsFull(Coded):
    most: PlainNumber


@coded(
    "store.full",
    gettext_noop(
        "With this, more than %(most)s bytes would be stored for you. Ask the operations team to find out which key or "
        "account stores so much, and to raise the limit if it is needed."
    ),
)
class StoreFull(Coded):
    most: PlainNumber


@coded("reference.taken", gettext_noop("This reference is taken. Choose another one."))
class ReferenceTaken(Coded):
    pass


@coded(
    "reference.disposed",
    gettext_noop(
        "The documents of this partnership were disposed of after their retention, so it takes no further revision. "
        "Propose a new partnership under another reference."
    ),
)
class ReferenceDisposed(Coded):
    pass


@coded(
    "revision.other_content",
    gettext_noop(
        "This reference and revision were registered with other content; it differs in %(where)s. Send a "
        "change with a higher revision."
    ),
)
class OtherContent(Coded):
    where: str


@coded("revision.older", gettext_noop("Revision %(held)s is registered; %(given)s is older. Send a higher revision."))
class OlderRevision(Coded):
    held: PlainNumber
    given: PlainNumber
