"""Changes of the proposal: its value and price, its participants, its deciding official."""

from typing import Final

from rules.engine.language.statements import Language, number_with_unit
from rules.facts.kinds.labels import label_in_sentence, word_label
from rules.review.timeline import phrases
from rules.review.timeline.facts import FactChange, FactChangeKind
from rules.review.timeline.phrases import Phrase
from rules.review.timeline.record_sentences import Filled, RecordSentences
from rules.review.timeline.sentence import LANGUAGES, TimelineSentence

FULL_BP: Final = 10_000


class ProposalSentences(RecordSentences):
    """A writer of the changes of the proposal itself."""

    def proposal(self, change: FactChange) -> list[TimelineSentence]:
        """Write the changes of the case itself: its value in a sentence of its own, the rest field by field."""
        return self.money(change, "value", "value_yen", phrases.VALUE_ROSE, phrases.VALUE_FELL)

    def selection(self, change: FactChange) -> list[TimelineSentence]:
        """Write the changes of the selection; the reserve price in a sentence of its own."""
        return self.money(change, "price", "reserve_price_yen", phrases.PRICE_ROSE, phrases.PRICE_FELL)

    def money(self, change: FactChange, sort: str, field: str, rose: Phrase, fell: Phrase) -> list[TimelineSentence]:
        """Write an amount that rose or fell, and the other changes."""
        fields = [each for each in change.fields if each != "as_of"]
        before, after = amounts_changed(change, field)
        lines = []
        if before is not None and after is not None and before and before != after:
            fields.remove(field)
            part = change_in_bp(before, after)

            def write(language: Language) -> Filled:
                return {
                    "before": number_with_unit(before, "yen", language),
                    "after": number_with_unit(after, "yen", language),
                    "percent": number_with_unit(part, "bp", language),
                }

            lines.append(self.line(sort, rose if after > before else fell, change, write))
        return [*lines, *([self.record(change, fields)] if fields else [])]

    def participant(self, change: FactChange) -> list[TimelineSentence]:
        """Write that a company joined or left."""
        if change.how is FactChangeKind.CHANGED:
            return [self.record(change)]
        sort, phrase = (
            ("joined", phrases.JOINED) if change.how is FactChangeKind.ADDED else ("left", phrases.NO_LONGER_PART)
        )
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

    def decider(self, gone: FactChange, come: FactChange) -> TimelineSentence:
        """Write that another official decides."""
        text: dict[str, str] = {
            each: phrases.DECIDER_NOW[each].format(
                now=self.name(come.fact.values["person"], each), before=self.name(gone.fact.values["person"], each)
            )
            for each in LANGUAGES
        }
        return TimelineSentence("decider", text, (gone, come), names_person=True)

    def official(self, change: FactChange) -> list[TimelineSentence]:
        """Write that somebody has a role in the case, no longer has it, or is recused."""
        values = change.fact.values
        if change.how is FactChangeKind.CHANGED:
            phrase, sort = (phrases.NOT_RECUSED, "official") if values.get("acting") else (phrases.RECUSED, "recusal")
        else:
            phrase, sort = (
                (phrases.OFFICIAL_NOW if change.how is FactChangeKind.ADDED else phrases.OFFICIAL_NO_LONGER),
                "official",
            )

        def write(language: Language) -> Filled:
            bare = label_in_sentence(word_label("role", values["role"]), language)
            role = bare if change.how is FactChangeKind.CHANGED else a_role(values["role"], language)
            return {"person": self.name(values["person"], language), "role": role}

        return [self.line(sort, phrase, change, write)]


def amounts_changed(change: FactChange, field: str) -> tuple[int | None, int | None]:
    """Return an amount before and after."""
    before, after = ((each.values.get(field) if each else None) for each in (change.before, change.after))
    return before, after


def change_in_bp(before: int, after: int) -> int:
    """Return the change of an amount, in basis points, to a tenth of a per cent."""
    return round(abs(after - before) * FULL_BP / before / 10) * 10


def a_role(role: str, language: Language) -> str:
    """Return a role inside a sentence; English with its article."""
    word = label_in_sentence(word_label("role", role), language)
    if language == "ja":
        return word
    return f"{'an' if word[:1] in phrases.ARTICLE_BEFORE else 'a'} {word}"
