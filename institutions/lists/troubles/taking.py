"""Reasons to refuse an edition."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import WrittenDay
from institutions.codes.registry import coded


@coded(
    "edition.kept_by_other",
    gettext_noop(
        "This list is kept by %(body)s, and only that body accepts its editions. Give --submitted-by %(body)s."
    ),
    form=gettext_noop("This list is kept by %(body)s, and only that body accepts its editions. Upload it in its name."),
    earlier=(
        gettext_noop("This list is kept by %(body)s, which alone takes its editions. Give --submitted-by %(body)s."),
    ),
)
class KeptByOther(Coded):
    body: str


@coded(
    "edition.older",
    gettext_noop(
        "The register has an edition of %(held)s, which is later than %(day)s. Fetch the newest one, or "
        "correct the day."
    ),
    earlier=(
        gettext_noop(
            "An edition of %(held)s is held, which is later than %(day)s. Fetch the newest one, or correct the day."
        ),
    ),
)
class OlderEdition(Coded):
    held: WrittenDay
    day: WrittenDay


@coded(
    "edition.troubles",
    gettext_noop("Errors in the file: %(number)s. Correct them: a list is accepted whole or not at all."),
    earlier=(gettext_noop("Troubles in the file: %(number)s. Correct them: a list is taken whole or not at all."),),
)
class TroublesInFile(Coded):
    number: int


@coded(
    "edition.too_many_end",
    gettext_noop("%(ended)s of %(held)s entries would end. Is the file complete? If it is, give --allow-shrink."),
    form=gettext_noop(
        "%(ended)s of %(held)s entries would end. Was the file cut off? If it is complete, upload it again "
        "and confirm that more than half may end."
    ),
    earlier=(
        gettext_noop("%(ended)s of %(held)s entries would end. Is the file complete? If it is, say --allow-shrink."),
    ),
)
class TooManyEntriesEnd(Coded):
    ended: int
    held: int


@coded(
    "edition.clash",
    gettext_noop(
        "The database rejected the edition because it does not fit the registered data: somebody else may be "
        "accepting an edition of the same list. Compare it once more."
    ),
    form=gettext_noop("Somebody else has just changed the same list. Upload the edition again."),
    earlier=(
        gettext_noop(
            "The database refused the edition together with what it holds: somebody else may be taking one of "
            "the same list. Look at it once more."
        ),
    ),
)
class EditionClash(Coded):
    pass
