"""Each change of what was stated as a sentence that an official can read aloud, in both languages. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules.assessing.material import PlainFact
from rules.assessing.withholding import TEXT
from rules.assessing.wording import COMMA, OF_KIND, SAID, kind_label
from rules.facts.base import OPEN_END, OPEN_START, FieldType
from rules.facts.labels import in_sentence, label_of, word_of
from rules.facts.vocabulary import VOCABULARY
from rules.language.statements import UNKNOWN, Language, Names, date_text, number_text, value_text
from rules.language.types import CASE_TYPE
from rules.timeline import phrases
from rules.timeline.facts import FactChange, How
from rules.timeline.phrases import Phrase

LANGUAGES: Final[tuple[Language, Language]] = ("en", "ja")
DECIDES: Final = "decision_maker"
MAY_BE_PEOPLE: Final = frozenset({"person", "party"})
FULL_BP: Final = 10_000
OPEN: Final = (OPEN_START, OPEN_END)
Filled = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. `sort` is for programs: value, price, joined, left, decider, post, owner, control, record …"""

    sort: str
    text: Mapping[str, str]
    changes: tuple[FactChange, ...] = ()
    names_person: bool = False

    @property
    def sensitive(self) -> bool:
        """Whether not everybody may read it."""
        return any(each.sensitive for each in self.changes)

    def read_by(self, *, sensitive: bool) -> Mapping[str, str]:
        """The sentence for a reader who may read what is sensitive, or may not."""
        if sensitive or not self.sensitive:
            return self.text
        said = phrases.WITHHELD_HOW[self.changes[0].how]
        return {each: said[each].format(text=TEXT[each]) for each in LANGUAGES}


class Sentences:
    """Writes the changes of one pair of snapshots. `names` are those of both, `seen_on` the day of the earlier one.

    That a fact is there now does not say that it became so: the case may have come to read it. Only what began after
    the earlier day is called a change.
    """

    def __init__(self, names: Names, people: frozenset[str], seen_on: str) -> None:
        self._seen_on = seen_on
        self._names = names
        self._people = people

    def lines(self, changes: Iterable[FactChange]) -> Iterator[Line]:
        """A sentence for each change, or one for several that belong together: the most telling first."""
        given = list(changes)
        found: list[Line] = []
        if pair := transfer(given):
            found.append(self.decider(*pair))
            given = [each for each in given if each not in pair]
        for each in given:
            found += self.of_change(each)
        return iter(sorted(found, key=lambda line: ORDER.index(line.sort)))

    def of_change(self, change: FactChange) -> list[Line]:
        """What is to be said of one change."""
        if write := WRITERS.get(change.fact.type):
            return write(self, change)
        return [self.record(change)]

    def line(self, sort: str, phrase: Phrase, change: FactChange, write: Callable[[Language], Filled]) -> Line:
        """A sentence filled in both languages."""
        text: dict[str, str] = {each: phrase[each].format(**write(each)) for each in LANGUAGES}
        return Line(sort, text, (change,), self.about_person(change.fact))

    def about_person(self, fact: PlainFact) -> bool:
        """Whether the fact names a person."""
        known = VOCABULARY.get(fact.type)
        units = {name: field.unit for name, field in known.fields.items()} if known else {}
        return any(
            units.get(name) == "person" or value in self._people
            for name, value in fact.values.items()
            if isinstance(value, str)
        )

    def name(self, key: object, language: Language) -> str:
        """A party by its name."""
        called = self._names.get(str(key), {})
        return called.get(language) or called.get("en") or called.get("ja") or str(key)

    # What the proposal says

    def proposal(self, change: FactChange) -> list[Line]:
        """The case itself: its value in a sentence of its own, the rest field by field."""
        return self.money(change, "value", "value_yen", phrases.VALUE_ROSE, phrases.VALUE_FELL)

    def selection(self, change: FactChange) -> list[Line]:
        """How the partner is chosen; the reserve price in a sentence of its own."""
        return self.money(change, "price", "reserve_price_yen", phrases.PRICE_ROSE, phrases.PRICE_FELL)

    def money(self, change: FactChange, sort: str, field: str, rose: Phrase, fell: Phrase) -> list[Line]:
        """An amount that rose or fell, and what else changed."""
        fields = [each for each in change.fields if each != "as_of"]
        before, after = amounts(change, field)
        lines = []
        if before is not None and after is not None and before and before != after:
            fields.remove(field)
            part = percent(before, after)

            def write(language: Language) -> Filled:
                return {
                    "before": number_text(before, "yen", language),
                    "after": number_text(after, "yen", language),
                    "percent": number_text(part, "bp", language),
                }

            lines.append(self.line(sort, rose if after > before else fell, change, write))
        return [*lines, *([self.record(change, fields)] if fields else [])]

    def participant(self, change: FactChange) -> list[Line]:
        """A company that joined or left."""
        if change.how is How.CHANGED:
            return [self.record(change)]
        sort, phrase = ("joined", phrases.JOINED) if change.how is How.ADDED else ("left", phrases.NO_LONGER_PART)
        values = change.fact.values
        return [
            self.line(
                sort,
                phrase,
                change,
                lambda language: {
                    "company": self.name(values["company"], language),
                    "role": a_role(values["role"], language),
                },
            )
        ]

    def decider(self, gone: FactChange, come: FactChange) -> Line:
        """Another official decides."""
        text: dict[str, str] = {
            each: phrases.DECIDER_NOW[each].format(
                now=self.name(come.fact.values["person"], each), before=self.name(gone.fact.values["person"], each)
            )
            for each in LANGUAGES
        }
        return Line("decider", text, (gone, come), names_person=True)

    def official(self, change: FactChange) -> list[Line]:
        """Somebody has a role in the case, has it no more, or takes no part any more."""
        values = change.fact.values
        if change.how is How.CHANGED:
            phrase, sort = (phrases.NOT_RECUSED, "official") if values.get("acting") else (phrases.RECUSED, "recusal")
        else:
            phrase, sort = (
                (phrases.OFFICIAL_NOW if change.how is How.ADDED else phrases.OFFICIAL_NO_LONGER),
                "official",
            )

        def write(language: Language) -> Filled:
            bare = in_sentence(word_of("role", values["role"]), language)
            role = bare if change.how is How.CHANGED else a_role(values["role"], language)
            return {"person": self.name(values["person"], language), "role": role}

        return [self.line(sort, phrase, change, write)]

    # What the register says

    def appointment(self, change: FactChange) -> list[Line]:
        """A post that ended or began; everything else field by field."""
        values = change.fact.values
        left = change.how is How.CHANGED and ended(change)
        if not left and change.how is not How.ADDED:
            return [self.record(change)]
        day = values["until_on"] if left or values["until_on"] != OPEN_END else values["from_on"]
        over = left or values["until_on"] != OPEN_END
        if day in OPEN or "body" not in values:
            return [self.record(change)]
        bare = "grade" not in values
        phrase = (
            (phrases.POST_LEFT_BARE if bare else phrases.POST_LEFT)
            if over
            else (phrases.POST_TAKEN_BARE if bare else phrases.POST_TAKEN)
        )

        def write(language: Language) -> Filled:
            return {
                "person": self.name(values["person"], language),
                "body": self.name(values["body"], language),
                "day": date_text(day, language),
                "post": "" if bare else in_sentence(word_of("grade", values["grade"]), language),
            }

        return [self.line("post", phrase, change, write)]

    def holding(self, change: FactChange) -> list[Line]:
        """An owner who came, went, or holds more or less."""
        values = change.fact.values
        shares = [each.values.get("share_bp") if each else None for each in (change.before, change.after)]
        if change.how is How.CHANGED and not ended(change) and None not in shares and shares[0] != shares[1]:
            phrase, days = phrases.OWNER_SHARE, ""
        elif change.how is How.GONE:
            phrase, days = phrases.OWNER_GONE, ""
        elif values["until_on"] != OPEN_END and (change.how is How.ADDED or ended(change)):
            phrase, days = phrases.OWNER_LEFT, "until_on"
        elif change.how is How.ADDED:
            new = values["from_on"] > self._seen_on
            phrase, days = phrases.OWNER_NEW if new else phrases.OWNER_SEEN, "from_on"
        else:
            return [self.record(change)]

        def write(language: Language) -> Filled:
            day = values.get(days, OPEN_START)
            about = phrases.UNTIL if days == "until_on" else phrases.SINCE
            return {
                "company": self.name(values["company"], language),
                "holder": self.name(values["holder"], language),
                "share": share(values.get("share_bp"), language),
                "before": share(shares[0], language),
                "after": share(shares[1], language),
                "days": "" if day in OPEN else about[language].format(day=date_text(day, language)),
            }

        return [self.line("owner", phrase, change, write)]

    def relation(self, change: FactChange) -> list[Line]:
        """A company that came under another's control, or is no longer."""
        values = change.fact.values
        if values.get("relation") != "parent" or change.how is How.CHANGED:
            return [self.record(change)]
        phrase = phrases.CONTROLLED if change.how is How.ADDED else phrases.NOT_CONTROLLED
        return [
            self.line(
                "control",
                phrase,
                change,
                lambda language: {
                    "company": self.name(values["company"], language),
                    "other": self.name(values["other"], language),
                },
            )
        ]

    # Everything else

    def record(self, change: FactChange, fields: Iterable[str] | None = None) -> Line:
        """Kind, parties and values of a record; of one that changed the fields that differ."""
        named = tuple(change.fields if fields is None else fields)

        def write(language: Language) -> Filled:
            if change.how is How.CHANGED:
                return {
                    "fact": self.fact(change.fact, language, keys_alone=True),
                    "fields": COMMA[language].join(self.field(change, each, language) for each in named),
                }
            return {"fact": self.fact(change.fact, language)}

        phrase = {How.ADDED: phrases.ADDED, How.GONE: phrases.GONE, How.CHANGED: phrases.CHANGED}[change.how]
        return self.line("record", phrase, change, write)

    def fact(self, fact: PlainFact, language: Language, *, keys_alone: bool = False) -> str:
        """A fact in brackets behind its kind; of the case itself and what there is one of, the kind alone."""
        said = [
            SAID[language].format(label(name, fact, language), self.value(fact, name, language))
            for name, field in shown_fields(fact)
            if field.sort == "key" or not keys_alone
        ]
        if keys_alone and fact.type in (CASE_TYPE, "selection"):
            said = []
        kind = kind_label(fact.type, language)
        return OF_KIND[language].format(kind, COMMA[language].join(said)) if said else kind

    def field(self, change: FactChange, name: str, language: Language) -> str:
        """A field before and after."""
        before, after = (self.value(each, name, language) if each else "" for each in (change.before, change.after))
        return phrases.FIELD[language].format(label=label(name, change.fact, language), before=before, after=after)

    def value(self, fact: PlainFact, name: str, language: Language) -> str:
        """A value in words; what is not there is unknown."""
        value = fact.values.get(name)
        known = VOCABULARY.get(fact.type)
        if value is None:
            return UNKNOWN[language]
        field = known.fields.get(name) if known else None
        if field is None or isinstance(value, list):
            return str(value)
        return value_text(value, field, name, self._names, language)


Writer = Callable[[Sentences, FactChange], list[Line]]
WRITERS: Final[Mapping[str, Writer]] = {
    CASE_TYPE: Sentences.proposal,
    "appointment": Sentences.appointment,
    "holds_stake": Sentences.holding,
    "official": Sentences.official,
    "participates": Sentences.participant,
    "related_company": Sentences.relation,
    "selection": Sentences.selection,
}
ORDER: Final = (
    "value", "price", "joined", "left", "decider", "official", "recusal", "post", "control", "owner", "record",
    "rulebook",
)  # fmt: skip


def transfer(changes: Iterable[FactChange]) -> tuple[FactChange, FactChange] | None:
    """The one who no longer decides and the one who does now, where it is one and one."""
    deciders = [each for each in changes if each.fact.type == "official" and each.fact.values.get("role") == DECIDES]
    gone = [each for each in deciders if each.how is How.GONE]
    come = [each for each in deciders if each.how is How.ADDED]
    return (gone[0], come[0]) if len(gone) == len(come) == 1 else None


def amounts(change: FactChange, field: str) -> tuple[int | None, int | None]:
    """An amount before and after."""
    before, after = ((each.values.get(field) if each else None) for each in (change.before, change.after))
    return before, after


def percent(before: int, after: int) -> int:
    """By how much an amount changed, in basis points, to a tenth of a per cent."""
    return round(abs(after - before) * FULL_BP / before / 10) * 10


def ended(change: FactChange) -> bool:
    """Whether an end was stated where there was none."""
    days = [each.values.get("until_on") if each else None for each in (change.before, change.after)]
    return days[0] == OPEN_END and days[1] != OPEN_END


def share(value: int | None, language: Language) -> str:
    """A share as a per cent."""
    return phrases.NOT_KNOWN[language] if value is None else number_text(value, "bp", language)


def a_role(role: str, language: Language) -> str:
    """A role inside a sentence; English with its article."""
    word = in_sentence(word_of("role", role), language)
    if language == "ja":
        return word
    return f"{'an' if word[:1] in phrases.ARTICLE_BEFORE else 'a'} {word}"


def label(name: str, fact: PlainFact, language: Language) -> str:
    """What a field is called; its name where an earlier vocabulary had it."""
    try:
        return in_sentence(label_of(name, fact.type), language)
    except KeyError:
        return name.replace("_", " ")


def shown_fields(fact: PlainFact) -> Iterator[tuple[str, FieldType]]:
    """The fields that say something: no ids of other facts, no open ends."""
    known = VOCABULARY.get(fact.type)
    for name, field in known.fields.items() if known else ():
        value: Any = fact.values.get(name)  # Any: a plain value
        if value is None or value in OPEN or name == "fact" or (field.sort == "key" and field.unit in VOCABULARY):
            continue
        yield name, field
