"""The statements of a draft that answer a question, and the values that a new entry of it begins with."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from institutions.kinds import Field, PartyType
from institutions.kinds.statement import COMMON
from rules.web.pages.form.chosen_parties import TABLES
from rules.web.pages.form.questions import QUESTIONS, Each, Prefilled, Question
from rules.web.pages.form.questions.declared import NOT_STATED
from rules.web.pages.form.typed_where import typed_where

Json = dict[str, Any]  # Any: a part of the document
ROLES: Final = {Each.OFFICIAL: ("officials", "person"), Each.PARTNER: ("participants", "company")}
MOST_PARTICULAR_FIRST: Final = sorted(QUESTIONS.values(), key=lambda each: not each.without)
NO_SCHEME: Final[Mapping[str, object]] = MappingProxyType({})
NOTHING_ANSWERED: Final[Mapping[str, str]] = MappingProxyType({})
SINGLE: Final = {Prefilled.OFFICIAL: Each.OFFICIAL, Prefilled.PARTNER: Each.PARTNER}


def question_of(statement: Json, document: Json, answers: Mapping[str, str] = NOTHING_ANSWERED) -> Question | None:
    """Return the question that a statement answers; None for one that only the list of all kinds holds.

    `answers`: those of the draft, which know into which of several questions that fit it was typed.
    """
    typed = QUESTIONS.get(answers.get(typed_where(statement), "")) if answers else None
    if typed and is_answered_by(typed, statement, document):
        return typed
    return next((each for each in MOST_PARTICULAR_FIRST if is_answered_by(each, statement, document)), None)


def is_answered_by(question: Question, statement: Json, document: Json) -> bool:
    """Return whether a statement is an answer to the question: of its kind, with what "yes" itself states."""
    return (
        question.kind == statement.get("kind")
        and all(statement.get(name) == value for name, value in question.given.items())
        and all(statement.get(name, NOT_STATED) in words for name, words in question.among.items())
        and all(name in statement for name in question.holds)
        and not any(name in statement for name in question.without)
        and all(may_be(kind, statement.get(name), document) for name, kind in question.only.items())
    )


def may_be(kind: PartyType, value: object, document: Json) -> bool:
    """Return whether a party may be of this type: it is none of another type in the document."""
    others = (table for other, table in TABLES.items() if other != kind)
    return not any(row.get("key") == value for table in others for row in document.get(table, ()))


def numbers_of(question: Question, document: Json, answers: Mapping[str, str] = NOTHING_ANSWERED) -> Iterator[int]:
    """Yield the places of the statements that answer a question."""
    for number, statement in enumerate(document.get("statements", ())):
        if question_of(statement, document, answers) is question:
            yield number


def fields_of(
    question: Question, document: Mapping[str, object] = NO_SCHEME
) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Return the fields that a question shows at once with the scheme of a document, and those that it folds away.

    A field takes only the type of party, or the words, that the question is about.
    """
    every = {
        each.name: asked_field(each, question)
        for each in (*question.of_kind.fields, *COMMON)
        if each.name not in question.without
    }
    at_once = question.asks_for(document)
    return tuple(every[name] for name in at_once), tuple(each for name, each in every.items() if name not in at_once)


def asked_field(field: Field, question: Question) -> Field:
    """Return a field of the kind as the question asks for it."""
    if field.name in question.only:
        return replace(field, allows=frozenset({question.only[field.name]}))
    if field.name in question.among:
        return replace(field, words={word: field.words[word] for word in question.among[field.name] if word})
    return field


def parties_with_role(document: Json, each: Each) -> list[str]:
    """Return the officials or partners of the proposal, each once."""
    table, name = ROLES[each]
    return [*dict.fromkeys(row[name] for row in document.get(table, ()) if isinstance(row.get(name), str))]


def new_values(question: Question, document: Json, party: str = "") -> Json:
    """Return what a new entry begins with; `party` is the one that it is for."""
    found: Json = dict(question.given)
    for name, prefilled in question.prefilled.items():
        if prefilled in SINGLE:
            parties = [party] if party else parties_with_role(document, SINGLE[prefilled])
            value: object = parties[0] if len(parties) == 1 else None
            if question.once and not party and value in stated_in(question, name, document):
                value = None
        else:
            value = document.get(prefilled.value)
        if value:
            found[name] = value
    return {"kind": question.kind, **found}


def parties_left(question: Question, document: Json) -> list[str]:
    """Return the parties for whom an entry is still missing, of a question that has one for each."""
    if question.each is None:
        return []
    name = next(field for field, prefilled in question.prefilled.items() if SINGLE.get(prefilled) is question.each)
    stated = stated_in(question, name, document)
    parties = [*parties_with_role(document, question.each), *parties_named_by(question.also, name, document)]
    return [party for party in dict.fromkeys(parties) if party not in stated]


def parties_named_by(kind: str, name: str, document: Json) -> Iterator[str]:
    """Yield the parties that statements of a kind hold in a field."""
    for statement in document.get("statements", ()):
        if statement.get("kind") == kind and isinstance(statement.get(name), str):
            yield statement[name]


def stated_in(question: Question, name: str, document: Json) -> list[object]:
    """Return what the entries of a question hold in a field."""
    statements = document.get("statements", ())
    return [statements[number].get(name) for number in numbers_of(question, document)]


def is_complete(statement: Mapping[str, object], question: Question) -> bool:
    """Return whether a statement holds each field that its kind requires."""
    return all(each.name in statement for each in question.of_kind.fields if each.required)


def says_something(statement: Mapping[str, object], question: Question, document: Json) -> bool:
    """Return whether a new entry holds more than it began with."""
    if question.each is not None:
        return bool(statement.keys() - {"kind", *question.prefilled, *question.given})
    begun = new_values(question, document)
    return any(statement[name] != begun.get(name) for name in statement)
