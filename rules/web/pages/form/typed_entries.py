"""The entries of guided questions as they were typed, put in place among the statements of the draft.

An autosaved entry gets a place in the draft that its page does not know. So a page says how many statements the draft
had when it was shown: those before are replaced at their place, and those after are all from this page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from institutions.values.written_number import written_number
from rules.web.pages.form.asked_before import fields_of, is_complete, question_of, says_something
from rules.web.pages.form.named_in_place import NamedPlace, named_places
from rules.web.pages.form.party_countries import typed_countries
from rules.web.pages.form.posted_values import CALLED, CHOSEN, IF_NEW, MEANT, Posted, read_fields
from rules.web.pages.form.questions import QUESTIONS, Question
from rules.web.pages.form.typed_where import typed_where, without_left

Json = dict[str, Any]  # Any: a part of the document
BASE: Final = "statements-shown"  # how many statements the draft had when the page was shown
OF: Final = "~question"  # after the pointer of an entry: the key of its question
SAME: Final = "~same"  # after the pointer of an entry: the pointer of the input of another, which names its party too
FIRST: Final = "~first"  # after the pointer of an entry: "yes" alone states it
ANSWER: Final = "answer/"  # before the key of a question
YES, NO, UNKNOWN = "yes", "no", "unknown"
ENTRY: Final = re.compile(rf"/statements/(\d{{1,5}}){OF}")


@dataclass(frozen=True, slots=True)
class TypedEntry:
    """A statement of the draft; where it was typed on this page, its question and the number of its inputs."""

    statement: Json
    question: Question | None = None
    number: int = 0
    countries: Mapping[str, str] = field(default_factory=dict)  # typed for its parties, by field

    def places(self, at: int) -> Iterator[NamedPlace]:
        """Yield the fields that name a party; `at` is the place of the statement in the draft."""
        if self.question is not None:
            asked, folded = fields_of(self.question)
            yield from named_places(
                (*asked, *folded), self.statement, f"/statements/{at}", f"/statements/{self.number}"
            )


def typed_entries(document: Json, posted: Posted, *, removed: int | None, tidy: bool) -> list[TypedEntry]:
    """Return the statements of the draft with what was typed.

    `removed`: the number of an entry to leave out. `tidy` leaves out those that were emptied, and those in which
    nothing was typed before the question was denied; an automatic saving does not, since its page still counts them.
    """
    posted = with_same_parties(posted)
    stored: list[Json] = document.get("statements", [])
    shown = written_number(posted.get(BASE, ""))
    shown = len(stored) if shown is None else shown
    found = [TypedEntry(each) for each in stored[:shown]]
    for number, question in sorted(entries_of(posted).items()):
        prefix = f"/statements/{number}"
        asked, folded = fields_of(question)
        statement = {"kind": question.kind, **read_fields((*asked, *folded), prefix, posted)}
        entry = TypedEntry(statement, question, number, typed_countries(question, number, posted))
        if number < min(shown, len(stored)):
            found[number] = entry
        elif number < shown or is_new_entry(entry, document, posted):
            found.append(entry)
    return [
        each
        for each in found
        if each.question is None
        or not (each.number == removed or (tidy and is_left(each.statement, each.question, document, posted)))
    ]


def with_same_parties(posted: Posted) -> Posted:
    """Return what was posted, with the party of an entry written into the entry beside it."""
    found = dict(posted)
    for name, other in posted.items():
        if name.endswith(SAME) and (at := ENTRY.fullmatch(f"{name.removesuffix(SAME)}{OF}")):
            field_name = other.rpartition("/")[2]
            for part in ("", CHOSEN, CALLED, MEANT, IF_NEW):
                if f"{other}{part}" in posted:
                    found[f"/statements/{at[1]}/{field_name}{part}"] = posted[f"{other}{part}"]
    return found


def is_left(statement: Json, question: Question, document: Json, posted: Posted) -> bool:
    """Return whether an entry states nothing: it was emptied, or its question was denied before anything was typed."""
    denied = posted.get(f"{ANSWER}{question.key}", "") in (NO, UNKNOWN)
    return statement.keys() == {"kind"} or (denied and not says_something(statement, question, document))


def entries_of(posted: Posted) -> dict[int, Question]:
    """Return the question of each entry by its number."""
    return {
        int(at[1]): QUESTIONS[key] for name, key in posted.items() if (at := ENTRY.fullmatch(name)) and key in QUESTIONS
    }


def is_new_entry(entry: TypedEntry, document: Json, posted: Posted) -> bool:
    """Return whether a new entry is stated: something was typed into it, or "yes" alone says all that is required."""
    question = entry.question
    if question is None:
        return False
    answer = posted.get(f"{ANSWER}{question.key}", "")
    if answer in (NO, UNKNOWN):
        return False
    first = f"/statements/{entry.number}{FIRST}" in posted
    by_itself = answer == YES and first and is_complete(entry.statement, question)
    return by_itself or says_something(entry.statement, question, document)


def typed_answers(before: dict[str, str], posted: Posted, entries: list[TypedEntry]) -> dict[str, str]:
    """Return the answers that the document cannot say: those of questions without an entry."""
    answered = {each.question.key for each in entries if each.question}
    found = dict(before)
    for name, answer in posted.items():
        key = name.removeprefix(ANSWER)
        if not name.startswith(ANSWER) or key not in QUESTIONS:
            continue
        found.pop(key, None)
        if answer in (YES, NO, UNKNOWN) and key not in answered:
            found[key] = answer
    return found


def with_typed_questions(answers: dict[str, str], document: Json, entries: list[TypedEntry]) -> dict[str, str]:
    """Return the answers, and which entries were typed into another question than the document tells of them."""
    typed = {
        typed_where(each.statement): each.question.key
        for each in entries
        if each.question and question_of(each.statement, document) is not each.question
    }
    return dict(without_left(answers, document.get("statements", ()))) | typed


def unfilled(posted: Posted, entries: list[TypedEntry]) -> list[str]:
    """Return the keys of questions that were answered with yes, without an entry that says what."""
    answered = {each.question.key for each in entries if each.question}
    said = {key: answer for name, answer in posted.items() if (key := name.removeprefix(ANSWER)) != name}
    return [key for key, answer in said.items() if answer == YES and key in QUESTIONS and key not in answered]


def contradicted(posted: Posted, entries: list[TypedEntry]) -> list[str]:
    """Return the keys of questions that were denied although an entry is stated."""
    answered = {each.question.key for each in entries if each.question}
    return [key for key in answered if posted.get(f"{ANSWER}{key}", "") in (NO, UNKNOWN)]
