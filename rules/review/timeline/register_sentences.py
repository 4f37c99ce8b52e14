"""Changes of the register: posts that people took or left, owners, control."""

from rules.engine.language.statements import Language, date_text, number_with_unit
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.labels import label_in_sentence, word_label
from rules.review.timeline import phrases
from rules.review.timeline.facts import FactChange, FactChangeKind
from rules.review.timeline.record_sentences import OPEN, Filled, RecordSentences
from rules.review.timeline.sentence import TimelineSentence


class RegisterSentences(RecordSentences):
    """A writer of the changes of the register."""

    def appointment(self, change: FactChange) -> list[TimelineSentence]:
        """Write that a post ended or began; everything else field by field."""
        values = change.fact.values
        left = change.how is FactChangeKind.CHANGED and end_was_stated(change)
        if not left and change.how is not FactChangeKind.ADDED:
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
                "post": "" if bare else label_in_sentence(word_label("grade", values["grade"]), language),
            }

        return [self.line("post", phrase, change, write)]

    def holding(self, change: FactChange) -> list[TimelineSentence]:
        """Write that an owner came, went, or holds more or less."""
        values = change.fact.values
        shares = [each.values.get("share_bp") if each else None for each in (change.before, change.after)]
        if (
            change.how is FactChangeKind.CHANGED
            and not end_was_stated(change)
            and None not in shares
            and shares[0] != shares[1]
        ):
            phrase, days = phrases.OWNER_SHARE, ""
        elif change.how is FactChangeKind.GONE:
            phrase, days = phrases.OWNER_GONE, ""
        elif values["until_on"] != OPEN_END and (change.how is FactChangeKind.ADDED or end_was_stated(change)):
            phrase, days = phrases.OWNER_LEFT, "until_on"
        elif change.how is FactChangeKind.ADDED:
            new = values["from_on"] > self.seen_on
            phrase, days = phrases.OWNER_NEW if new else phrases.OWNER_SEEN, "from_on"
        else:
            return [self.record(change)]

        def write(language: Language) -> Filled:
            day = values.get(days, OPEN_START)
            about = phrases.UNTIL if days == "until_on" else phrases.SINCE
            return {
                "company": self.name(values["company"], language),
                "holder": self.name(values["holder"], language),
                "share": share_in_words(values.get("share_bp"), language),
                "before": share_in_words(shares[0], language),
                "after": share_in_words(shares[1], language),
                "days": "" if day in OPEN else about[language].format(day=date_text(day, language)),
            }

        return [self.line("owner", phrase, change, write)]

    def relation(self, change: FactChange) -> list[TimelineSentence]:
        """Write that a company came under another's control, or is no longer."""
        values = change.fact.values
        if values.get("relation") != "parent" or change.how is FactChangeKind.CHANGED:
            return [self.record(change)]
        phrase = phrases.CONTROLLED if change.how is FactChangeKind.ADDED else phrases.NOT_CONTROLLED
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


def end_was_stated(change: FactChange) -> bool:
    """Return whether an end was stated where there was none."""
    days = [each.values.get("until_on") if each else None for each in (change.before, change.after)]
    return days[0] == OPEN_END and days[1] != OPEN_END


def share_in_words(value: int | None, language: Language) -> str:
    """Write a share as a per cent."""
    return phrases.NOT_KNOWN[language] if value is None else number_with_unit(value, "bp", language)
