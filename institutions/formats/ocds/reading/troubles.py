"""Troubles with OCDS data: its packages, and values that a submission needs of a release."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label

# Files, packages and records


@coded(
    "ocds.file_empty",
    gettext_noop("%(path)s is empty. It should hold OCDS releases, records or packages, as JSON or JSON lines."),
    earlier=(gettext_noop("%(path)s is empty. It holds OCDS releases, records or packages, as JSON or JSON lines."),),
)
class OcdsFileEmpty(Coded):
    path: str


@coded(
    "ocds.not_in_publishers_encoding",
    gettext_noop(
        "Line %(line)s is no text in %(encoding)s, the encoding that the profile of the publisher names. Choose the "
        "profile of this file's publisher, or none for a file in UTF-8."
    ),
)
class LineNotInPublishersEncoding(Coded):
    line: PlainNumber
    encoding: str


@coded(
    "ocds.gzip_damaged",
    gettext_noop("The gzip file is damaged or ends early (%(trouble)s). Fetch it again; what came before was read."),
)
class RestDamaged(Coded):
    trouble: str


@coded("ocds.rest_unread", gettext_noop("The rest cannot be read: %(trouble)s. What came before was read."))
class RestUnread(Coded):
    trouble: str


@coded(
    "ocds.process_repeated",
    gettext_noop(
        "The process %(name)s is also in line %(line)s. Releases on lines of their own are merged only if they have "
        "dates: put them into one release package, or send the compiled release."
    ),
    earlier=(
        gettext_noop(
            "The process %(name)s stands in line %(line)s too. Releases on lines of their own are not merged: "
            "put them into one release package, or send the compiled release."
        ),
        gettext_noop(
            "The process %(name)s is also in line %(line)s. Releases on lines of their own are not merged: put "
            "them into one release package, or send the compiled release."
        ),
    ),
)
class ProcessRepeated(Coded):
    name: str
    line: PlainNumber


@coded(
    "ocds.too_many_releases",
    gettext_noop(
        "The process %(name)s has more than %(most)s releases. Send the compiled release, which says what all of them "
        "say."
    ),
)
class TooManyReleases(Coded):
    name: str
    most: PlainNumber


@coded(
    "ocds.releases_disagree",
    gettext_noop(
        "The process %(name)s is also in line %(line)s. A release there has the same date (%(moment)s) and says "
        "something else in %(changed)s: correct the dates, or put the releases into one release package in their order."
    ),
)
class ReleasesDisagree(Coded):
    name: str
    line: PlainNumber
    moment: str
    changed: str


@coded(
    "ocds.no_object",
    gettext_noop("%(value)s is not a release, record or package of OCDS. Give a JSON object."),
    earlier=(gettext_noop("%(value)s is no release, record or package of OCDS. Give a JSON object."),),
)
class NoOcdsObject(Coded):
    value: OutsideValue


@coded(
    "ocds.nothing_known",
    gettext_noop("This is not a release, record or package of OCDS: ocid, releases and records are all missing."),
    earlier=(
        gettext_noop("This is no release, record or package of OCDS: ocid, releases and records are all missing."),
    ),
)
class NoOcdsData(Coded):
    pass


@coded(
    "ocds.too_deep",
    gettext_noop(
        "The data is nested more than %(number)s levels deep, which OCDS never is. Compare it with its schema."
    ),
)
class OcdsTooDeep(Coded):
    number: int


@coded(
    "ocds.no_records",
    gettext_noop("%(value)s is not a list of records. Give a list with at least one record."),
    earlier=(gettext_noop("%(value)s is not a list of records with at least one of them."),),
)
class NoRecords(Coded):
    value: OutsideValue


@coded(
    "ocds.no_releases",
    gettext_noop("%(value)s is not a list of releases. Give a list with at least one release."),
    earlier=(gettext_noop("%(value)s is not a list of releases with at least one of them."),),
)
class NoReleases(Coded):
    value: OutsideValue


@coded(
    "ocds.no_record",
    gettext_noop("A record is needed here, not %(value)s."),
    earlier=(gettext_noop("%(value)s stands where a record is needed."),),
)
class NoOcdsRecord(Coded):
    value: OutsideValue


@coded(
    "ocds.record_without_releases",
    gettext_noop("The record has neither a compiled release nor its releases in full. Send one of them."),
)
class RecordWithoutReleases(Coded):
    pass


@coded(
    "ocds.linked_release_not_given",
    gettext_noop(
        "The record links to the release %(url)s, which is in none of the given files. Nothing is fetched from the "
        "network: give the package that holds it too, or send the compiled release."
    ),
)
class LinkedReleaseNotGiven(Coded):
    """A release that a record links to. `url`: the address of a package, and the id of the release after #."""

    url: str


@coded(
    "ocds.release_without_ocid",
    gettext_noop("This release has no ocid, so it belongs to no contracting process. Give it."),
)
class ReleaseWithoutOcid(Coded):
    pass


@coded(
    "ocds.linked_too_often",
    gettext_noop(
        "More than %(most)s records link to the release %(url)s. A process has one record: remove the others."
    ),
)
class LinkedTooOften(Coded):
    """A release that stands in very many records: each would be read with all that it says."""

    url: str
    most: PlainNumber


@coded(
    "ocds.several_processes",
    gettext_noop("The releases belong to %(number)s contracting processes. Put each process into a record of its own."),
)
class SeveralProcesses(Coded):
    number: int


@coded(
    "ocds.release_without_date",
    gettext_noop(
        "Release %(number)s of those to be merged has no date (%(value)s), so their order is not known. Give "
        "each its date, or send the compiled release."
    ),
)
class ReleaseWithoutDate(Coded):
    number: PlainNumber
    value: OutsideValue


# What a submission needs


@coded("ocds.no_ocid", gettext_noop("The release has no ocid. Give the identifier of the contracting process."))
class NoOcid(Coded):
    pass


@coded("ocds.no_value", gettext_noop("The release has no value. Give %(option)s."))
class NoValue(Coded):
    option: Label


@coded("ocds.no_value_in_yen", gettext_noop("The release has no value in yen. Give %(option)s to convert %(value)s."))
class NoValueInYen(Coded):
    option: Label
    value: str


@coded(
    "ocds.not_said",
    gettext_noop("This is missing in the OCDS data. Give %(option)s."),
    earlier=(gettext_noop("OCDS data does not say it here. Give %(option)s."),),
)
class NotSaid(Coded):
    option: Label


@coded(
    "ocds.no_sure_word",
    gettext_noop("%(value)s has no clear equivalent here. Give %(option)s."),
    earlier=(gettext_noop("%(value)s has no sure word here. Give %(option)s."),),
)
class NoSureWord(Coded):
    value: OutsideValue
    option: Label


@coded("ocds.several_words", gettext_noop("%(value)s can mean %(meanings)s. Give %(option)s with one of them."))
class SeveralWords(Coded):
    value: OutsideValue
    meanings: Label
    option: Label


@coded(
    "ocds.no_partner",
    gettext_noop("No supplier, private party or tenderer with a valid bid is named. Name one: a partnership needs it."),
    earlier=(
        gettext_noop(
            "No supplier, private party or tenderer whose bid stands is named. Name one: a partnership needs it."
        ),
    ),
)
class NoPartner(Coded):
    pass


@coded(
    "ocds.period_ends_first",
    gettext_noop("%(last)s is before the start, %(first)s. Exchange or correct them."),
)
class PeriodEndsFirst(Coded):
    last: WrittenDay
    first: WrittenDay


@coded("ocds.no_fraction", gettext_noop("%(value)s is not a share. OCDS writes a fraction: 0.25 for 25 %%."))
class NoFraction(Coded):
    value: str


@coded(
    "ocds.no_currency",
    gettext_noop("%(value)s is not a currency. Give its ISO 4217 code of three letters, such as JPY."),
)
class NoCurrency(Coded):
    value: OutsideValue


@coded(
    "ocds.odd_amount",
    gettext_noop("%(value)s is negative or has more than 18 digits. Correct it, or leave it out."),
)
class OddAmount(Coded):
    value: str


@coded("ocds.too_large_in_yen", gettext_noop("%(value)s is too large in yen. Correct it or the rate."))
class TooLargeInYen(Coded):
    value: str
