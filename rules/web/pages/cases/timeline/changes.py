"""The changes between two assessments, for one reader: sentences with their sources, findings and rules."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from institutions.models import Account, Partnership
from institutions.values.text_lists import join_texts
from rules.access.sensitive_reads import note_assessment
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.evidence import named_source
from rules.explaining.wording.evidence_sources import NONE_KNOWN, KnownSources, known_sources
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import text_in_language, words_in_brackets
from rules.models import Assessment, Severity
from rules.review.timeline.change_note import MOST_LINES, ChangeNote
from rules.review.timeline.difference import AssessedFinding
from rules.review.timeline.finding_subjects import Named
from rules.review.timeline.note_sources import sensitive_parts_of_note, sentence_sources
from rules.review.timeline.reading import note_since_last_act
from rules.review.timeline.sentence import TimelineSentence

Json = dict[str, Any]  # Any: what a template shows


def changed_since_last_act(
    partnership: Partnership, done: Assessment | None, account: Account, language: Language, *, sensitive: bool
) -> Json | None:
    """Return the note above the findings: changes since the last act on the case. None if nothing changed."""
    found = note_since_last_act(partnership, done)
    if found is None or done is None:
        return None
    note = found.note
    shown = changed_words(
        note, language, note_sources(partnership, note) if sensitive else NONE_KNOWN, sensitive=sensitive
    )
    note_read_of(note, done, account, sensitive=sensitive)
    more = len(shown["lines"]) - MOST_LINES
    return {
        **shown,
        "lines": shown["lines"][:MOST_LINES],
        "more": max(more, 0),
        "since": date_text(timezone.localdate(found.seen.requested_at).isoformat(), language),
        "acted": found.acted,
    }


def note_read_of(note: ChangeNote, assessment: Assessment, account: Account, *, sensitive: bool) -> None:
    """Record the reading of a note for a reader who may read sensitive content."""
    if sensitive:
        note_assessment(account, assessment, sensitive_parts_of_note(note))


def note_sources(partnership: Partnership, *notes: ChangeNote) -> KnownSources:
    """Return the sources of the register behind the sentences of notes. One query."""
    named = ({"sources": sentence_sources(note, line)} for note in notes for line in note.lines)
    return known_sources(named, partnership)


def changed_words(note: ChangeNote, language: Language, known: KnownSources, *, sensitive: bool) -> Json:
    """Return a note for a reader. Findings have rule, severity, the parties they are about, and a page each."""
    difference = note.difference

    def words(said: AssessedFinding) -> Json:
        whom = difference.whom(said.finding, sensitive=sensitive)
        return {**finding_words(said, language), "about": parties_in_brackets(whom, language)}

    before, after = difference.before.as_of, difference.after.as_of
    return {
        "lines": [line_words(note, line, language, known, sensitive=sensitive) for line in note.lines],
        "new": [words(each) for each in difference.new],
        "gone": [{**words(each), "unknown": difference.could_not_tell(each.code)} for each in difference.gone],
        "changed": [
            {**words(each.after), "graver": each.graver, "before": Severity(each.before.severity).label}
            for each in difference.changed
        ],
        "assessable": rules_words(difference.assessable, language),
        "not_assessable": rules_words(difference.not_assessable, language),
        "derived": difference.facts.derived,
        "moved_on": date_text(before.isoformat(), language) if before != after else "",
        "says_something": difference.says_something,
    }


def line_words(
    note: ChangeNote, line: TimelineSentence, language: Language, known: KnownSources, *, sensitive: bool
) -> Json:
    """Return a sentence with its sources; a withheld sentence names none."""
    sources = sentence_sources(note, line)
    shown = [] if line.sensitive and not sensitive else [named_source(each, language, known) for each in sources]
    return {"text": line.read_by(sensitive=sensitive)[language], "sources": shown}


def finding_words(said: AssessedFinding, language: Language) -> Json:
    """Return a finding by its rule and severity."""
    return {
        "id": said.finding,
        "code": said.code,
        "title": text_in_language(rule_title(said.code), language),
        "severity": said.severity,
        "severity_label": Severity(said.severity).label,
    }


def parties_in_brackets(whom: Iterable[Named], language: Language) -> str:
    """Return the parties that a finding is about, in brackets; empty if it is about none."""
    return words_in_brackets(join_texts(text_in_language(each, language) for each in whom), language=language)


def rules_words(codes: Iterable[str], language: Language) -> list[Json]:
    """Return rules by code and title."""
    return [{"code": code, "title": text_in_language(rule_title(code), language)} for code in codes]
