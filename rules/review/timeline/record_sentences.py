"""A record that was added, went or changed, by kind, parties and values: for changes without a writer of their own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from rules.assessing.material import PlainFact
from rules.assessing.wording import COMMA, OF_KIND, SAID, kind_label
from rules.engine.language.statements import UNKNOWN, Language, Names, value_text
from rules.engine.language.types import CASE_TYPE
from rules.facts.kinds.base import OPEN_END, OPEN_START, FieldType
from rules.facts.kinds.labels import field_label, label_in_sentence
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.review.timeline import phrases
from rules.review.timeline.facts import FactChange, FactChangeKind
from rules.review.timeline.phrases import Phrase
from rules.review.timeline.sentence import LANGUAGES, TimelineSentence

OPEN: Final = (OPEN_START, OPEN_END)
Filled = Mapping[str, str]


class RecordSentences:
    """A writer of the changes of one pair of snapshots. `names` are of both, `seen_on` the day of the earlier one.

    A fact that is there now need not have become true since: the case may have come to read it. Only a fact that began
    after the earlier day is called a change.
    """

    def __init__(self, names: Names, people: frozenset[str], seen_on: str) -> None:
        self.seen_on = seen_on
        self._names = names
        self._people = people

    def line(
        self, sort: str, phrase: Phrase, change: FactChange, write: Callable[[Language], Filled]
    ) -> TimelineSentence:
        """Fill a sentence in both languages."""
        text: dict[str, str] = {each: phrase[each].format(**write(each)) for each in LANGUAGES}
        return TimelineSentence(sort, text, (change,), self.about_person(change.fact))

    def about_person(self, fact: PlainFact) -> bool:
        """Return whether the fact names a person."""
        known = VOCABULARY.get(fact.type)
        units = {name: field.unit for name, field in known.fields.items()} if known else {}
        return any(
            units.get(name) == "person" or value in self._people
            for name, value in fact.values.items()
            if isinstance(value, str)
        )

    def name(self, key: object, language: Language) -> str:
        """Return a party's name."""
        called = self._names.get(str(key), {})
        return called.get(language) or called.get("en") or called.get("ja") or str(key)

    def record(self, change: FactChange, fields: Iterable[str] | None = None) -> TimelineSentence:
        """Write kind, parties and values of a record; for a changed one the fields that differ."""
        named = tuple(change.fields if fields is None else fields)

        def write(language: Language) -> Filled:
            if change.how is FactChangeKind.CHANGED:
                return {
                    "fact": self.fact(change.fact, language, keys_alone=True),
                    "fields": COMMA[language].join(self.field(change, each, language) for each in named),
                }
            return {"fact": self.fact(change.fact, language)}

        phrase = {
            FactChangeKind.ADDED: phrases.ADDED,
            FactChangeKind.GONE: phrases.GONE,
            FactChangeKind.CHANGED: phrases.CHANGED,
        }[change.how]
        return self.line("record", phrase, change, write)

    def fact(self, fact: PlainFact, language: Language, *, keys_alone: bool = False) -> str:
        """Write a fact in brackets behind its kind; for the case itself and the selection, the kind alone."""
        said = [
            SAID[language].format(record_label(name, fact, language), self.value(fact, name, language))
            for name, field in shown_fields(fact)
            if field.sort == "key" or not keys_alone
        ]
        if keys_alone and fact.type in (CASE_TYPE, "selection"):
            said = []
        kind = kind_label(fact.type, language)
        return OF_KIND[language].format(kind, COMMA[language].join(said)) if said else kind

    def field(self, change: FactChange, name: str, language: Language) -> str:
        """Write a field before and after."""
        before, after = (self.value(each, name, language) if each else "" for each in (change.before, change.after))
        return phrases.FIELD[language].format(
            label=record_label(name, change.fact, language), before=before, after=after
        )

    def value(self, fact: PlainFact, name: str, language: Language) -> str:
        """Write a value in words; an absent one is unknown."""
        value = fact.values.get(name)
        known = VOCABULARY.get(fact.type)
        if value is None:
            return UNKNOWN[language]
        field = known.fields.get(name) if known else None
        if field is None or isinstance(value, list):
            return str(value)
        return value_text(value, field, name, self._names, language)


def record_label(name: str, fact: PlainFact, language: Language) -> str:
    """Return the label of a field; its name where only an earlier vocabulary had it."""
    try:
        return label_in_sentence(field_label(name, fact.type), language)
    except KeyError:
        return name.replace("_", " ")


def shown_fields(fact: PlainFact) -> Iterator[tuple[str, FieldType]]:
    """Yield the fields worth showing: no ids of other facts, no open ends."""
    known = VOCABULARY.get(fact.type)
    for name, field in known.fields.items() if known else ():
        value: Any = fact.values.get(name)  # Any: a plain value
        if value is None or value in OPEN or name == "fact" or (field.sort == "key" and field.unit in VOCABULARY):
            continue
        yield name, field
