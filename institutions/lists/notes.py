"""Notes on an edition of an official list, and differences of an entry from the current one."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded("edition.no_longer_listed", gettext_noop("No longer on the list."))
class NoLongerListed(Coded):
    pass


@coded(
    "edition.other_publishers",
    gettext_noop("The register has no list of this publisher yet. It has those of: %(known)s."),
    earlier=(gettext_noop("No list of this publisher is held yet. Held are those of: %(known)s."),),
)
class OtherPublishers(Coded):
    known: tuple[str, ...]


@coded("edition.left_alone", gettext_noop("%(number)s treaties that the file does not name stay as they are."))
class TreatiesLeftAlone(Coded):
    number: int


# Differences of an entry: in a day or field, or for one country of a treaty


@coded("value.not_stated", gettext_noop("not stated"))
class NotStated(Coded):
    pass


@coded("value.written", gettext_noop("%(value)s"))
class WrittenValue(Coded):
    """A value as a document writes it; a day is shown in the reader's calendar."""

    value: WrittenDay


@coded(
    "entry.changed",
    gettext_noop("%(name)s: %(was)s → %(now)s"),
    form=gettext_noop("%(label)s: %(was)s → %(now)s"),
)
class FieldChanged(Coded):
    name: str
    label: Label
    was: Coded
    now: Coded


@coded(
    "entry.changed_of_country",
    gettext_noop("%(country)s: %(name)s: %(was)s → %(now)s"),
    form=gettext_noop("%(country_label)s: %(label)s: %(was)s → %(now)s"),
)
class FieldOfCountryChanged(Coded):
    country: str
    country_label: Label
    name: str
    label: Label
    was: Coded
    now: Coded


@coded("entry.new_country", gettext_noop("%(country)s: new"), form=gettext_noop("%(country_label)s: new"))
class NewCountry(Coded):
    country: str
    country_label: Label


@coded(
    "entry.described_otherwise",
    gettext_noop("statement about the company"),
    earlier=(gettext_noop("what is said of the company"),),
)
class DescribedOtherwise(Coded):
    pass


@coded(
    "entry.never_begun",
    gettext_noop("it had not begun: removed as if it had never been listed"),
    earlier=(gettext_noop("it had not begun: taken off as if it had never been there"),),
)
class NeverBegun(Coded):
    pass


def value_in_words(value: object) -> Coded:
    """Return a value of an entry in words, or that none is stated."""
    if value is None or value == "" or value == []:
        return NotStated()
    return WrittenValue(value=WrittenDay(", ".join(map(str, value)) if isinstance(value, list) else str(value)))
