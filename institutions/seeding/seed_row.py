"""The reader of one row of a seed file, field by field. It notes what is missing, mistyped or unknown."""

from datetime import date
from difflib import get_close_matches

from institutions.codes.base import Coded
from institutions.codes.parameters import WrittenDay, outside_value
from institutions.seeding.errors import SeedErrors
from institutions.seeding.rows import SeedOrigin, SeedText
from institutions.seeding.troubles import (
    SeedDayMissing,
    SeedDidYouMean,
    SeedDidYouMeanField,
    SeedEndsBefore,
    SeedFieldMissing,
    SeedKnownFields,
    SeedNamesMissing,
    SeedNoDay,
    SeedNoFields,
    SeedNoFlag,
    SeedNoList,
    SeedNoReviewDay,
    SeedNoText,
    SeedNoWholeNumber,
    SeedNoWord,
    SeedUnknownField,
    SeedUseOneOf,
    SeedWithoutSource,
    SeedWordTwice,
)
from institutions.values.written_day import written_day

CONFIDENCES = ("seen", "seen_2013", "derived", "memory")
TO_REVIEW = ("derived", "memory")  # a value that nobody read as such must come up for review


class SeedRow:
    """One mapping of a file. Read its fields, then call `done`: a key that nobody read is an error."""

    def __init__(self, value: object, where: str, troubles: SeedErrors) -> None:
        self.where = where
        self.troubles = troubles
        self.read: set[str] = set()
        self.values: dict[str, object] = {}
        if isinstance(value, dict):
            self.values = value
        else:
            self.trouble(SeedNoFields())

    def trouble(self, said: Coded) -> None:
        """Note an error of this row."""
        self.troubles.add(self.where, said)

    def has(self, key: str) -> bool:
        """Return whether the row gives the field."""
        return key in self.values

    def take(self, key: str) -> object:
        """Take the raw value of a field, None if the row doesn't give it."""
        self.read.add(key)
        return self.values.get(key)

    def text(self, key: str) -> str:
        """Read a required text."""
        value = self.optional_text(key)
        if not value and key not in self.values:
            self.trouble(SeedFieldMissing(field=key))
        return value

    def optional_text(self, key: str) -> str:
        """Read a text, empty if the row doesn't give it."""
        value = self.take(key)
        if value is None and key not in self.values:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.trouble(SeedNoText(field=key, value=outside_value(value)))
            return ""
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts, empty if the row doesn't give it."""
        return tuple(SeedRow({key: item}, self.where, self.troubles).text(key) for item in self.items(key))

    def word(self, key: str, words: tuple[str, ...]) -> str:
        """Read a required word of a closed list."""
        value = self.text(key)
        if value and value not in words:
            near = get_close_matches(value, words, n=1)
            remedy = SeedDidYouMean(word=near[0]) if near else SeedUseOneOf(known=words)
            self.trouble(SeedNoWord(field=key, word=value, near=remedy))
        return value

    def optional_word(self, key: str, words: tuple[str, ...]) -> str:
        """Read a word of a closed list, empty if the row doesn't give it."""
        return self.word(key, words) if key in self.values else self.optional_text(key)

    def words(self, key: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """Read a list of words of a closed list, none twice."""
        found = [SeedRow({key: item}, self.where, self.troubles).word(key, words) for item in self.items(key)]
        if len(set(found)) < len(found):
            self.trouble(SeedWordTwice(field=key))
        return tuple(sorted(found))

    def day(self, key: str) -> date | None:
        """Read an ISO date, None if the row doesn't give it."""
        value = self.take(key)
        if value is None and key not in self.values:
            return None
        try:
            if isinstance(value, str):
                return written_day(value)
        except ValueError:
            pass
        self.trouble(SeedNoDay(field=key, value=outside_value(value)))
        return None

    def required_day(self, key: str) -> date | None:
        """Read an ISO date that the row must give; None only where that is noted as an error."""
        if key not in self.values:
            self.trouble(SeedDayMissing(field=key))
        return self.day(key)

    def flag(self, key: str) -> bool | None:
        """Read true or false, None if the row doesn't give it."""
        value = self.take(key)
        if value is None and key not in self.values:
            return None
        if not isinstance(value, bool):
            self.trouble(SeedNoFlag(field=key, value=outside_value(value)))
            return None
        return value

    def whole(self, key: str) -> int | None:
        """Read a whole number above zero, None if the row doesn't give it."""
        value = self.take(key)
        if value is None and key not in self.values:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            self.trouble(SeedNoWholeNumber(field=key, value=outside_value(value)))
            return None
        return value

    def items(self, key: str) -> list[object]:
        """Read a list, empty if the row doesn't give it."""
        value = self.take(key)
        if value is None and key not in self.values:
            return []
        if not isinstance(value, list):
            self.trouble(SeedNoList(field=key))
            return []
        return value

    def rows(self, key: str, label: str = "") -> list["SeedRow"]:
        """Read a list of mappings, each as a row of its own that is named after its place and `label`."""
        return [
            SeedRow(item, f"{self.where}, {key} {place}{row_label(item, label)}", self.troubles)
            for place, item in enumerate(self.items(key), start=1)
        ]

    def named(self, key: str) -> SeedText:
        """Read a required text in both languages, a mapping of en and ja."""
        if key not in self.values:
            self.trouble(SeedNamesMissing(field=key))
        return self.optional_named(key)

    def optional_named(self, key: str) -> SeedText:
        """Read a text in both languages, empty if the row doesn't give it."""
        value = self.take(key)
        if value is None and key not in self.values:
            return SeedText()
        inner = SeedRow(value, f"{self.where}, {key}", self.troubles)
        found = inner.names()
        inner.done()
        return found

    def names(self) -> SeedText:
        """Read the fields en and ja of the row itself."""
        return SeedText(en=self.text("en"), ja=self.text("ja"))

    def period(self) -> tuple[date | None, date | None]:
        """Read the fields from and until, in this order."""
        start, end = self.day("from"), self.day("until")
        if start and end and start > end:
            self.trouble(SeedEndsBefore(until=WrittenDay(end.isoformat()), since=WrittenDay(start.isoformat())))
        return start, end

    def origin(self, default: SeedOrigin | None = None) -> SeedOrigin:
        """Read the fields source, confidence and review_on; return `default` where the row has no source of its own."""
        if default is not None and "source" not in self.values:
            self.confidence_needs_source()
            return default
        source, confidence = self.text("source"), self.word("confidence", CONFIDENCES)
        review_on = self.day("review_on")
        if confidence in TO_REVIEW and "review_on" not in self.values:
            self.trouble(SeedNoReviewDay(confidence=confidence))
        return SeedOrigin(source=source, confidence=confidence, review_on=review_on)

    def confidence_needs_source(self) -> None:
        """Check that a row without a source of its own does not change the confidence of its parent."""
        for key in ("confidence", "review_on"):
            if key in self.values:
                self.take(key)
                self.trouble(SeedWithoutSource(field=key))

    def done(self) -> None:
        """Note each key that nobody read, with the nearest that exists."""
        for key in self.values:
            if key not in self.read:
                near = get_close_matches(str(key), self.read, n=1)
                remedy = SeedDidYouMeanField(field=near[0]) if near else SeedKnownFields(known=tuple(sorted(self.read)))
                self.trouble(SeedUnknownField(field=str(key), near=remedy))


def row_label(item: object, label: str) -> str:
    """Return a row's own label, in brackets, so that a search finds the error."""
    if label and isinstance(item, dict) and isinstance(item.get(label), str):
        return f" ({item[label]})"
    return ""
