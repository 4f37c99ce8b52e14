"""Troubles with seed files and their rows. Rows of lists of treaties are checked in the same way."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber, WrittenDay
from institutions.codes.registry import coded


@coded("seed.at", gettext_noop("%(place)s: %(trouble)s"))
class SeedTrouble(Coded):
    """A trouble with its place: a file, or a file and its row."""

    place: str
    trouble: Coded


@coded("seed.did_you_mean", gettext_noop("Did you mean %(word)s?"))
class SeedDidYouMean(Coded):
    word: str


@coded("seed.use_one_of", gettext_noop("Use one of %(known)s."))
class SeedUseOneOf(Coded):
    known: tuple[str, ...]


@coded("seed.did_you_mean_field", gettext_noop("Did you mean '%(field)s'?"))
class SeedDidYouMeanField(Coded):
    field: str


@coded("seed.known_fields", gettext_noop("Known: %(known)s."))
class SeedKnownFields(Coded):
    known: tuple[str, ...]


@coded("seed.file_missing", gettext_noop("the file is missing. Put it back: every seed file is needed."))
class SeedFileMissing(Coded):
    pass


@coded("seed.not_utf8", gettext_noop("is not UTF-8 (%(reason)s at byte %(byte)s). Save it as UTF-8."))
class SeedNotUtf8(Coded):
    reason: str
    byte: PlainNumber


@coded("seed.not_valid", gettext_noop("is not valid: %(problem)s."))
class SeedNotValid(Coded):
    problem: str


@coded("seed.no_mapping_of_rows", gettext_noop("must be a mapping of names to rows."))
class SeedNoRows(Coded):
    pass


@coded("seed.no_mapping_of_fields", gettext_noop("must be a mapping of fields to values."))
class SeedNoFields(Coded):
    pass


@coded("seed.field_missing", gettext_noop("'%(field)s' is missing. Give it."))
class SeedFieldMissing(Coded):
    field: str


@coded("seed.day_missing", gettext_noop("'%(field)s' is missing. Give a date such as 2020-04-01."))
class SeedDayMissing(Coded):
    field: str


@coded("seed.names_missing", gettext_noop("'%(field)s' is missing. Give it with en and ja."))
class SeedNamesMissing(Coded):
    field: str


@coded("seed.no_text", gettext_noop("'%(field)s' must be a text, not %(value)s. Quote it."))
class SeedNoText(Coded):
    field: str
    value: OutsideValue


@coded("seed.no_word", gettext_noop("'%(field)s' can't be %(word)s. %(near)s"))
class SeedNoWord(Coded):
    field: str
    word: str
    near: Coded


@coded("seed.word_twice", gettext_noop("'%(field)s' names a word twice. Name it once."))
class SeedWordTwice(Coded):
    field: str


@coded("seed.no_day", gettext_noop("'%(field)s' must be a date such as 2020-04-01, not %(value)s."))
class SeedNoDay(Coded):
    field: str
    value: OutsideValue


@coded("seed.no_flag", gettext_noop("'%(field)s' must be true or false, not %(value)s."))
class SeedNoFlag(Coded):
    field: str
    value: OutsideValue


@coded("seed.no_whole_number", gettext_noop("'%(field)s' must be a whole number above zero, not %(value)s."))
class SeedNoWholeNumber(Coded):
    field: str
    value: OutsideValue


@coded("seed.no_list", gettext_noop("'%(field)s' must be a list."))
class SeedNoList(Coded):
    field: str


@coded(
    "seed.ends_before_it_begins",
    gettext_noop("'until' (%(until)s) is before 'from' (%(since)s). Swap them, or correct one."),
)
class SeedEndsBefore(Coded):
    until: WrittenDay
    since: WrittenDay


@coded("seed.no_review_day", gettext_noop("'%(confidence)s' needs a day to check it again. Give 'review_on'."))
class SeedNoReviewDay(Coded):
    confidence: str


@coded("seed.without_source", gettext_noop("'%(field)s' stands without a 'source'. Name the source too."))
class SeedWithoutSource(Coded):
    field: str


@coded("seed.unknown_field", gettext_noop("'%(field)s' is not a field here. %(near)s"))
class SeedUnknownField(Coded):
    field: str
    near: Coded


@coded(
    "seed.unread_source",
    gettext_noop("the source 'unread' goes with the confidence memory only. Name what was read."),
)
class SeedUnreadSource(Coded):
    pass


@coded("seed.repeated", gettext_noop("%(key)s comes %(count)s times. Keep one row."))
class SeedRepeated(Coded):
    key: str
    count: PlainNumber


@coded("seed.above_itself", gettext_noop("is above itself. Correct 'parents'."))
class SeedAboveItself(Coded):
    pass


@coded("seed.unknown_source", gettext_noop("'%(key)s' is not known. Add it to sources.yaml, or correct the word."))
class SeedUnknownSource(Coded):
    key: str


@coded("seed.unknown_body", gettext_noop("'%(key)s' is not known. Add it to bodies.yaml, or correct the word."))
class SeedUnknownBody(Coded):
    key: str


@coded(
    "seed.unknown_country",
    gettext_noop("'%(key)s' is not known. Use a code of countries.yaml, or correct the word."),
)
class SeedUnknownCountry(Coded):
    key: str


@coded("seed.unknown_domain", gettext_noop("'%(key)s' is not known. Use one of them, or correct the word."))
class SeedUnknownDomain(Coded):
    key: str


@coded("seed.no_isds", gettext_noop("'isds' must be true, false or unknown, not %(value)s."))
class SeedNoIsds(Coded):
    value: OutsideValue


@coded("seed.withdrawn_too_early", gettext_noop("'withdrawn_on' must be after 'in_force_on'."))
class SeedWithdrawnTooEarly(Coded):
    pass


@coded("seed.too_few_parties", gettext_noop("'parties' must name %(home)s and at least one other country."))
class SeedTooFewParties(Coded):
    home: str


@coded("seed.party_twice", gettext_noop("'parties' names a country twice."))
class SeedPartyTwice(Coded):
    pass


@coded(
    "seed.signed_only",
    gettext_noop("is signed only, but has a day of entry into force. Correct 'status', or take the day out."),
)
class SeedSignedOnly(Coded):
    pass


@coded(
    "seed.never_in_force",
    gettext_noop("is %(status)s, but no party has a day of entry into force. Give 'in_force_on'."),
)
class SeedNeverInForce(Coded):
    status: str


@coded("seed.in_force_before_signed", gettext_noop("is in force before it was signed. Correct one of the days."))
class SeedInForceBeforeSigned(Coded):
    pass


@coded(
    "seed.terminated_without_day",
    gettext_noop("must have 'terminated_on' exactly if its 'status' is terminated."),
)
class SeedTerminatedWithoutDay(Coded):
    pass


@coded(
    "seed.claim_standing",
    gettext_noop("a claim has the standing claim, and nothing else has. Correct 'what' or 'standing'."),
)
class SeedClaimStanding(Coded):
    pass


@coded("seed.code_of_body", gettext_noop("'code' is for the type body, and that type needs it."))
class SeedCodeOfBody(Coded):
    pass


@coded("seed.no_address", gettext_noop("'url' must start with https:// or http://, not %(value)s."))
class SeedNoAddress(Coded):
    value: OutsideValue


@coded("seed.address_without_day", gettext_noop("a source with a 'url' needs 'retrieved_on': a page changes."))
class SeedAddressWithoutDay(Coded):
    pass


@coded("seed.no_name", gettext_noop("has no name. Give at least one under 'names'."))
class SeedNoName(Coded):
    pass


@coded(
    "seed.wrong_number",
    gettext_noop("'corporate_number' %(number)s is wrong: %(problem)s. Look it up, or leave it out."),
)
class SeedWrongNumber(Coded):
    number: str
    problem: str


@coded("seed.overlap", gettext_noop("two of '%(field)s' hold on %(day)s. End the first one on the day before."))
class SeedOverlap(Coded):
    field: str
    day: WrittenDay
