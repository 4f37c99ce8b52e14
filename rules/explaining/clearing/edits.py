"""Changes of base facts that a person could make about one finding, in words and with their effect on a case."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.kinds import KINDS
from institutions.kinds.base import Field, FieldSort, Label, ObjectKind
from institutions.kinds.document import DOCUMENT, LEADS, PARTICIPANTS, SELECTION
from institutions.values.written_day import written_day
from rules.assessing.wording import COMMA
from rules.engine.language.statements import FLAGS, Language, date_text
from rules.explaining.clearing import remedies
from rules.explaining.clearing.remedies import Change
from rules.explaining.clearing.suppositions import (
    SupposeAdded,
    SupposeEnded,
    SupposeLedBy,
    SupposeLeftOut,
    SupposeStated,
)
from rules.facts.gathering.statements import CaseInput, GatheredStatement, Value, Values
from rules.facts.kinds.labels import label_in_sentence, word_label

Text = dict[str, str]
LANGUAGES: tuple[Language, Language] = ("en", "ja")
WERE = {"en": "“{}” were {}", "ja": "「{}」が「{}」"}
AND = {"en": " and ", "ja": "、かつ"}
OF = {"en": "{} ({})", "ja": "{}（{}）"}


@dataclass(frozen=True, slots=True)
class CaseEdit:
    """One change: its words for a reader, and the function that applies it to the case."""

    key: str  # identifies the change within its case
    said: Coded = field(compare=False)
    apply: Callable[[CaseInput], CaseInput] = field(compare=False, repr=False)

    @property
    def text(self) -> Text:
        """The words of the change by language."""
        return {language: code_words(self.said, language) for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class InvolvedParts:
    """The basis of a finding: references of statements, parties, and the types of its facts and of its rule's."""

    refs: frozenset[str]
    parties: frozenset[str]
    types: frozenset[str]


def edits_for(case: CaseInput, involved: InvolvedParts) -> Iterator[CaseEdit]:
    """Yield every change of the finding's basis, and the records that its people could add, in a fixed order."""
    writer = EditWriter(case)
    for stated in case.statements:
        if stated.ref in involved.refs:
            yield from writer.of_statement(stated)
    for row in case.officials:
        if row.get("person") in involved.parties:
            yield from (writer.record(kind, str(row["person"])) for kind in remedies.RECORDED_OF_OFFICIALS)
    if "selection" in involved.types:
        yield from writer.of_table(SELECTION, case.selection, remedies.SELECTION)
    if involved.types & {"partnership", "restricts"}:
        yield from writer.of_table(DOCUMENT, case.proposal, remedies.PROPOSAL)
    if "participates" in involved.types:
        yield from writer.participants(involved.parties)
    if "leads" in involved.types:
        yield from writer.leads(involved.parties)


@dataclass(frozen=True, slots=True)
class EditWriter:
    """The possible changes of one case."""

    case: CaseInput

    def of_statement(self, stated: GatheredStatement) -> Iterator[CaseEdit]:
        """Yield the end of the statement, if a person can end it, and each value that could be stated in it."""
        about = self.about(stated)
        if stated.kind in remedies.ENDED:
            said = SupposeEnded(ref=stated.ref, about=about)
            yield CaseEdit(f"end {stated.ref}", said, partial(changed_case, ref=stated.ref, change=ended_statement))
        for change in remedies.STATED.get(stated.kind, ()):
            given = self.dated(change)
            if not states_already(stated.values, given):
                values = self.values(KINDS[stated.kind].by_name, given)
                change_of = partial(with_values, given=given)
                apply = partial(changed_case, ref=stated.ref, change=change_of)
                so = SupposeStated(ref=stated.ref, fields=tuple(given), about=about, values=values)
                yield CaseEdit(f"state {stated.ref} {sorted(given)}", so, apply)

    def of_table(self, table: ObjectKind, current: Values, changes: Iterable[Change]) -> Iterator[CaseEdit]:
        """Yield the values that could be stated otherwise in the document itself."""
        about = Label(label_in_sentence(table.label, "en"), label_in_sentence(table.label, "ja"))
        part = "selection" if table is SELECTION else "proposal"
        for change in changes:
            given = self.dated(change)
            if not states_already(current, given):
                values = self.values(table.by_name, given)
                so = SupposeStated(ref=part, fields=tuple(given), about=about, values=values)
                yield CaseEdit(f"{part} {sorted(given)}", so, partial(TABLES[part], given=given))

    def record(self, kind: str, person: str) -> CaseEdit:
        """Return the change that adds a recusal or declaration of a person, on the day of the assessment."""
        added = GatheredStatement(
            ref=f"added/{kind}/{person}",
            lineage=f"added:{kind}:{person}",
            kind=kind,
            values={"person": person, "on": self.case.as_of},
            body=self.case.submitted_by,
            own=True,
        )
        said = SupposeAdded(kind=kind, person=person, about=self.about(added))
        return CaseEdit(added.ref, said, partial(with_statement, added=added))

    def participants(self, parties: frozenset[str]) -> Iterator[CaseEdit]:
        """Yield the removal of each participant that the finding names, if another remains."""
        for row in self.case.participants if len(self.case.participants) > 1 else ():
            if row.get("company") in parties:
                company, role = self.party(row, "company"), self.word_of_row(PARTICIPANTS, row, "role")
                said = SupposeLeftOut(party=str(row["company"]), company=company, role=role)
                yield CaseEdit(
                    f"without {row['company']} {row.get('role')}", said, partial(without_participant, row=row)
                )

    def leads(self, parties: frozenset[str]) -> Iterator[CaseEdit]:
        """Yield for each function led by a company of the finding the change that the sponsor leads it."""
        sponsor = self.case.proposal.get("sponsor")
        for row in self.case.leads or ():
            if row.get("by") in parties and row.get("by") != sponsor:
                function, by = self.word_of_row(LEADS, row, "function"), self.party(self.case.proposal, "sponsor")
                said = SupposeLedBy(function=function, by=by)
                yield CaseEdit(
                    f"lead {row.get('function')} {row['by']}", said, partial(case_led_by, row=row, by=sponsor)
                )

    def dated(self, change: Change) -> dict[str, Value]:
        """Return the values of a change, with the day of this case filled in."""
        given: dict[str, Value] = {}
        for name, value in change.items():
            if value == remedies.NOTHING:
                given[name] = ()
            else:
                given[name] = self.case.as_of if value == remedies.TODAY else value
        return given

    def about(self, stated: GatheredStatement) -> Label:
        """Name a statement by its kind and its parties."""
        kind = KINDS[stated.kind]

        def written(language: Language) -> str:
            given = (stated.values.get(each.column) for each in kind.parties)
            parties = COMMA[language].join(self.name(party, language) for party in given if isinstance(party, str))
            return OF[language].format(label_in_sentence(kind.label, language), parties)

        return Label(written("en"), written("ja"))

    def values(self, fields: Mapping[str, Field], given: Mapping[str, Value]) -> Label:
        """Return the stated values in words, field by field."""

        def written(language: Language) -> str:
            stated = (
                (label_in_sentence(fields[name].label, language), self.value(fields[name], value, language))
                for name, value in given.items()
            )
            return AND[language].join(WERE[language].format(*each) for each in stated)

        return Label(written("en"), written("ja"))

    def value(self, known: Field, value: Value, language: Language) -> str:
        """Return one value in words."""
        if isinstance(value, bool):
            return FLAGS[language][value]
        if isinstance(value, tuple):
            return COMMA[language].join(value) or {"en": "none", "ja": "なし"}[language]
        if known.sort is FieldSort.DATE and isinstance(value, str):
            return date_text(value, language)
        return self.word(known, value, language) if isinstance(value, str) else str(value)

    def word(self, known: Field, value: str, language: Language) -> str:
        """Return a word of a closed list by its label."""
        return label_in_sentence(word_label(known.name, value), language)

    def word_of_row(self, table: ObjectKind, row: Values, name: str) -> Label:
        """Return the word in one field of a row by its label."""
        known, word = table.by_name[name], str(row.get(name))
        return Label(self.word(known, word, "en"), self.word(known, word, "ja"))

    def party(self, row: Values, name: str) -> Label:
        """Name the party in one field of a row."""
        return Label(self.name(str(row.get(name)), "en"), self.name(str(row.get(name)), "ja"))

    def name(self, key: str, language: Language) -> str:
        """Return the name of a party; its key if it has none."""
        called = self.case.names.get(key, {})
        return called.get(language) or called.get("en") or called.get("ja") or key


def ended_statement(stated: GatheredStatement, day: str) -> GatheredStatement | None:
    """Return the statement ended on the day before; None if it had not begun by then."""
    last = (written_day(day) - timedelta(days=1)).isoformat()
    return None if (stated.from_on or "") > last else replace(stated, until_on=min(stated.until_on or last, last))


def with_values(stated: GatheredStatement, _day: str, given: Values) -> GatheredStatement:
    """Return the statement with other values."""
    return replace(stated, values={**stated.values, **given})


def changed_case(
    case: CaseInput, ref: str, change: Callable[[GatheredStatement, str], GatheredStatement | None]
) -> CaseInput:
    """Return the case with one statement changed, or without it if `change` returns None."""
    found = [change(each, case.as_of) if each.ref == ref else each for each in case.statements]
    return replace(case, statements=tuple(each for each in found if each is not None))


def with_selection(case: CaseInput, given: Values) -> CaseInput:
    """Return the case with other values of its selection."""
    return replace(case, selection={**case.selection, **given})


def with_proposal(case: CaseInput, given: Values) -> CaseInput:
    """Return the case with other values at the top level of its document."""
    return replace(case, proposal={**case.proposal, **given})


def with_statement(case: CaseInput, added: GatheredStatement) -> CaseInput:
    """Return the case with one more statement."""
    return replace(case, statements=(*case.statements, added))


def without_participant(case: CaseInput, row: Values) -> CaseInput:
    """Return the case without one of its participants."""
    return replace(case, participants=tuple(each for each in case.participants if each != row))


def case_led_by(case: CaseInput, row: Values, by: Value) -> CaseInput:
    """Return the case with another party leading a function."""
    rows = case.leads or ()
    return replace(case, leads=tuple({**each, "by": by} if each == row else each for each in rows))


TABLES: Final[Mapping[str, Callable[..., CaseInput]]] = {"selection": with_selection, "proposal": with_proposal}


def states_already(current: Values, given: Mapping[str, Value]) -> bool:
    """Return whether all of these values are stated already."""
    return all(name in current and current[name] == value for name, value in given.items())
