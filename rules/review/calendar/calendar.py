"""The calendar of a case, and the day before which nothing is signed. Pages, REST and files ask only this module."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from institutions.access.callers import reads_sensitive
from institutions.access.keys import KeyHolder
from institutions.access.kin import EVERYTHING
from institutions.kinds.base import Label
from institutions.models import Account, Partnership
from institutions.values.hashing import hash_json
from rules.access.sensitive_reads import sensitive_in_lines
from rules.access.withholding import TEXT, is_about_sensitive
from rules.assessing.evidence import Evidence
from rules.assessing.material import AssessmentMaterial, PlainFact
from rules.assessing.result_lines import ResultLine, ResultReader
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.engine.language.statements import Language
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.kinds.date_arithmetic import days_after
from rules.facts.kinds.sensitive import sensitive_fields
from rules.review.calendar.assessed_facts import AssessedFacts
from rules.review.calendar.entry import CalendarEntry
from rules.review.calendar.litigation import litigation_days
from rules.review.calendar.people import people_days
from rules.review.calendar.review import review_days
from rules.review.calendar.selection import selection_days
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.deadlines import Named
from rules.review.casework.people_concerned.hearing import hearings_of
from rules.review.casework.standing import FindingStanding, StandingKind

Json = dict[str, Any]  # Any: plain data
SELF: Final = "self"
# Rules whose days this calendar shows: where such a rule lacks data, an entry says so.
DATED_RULES: Final = ("COI-05", "COI-09", "COI-10", "COL-19", "LIT-01", "LIT-02", "LIT-06", "LIT-08")
MOST_LACKING: Final = 5
BETWEEN: Final = {"en": "; ", "ja": "、"}
MORE: Final = {"en": " and more", "ja": "ほか"}
NOT_SAID: Final = {"en": "the rule ended with an error", "ja": "ルールの評価中にエラーが発生"}
DEMANDING: Final = frozenset({"COL-19", "LIT-01", "LIT-02"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """An entry with its sources. `claim`: somebody states it as a claim."""

    entry: CalendarEntry
    sources: tuple[Json, ...] = ()
    claim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of a case as one reader may see them: by day, then those without an end, then unknown ones."""

    partnership: Partnership
    today: date
    as_of: date | None  # the day that the newest finished assessment looked from; None: never assessed
    stale: bool  # a later revision or change is not assessed yet
    case_state: str  # of the review
    rows: tuple[ShownEntry, ...]
    withheld: int  # entries about kin, gifts, income and acts that this reader does not see
    read: Mapping[str, str] = field(default_factory=dict)  # its sensitive entries: hash by id

    @property
    def entries(self) -> tuple[CalendarEntry, ...]:
        """The entries alone."""
        return tuple(each.entry for each in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningHold:
    """The day before which nothing is signed. `before` None: no entry demands a day; `unknown` may demand more."""

    before: str | None
    because: tuple[CalendarEntry, ...]
    unknown: tuple[CalendarEntry, ...]
    unassessed: bool  # nothing, or not the present revision, was assessed: more may be demanded

    @property
    def certain(self) -> bool:
        """True if no unknown day may demand more."""
        return not self.unknown and not self.unassessed


def calendar_of(
    partnership: Partnership,
    reader: Account | KeyHolder,
    today: date | None = None,
    *,
    view: CaseView | None = None,
    named: Named | None = None,
) -> Calendar:
    """Return the calendar of a partnership that the reader may read. A constant number of queries.

    `view` and `named`: the case and the persons concerned (`hearings_of`), where the caller has read them already.

    The caller that shows it records the sensitive entries (`rules.access.sensitive_reads.note_read`, `Calendar.read`).
    """
    view = view or read_case(partnership, today=today)
    sensitive = reads_sensitive(reader)
    snapshot = view.done.snapshot if view.done else None
    results = ResultReader(SnapshotFacts(snapshot.content if snapshot else ""))
    material = results.known.material
    shown, hidden, read = [], 0, dict[str, str]()
    if material:
        facts = {fact.id: fact for fact in material.facts}
        evidence = Evidence(material)
        relatives = relatives_in_case(material)
        for entry in with_case_findings(facts_days(material), view):
            fact = facts.get(entry.fact or "")
            private = fact is not None and is_private(fact, relatives)
            if private and not sensitive:
                hidden += 1
                continue
            if fact and private:
                read[fact.id] = hash_json([fact.type, dict(fact.values)])
            sources = tuple(dict(each) for each in evidence.sources(fact)) if fact else ()
            shown.append(ShownEntry(entry=entry, sources=sources, claim=bool(fact and evidence.is_claim(fact))))
    said = {each.entry.code for each in shown if each.entry.missing}
    for rule in view.unassessed:
        outcome = rule.outcome
        if outcome.code in DATED_RULES and outcome.code not in said:
            missing = results.missing(outcome)
            shown.append(ShownEntry(entry=unassessed_entry(outcome.code, missing, sensitive=sensitive)))
            read |= sensitive_in_lines(outcome.code, missing) if sensitive else {}
    named = hearings_of([each.match for each in view.findings], view.today) if named is None else named
    shown += [ShownEntry(entry=each) for each in review_days(view, rule_title_text, named, sensitive=sensitive)]
    return Calendar(
        partnership=partnership,
        today=view.today,
        as_of=view.done.as_of if view.done else None,
        stale=view.done is not None and not view.assessed,
        case_state=view.case.state,
        rows=tuple(sorted(shown, key=entry_order)),
        withheld=hidden,
        read=read,
    )


def do_not_sign_before(calendar: Calendar) -> SigningHold:
    """Return the day after the latest that any entry demands, the entries demanding it, and those of unknown day."""
    demanding = [each for each in calendar.entries if each.demands and not each.done]
    days = {each.key: days_after(each.on, 1) for each in demanding if each.on}
    latest = max(days.values(), default=None)
    return SigningHold(
        before=latest,
        because=tuple(each for each in demanding if days.get(each.key) == latest and latest),
        unknown=tuple(each for each in demanding if each.on is None and not each.endless),
        unassessed=calendar.as_of is None or calendar.stale,
    )


def facts_days(material: AssessmentMaterial) -> Iterator[CalendarEntry]:
    """Yield the days that facts and parameters set: pure."""
    book = current_rulebook()
    known = AssessedFacts(material, book.parameters)
    yield from selection_days(known)
    yield from litigation_days(known, book.rules["LIT-08"].basis)
    yield from people_days(known)


def with_case_findings(entries: Iterable[CalendarEntry], view: CaseView) -> Iterator[CalendarEntry]:
    """Yield entries with the finding that rests on the same fact; a dismissed finding demands nothing."""
    by_fact: dict[tuple[str, str], FindingStanding] = {}
    for each in view.findings:
        for fact in each.match.evidence:
            by_fact.setdefault((each.match.finding.code, fact["id"]), each)
    for entry in entries:
        found = by_fact.get((entry.code or "", entry.fact or ""))
        if found is None:
            yield entry
            continue
        settled = {StandingKind.DISMISSED, StandingKind.MITIGATED} if entry.mitigable else {StandingKind.DISMISSED}
        demands = entry.demands and found.standing not in settled
        yield replace(entry, finding=found.match.finding_id, demands=demands)


def unassessed_entry(code: str, missing: list[ResultLine], *, sensitive: bool) -> CalendarEntry:
    """Make the entry of a rule that would set a day, could it be assessed, with the data that it lacks."""
    return CalendarEntry(
        key=f"unassessed/{code}",
        what=rule_title_text(code),
        duty=Label("The submitting body", "提出機関"),
        laws=(),
        missing=Label(
            missing_in_one_line(missing, "en", sensitive=sensitive),
            missing_in_one_line(missing, "ja", sensitive=sensitive),
        ),
        demands=code in DEMANDING,
        code=code,
    )


def missing_in_one_line(missing: list[ResultLine], language: Language, *, sensitive: bool) -> str:
    """Return the data that a rule lacks, in one line; the first few of many."""
    said = [
        each.words(language) if sensitive or not is_about_sensitive(each.about) else TEXT[language] for each in missing
    ]
    shown = [*dict.fromkeys(said)]
    more = MORE[language] if len(shown) > MOST_LACKING else ""
    return BETWEEN[language].join(shown[:MOST_LACKING]) + more or NOT_SAID[language]


def rule_title_text(code: str) -> Label:
    """Return a rule's title."""
    rule = current_rulebook().rules.get(code)
    return Label(rule.title.en, rule.title.ja) if rule else Label(code, code)


def relatives_in_case(material: AssessmentMaterial) -> frozenset[str]:
    """Return the people who are in the case as somebody's kin: other facts about them are as private."""
    close = (fact.values for fact in material.facts if fact.type == "close_person")
    return frozenset(each["relative"] for each in close if each.get("by") != SELF)


def is_private(fact: PlainFact, relatives: frozenset[str]) -> bool:
    """Return whether only readers who may read of kin, gifts, income and acts may see an entry about a fact."""
    if sensitive_fields(fact.type, fact.values) == EVERYTHING:
        return True
    return any(isinstance(value, str) and value in relatives for value in fact.values.values())


def entry_order(shown: ShownEntry) -> tuple[bool, bool, str, str]:
    """Return the sort key: by day; then entries without an end, then unknown ones."""
    entry = shown.entry
    return (entry.on is None, not entry.endless, entry.on or "", entry.key)
