"""Guided questions as the template shows them: the answer, an entry a statement in one line, and a new entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from institutions.values.written_id import written_id
from rules.web.pages.form.asked_before import (
    fields_of,
    new_values,
    numbers_of,
    parties_left,
    parties_with_role,
    question_of,
)
from rules.web.pages.form.chosen_parties import chosen_names, with_chosen_names
from rules.web.pages.form.inputs import FormPage
from rules.web.pages.form.namesakes import POST, posts_of
from rules.web.pages.form.party_countries import with_countries
from rules.web.pages.form.questions import QUESTIONS, Answers, Question
from rules.web.pages.form.questions.declared import Beside, Each
from rules.web.pages.form.shown_inputs import ShownInput, element_id, line_of
from rules.web.pages.form.typed_entries import ANSWER, NO, UNKNOWN, YES

Json = dict[str, Any]  # Any: a part of the document
MOST_FOR_EACH: Final = 20  # new entries of one question


@dataclass(frozen=True, slots=True)
class ShownBeside:
    """A second statement about the party of an entry: it is written in the same place."""

    number: int
    question: str
    text: str
    party: str  # the name of the input of the party
    fields: tuple[ShownInput, ...]


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement, or a new one; it opens to its fields."""

    number: int
    id: str
    fields: tuple[ShownInput, ...]
    folded: tuple[ShownInput, ...]
    error: str = ""
    beside: ShownBeside | None = None
    first: bool = False  # "yes" alone states it
    focused: bool = False

    @property
    def inputs(self) -> tuple[ShownInput, ...]:
        """Every input of the entry, with those beside it."""
        return (*self.fields, *self.folded, *(self.beside.fields if self.beside else ()))

    @property
    def line(self) -> str:
        """The entry in one line."""
        return line_of((*self.fields, *self.folded))

    @property
    def open(self) -> bool:
        """Return whether the entry is shown open: there is something to correct or to add, or it is next."""
        return bool(self.error or self.focused or any(each.opens for each in (*self.fields, *self.folded)))

    @property
    def folded_open(self) -> bool:
        """Return whether the folded fields are shown: one of them is to be corrected or asked for."""
        return any(each.opens for each in self.folded)


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question with its entries."""

    key: str
    text: str
    why: str
    answers: tuple[tuple[str, str], ...]
    answer: str
    entries: tuple[ShownStatement, ...]
    new: tuple[ShownStatement, ...]
    error: str = ""
    as_table: bool = False
    held: tuple[str, ...] = ()  # what the register says already, which nobody needs to type again

    @property
    def id(self) -> str:
        """An id for the element."""
        return f"q-{self.key}"

    @property
    def pointer(self) -> str:
        """The name of the inputs that take the answer."""
        return f"{ANSWER}{self.key}"


def shown_questions(
    page: FormPage,
    questions: tuple[Question, ...],
    answers: Mapping[str, str],
    opened: str = "",
    typed: Mapping[int, Question] | None = None,
    countries: Mapping[int, Mapping[str, str]] | None = None,
) -> tuple[ShownQuestion, ...]:
    """Return the questions that fit the method and scheme, and those with an entry.

    `opened`: the key of the question of which another entry is written next. `typed`: by place, the question that an
    entry was typed into just now; a name that may be a company or a person does not tell it. `countries`: likewise, the
    countries typed for new parties. Names are looked up for all at once.
    """
    typed = typed or {}
    counting = Counting(page, len(page.document.get("statements", ())), held_posts(page, questions), countries or {})
    found = []
    for each in questions:
        others = (number for number in numbers_of(each, page.document, answers) if number not in typed)
        numbers = sorted([*others, *(number for number, question in typed.items() if question is each)])
        if numbers or each.applies(page.document):
            found.append(counting.question(each, numbers, answers.get(each.key, ""), focused=each.key == opened))
    return with_names(page, tuple(found))


@dataclass
class Counting:
    """The numbers that new entries get, one after the other behind the statements of the draft."""

    page: FormPage
    following: int
    posts: Mapping[str, str]  # by the id of a person: the post that the register has
    countries: Mapping[int, Mapping[str, str]] = field(default_factory=dict)  # typed just now, by place and field

    def question(self, question: Question, numbers: list[int], answer: str, *, focused: bool) -> ShownQuestion:
        """Return a question with its entries."""
        language = self.page.language
        statements = self.page.document.get("statements", ())
        return ShownQuestion(
            question.key,
            question.text_for(self.page.document).of(language),
            question.why_for(self.page.document).of(language),
            tuple(answers_of(question)),
            YES if numbers else answer,
            tuple(self.entry(question, number, statements[number]) for number in numbers),
            tuple(self.new_entries(question, first=not numbers, focused=focused)),
            self.page.errors.get(f"{ANSWER}{question.key}", ""),
            question.as_table,
            self.held(question),
        )

    def held(self, question: Question) -> tuple[str, ...]:
        """Return the posts of the officials that the register has, where the question asks for posts."""
        return tuple(self.posts.values()) if question.kind == POST and question.each is Each.OFFICIAL else ()

    def new_entries(self, question: Question, *, first: bool, focused: bool) -> Iterator[ShownStatement]:
        """Yield the new entries: one for each party that has none yet, else a single one."""
        parties = [
            each
            for each in parties_left(question, self.page.document)
            if not (question.kind == POST and each in self.posts)
        ][:MOST_FOR_EACH]
        for place, party in enumerate(parties or [""]):
            values = new_values(question, self.page.document, party)
            entry = self.entry(question, self.following, values)
            self.following += 1
            if question.beside:
                entry = replace(entry, beside=self.beside(question.beside, entry.number))
            yield replace(entry, first=first and question.each is None, focused=focused and not place)

    def beside(self, given: Beside, number: int) -> ShownBeside:
        """Return the inputs of the statement beside the new entry of this number."""
        question = QUESTIONS[given.question]
        entry = self.entry(question, self.following, new_values(question, self.page.document))
        self.following += 1
        wanted = [f"/statements/{entry.number}/{name}" for name in given.asks]
        shown = {each.pointer: each for each in (*entry.fields, *entry.folded)}
        return ShownBeside(
            entry.number,
            given.question,
            given.text.of(self.page.language),
            f"/statements/{number}/{given.party}",
            tuple(shown[each] for each in wanted),
        )

    def entry(self, question: Question, number: int, values: Json) -> ShownStatement:
        """Return the inputs of one entry."""
        pointer = f"/statements/{number}"
        asked, folded = fields_of(question, self.page.document)
        shown = self.page.fields(asked, pointer, values)
        typed = self.countries.get(number, {})
        return ShownStatement(
            number,
            element_id(pointer),
            tuple(with_countries(self.page, question, asked, shown, values, typed)),
            self.page.fields(folded, pointer, values),
            self.page.errors.get(pointer, ""),
        )


def held_posts(page: FormPage, questions: tuple[Question, ...]) -> dict[str, str]:
    """Return the name and post of each official whose post the register has, by how the draft names the official."""
    if page.reader is None or not any(each.kind == POST for each in questions):
        return {}
    rows = {row.get("key"): row.get("id", "") for row in page.document.get("people", ())}
    named = {each: written_id(rows.get(each, each)) for each in parties_with_role(page.document, Each.OFFICIAL)}
    posts = posts_of({person for person in named.values() if person}, page.reader, page.language)
    if not posts:
        return {}
    names = chosen_names(page, {str(person) for person in posts})  # with the post
    return {each: names.get(str(person), posts[person]) for each, person in named.items() if person in posts}


def answers_of(question: Question) -> Iterator[tuple[str, str]]:
    """Yield the answers that a question takes, with their words."""
    if question.answers is Answers.ENTRIES:
        return
    yield YES, _("yes").capitalize()
    if question.answers is Answers.ON_FILE:
        yield NO, _("Not yet")
    else:
        yield NO, _("no").capitalize()
        yield UNKNOWN, _("Don't know")


def with_names(page: FormPage, questions: tuple[ShownQuestion, ...]) -> tuple[ShownQuestion, ...]:
    """Return the questions with the names of the chosen parties."""
    every = [entry for each in questions for entry in (*each.entries, *each.new)]
    given = tuple(each for entry in every for each in entry.inputs)
    found = {each.pointer: each for each in with_chosen_names(page, given)[0]}

    def named(entry: ShownStatement) -> ShownStatement:
        return replace(
            entry,
            fields=tuple(found[each.pointer] for each in entry.fields),
            folded=tuple(found[each.pointer] for each in entry.folded),
            beside=entry.beside
            and replace(entry.beside, fields=tuple(found[each.pointer] for each in entry.beside.fields)),
        )

    return tuple(
        replace(each, entries=tuple(map(named, each.entries)), new=tuple(map(named, each.new))) for each in questions
    )


def denied(answers: Mapping[str, str], questions: Mapping[str, Question], language: str) -> list[tuple[str, str]]:
    """Return the questions answered with no or not known, each with the answer in words."""
    return [
        (each.text.of(language), words[answer])
        for key, answer in answers.items()
        if (each := questions.get(key)) and answer in (words := dict(answers_of(each)))
    ]


def left_open(document: Json, answers: Mapping[str, str], questions: Mapping[str, Question]) -> list[Question]:
    """Return the questions that fit the method and scheme, and that neither a statement nor an answer answers."""
    answered = {each.key for row in document.get("statements", ()) if (each := question_of(row, document, answers))}
    return [
        each
        for key, each in questions.items()
        if each.applies(document) and key not in answered and not answers.get(key)
    ]
