"""The "what changed" note of an assessment: the changed statements and their effect on the findings. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rules.assessing.wording import COMMA, OF_KIND
from rules.engine.language.statements import Language, date_text, parameter_text
from rules.review.timeline import phrases
from rules.review.timeline.difference import AssessmentDifference
from rules.review.timeline.rulebooks import NumberChange, RulebookChange
from rules.review.timeline.sentence import LANGUAGES, TimelineSentence
from rules.review.timeline.sentences import ChangeSentences

MOST_LINES: Final = 12  # of a note; the timeline has the others too, folded


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """The changes, in sentences, the most telling first; and the difference that they are about."""

    difference: AssessmentDifference
    lines: tuple[TimelineSentence, ...]

    def texts(self, *, sensitive: bool, people: bool = True) -> list[Mapping[str, str]]:
        """Return the sentences in both languages, as far as the reader may read them.

        `sensitive`: of kin, gifts, income and acts; else the sentence only says that there is something. Without
        `people` sentences that name a person are left out.
        """
        return [line.read_by(sensitive=sensitive) for line in self.lines if people or not line.names_person]


def note_on(difference: AssessmentDifference) -> ChangeNote:
    """Write the note of a difference."""
    before, after = difference.before.material, difference.after.material
    sentences = ChangeSentences(
        {**before.names, **after.names}, people_in(difference), difference.before.as_of.isoformat()
    )
    lines = [*sentences.lines(difference.facts.stated)]
    if difference.rulebook:
        lines += rulebook_lines(difference.rulebook)
    return ChangeNote(difference, tuple(lines))


def people_in(difference: AssessmentDifference) -> frozenset[str]:
    """Return the keys of people that either snapshot names as such."""
    facts = (*difference.before.material.facts, *difference.after.material.facts)
    return frozenset(str(fact.values["person"]) for fact in facts if "person" in fact.values)


def rulebook_lines(change: RulebookChange) -> Iterator[TimelineSentence]:
    """Yield lines on rules that came, went or changed, and on numbers of the law."""
    groups = {"added": change.added, "removed": change.removed, "changed": change.changed}
    for how, codes in groups.items():
        if codes:
            said = phrases.RULES[how]
            yield TimelineSentence(
                "rulebook", {each: said[each].format(codes=COMMA[each].join(codes)) for each in LANGUAGES}
            )
    for number in change.numbers:
        yield number_line(number)
    if not any((*groups.values(), change.numbers)):
        yield TimelineSentence("rulebook", phrases.PROGRAM)


def number_line(number: NumberChange) -> TimelineSentence:
    """Write a number before and after: only the values that differ."""
    common = [each for each in number.before or () if each in (number.after or ())]

    def written(rows: tuple[dict[str, Any], ...] | None, language: Language) -> str:  # Any: plain data
        said = [number_value_words(row, number.unit, language) for row in rows or () if row not in common]
        return COMMA[language].join(said) or phrases.NONE[language]

    return TimelineSentence(
        "rulebook",
        {
            each: phrases.NUMBER[each].format(
                meaning=number.meaning.get(each, number.name),
                before=written(number.before, each),
                after=written(number.after, each),
            )
            for each in LANGUAGES
        },
    )


def number_value_words(row: dict[str, Any], unit: str, language: Language) -> str:  # Any: plain data
    """Write a value with its index and its first day."""
    value, first = row.get("value"), row.get("from")
    if isinstance(value, date):
        value = value.isoformat()
    text = parameter_text(value, unit.partition(",")[0], language) if isinstance(value, int | str) else str(value)
    about = COMMA[language].join(
        filter(None, [str(row.get("index") or ""), date_text(str(first), language) if first else ""])
    )
    return OF_KIND[language].format(text, about) if about else text
