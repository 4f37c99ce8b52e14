"""The fields of a body: strict about types, no text for a number and no 1 for true, as documents are.

Each is a field of REST framework, so that OpenAPI describes it; an invalid value is reported as a code.
"""

from typing import Any, Final, NoReturn

from rest_framework import serializers
from rest_framework.fields import Field

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.codes.text_troubles import reason_too_short
from institutions.drafts.near_words import nearest_word
from institutions.drafts.troubles.fields import ListTooShort, NoList, NoObject
from institutions.drafts.troubles.values import (
    NoDay,
    NoFlag,
    NoPartyId,
    NotInCalendar,
    NoWholeNumber,
    UnknownWord,
)
from institutions.drafts.values import text_trouble, uuid_of
from institutions.values.reasons import says_too_little
from institutions.values.written_day import WRITTEN_DAY, is_written_day, written_day
from institutions.web.rest.declared.troubles import MissingInBody, NullInBody, refusal

UNLIMITED: Final = 10**9  # characters: the body itself has a limit


class Checked(Field[Any, Any, Any, Any]):
    """A field whose value is used as sent, unless `trouble` returns an error."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a value that is not null."""
        raise NotImplementedError

    def missing(self) -> Coded:
        """Return the error for a field that is left out."""
        return MissingInBody(name=self.field_name or "")

    def fail(self, key: str, **_given: object) -> NoReturn:
        """Refuse what is missing, null or blank."""
        by_key = {"required": self.missing(), "null": NullInBody(name=self.field_name or "")}
        said = by_key.get(key) or self.trouble("")
        if said is None:
            message = f"{type(self).__name__} has no code for {key!r}."
            raise AssertionError(message)
        raise refusal(said)

    def to_internal_value(self, data: Any) -> Any:  # Any: any JSON value
        """Return the value."""
        if said := self.trouble(data):
            raise refusal(said)
        return data


class SentText(Checked, serializers.CharField):
    """A text as it was sent, whose length counts without blanks around it."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a text."""
        return text_trouble(value.strip() if isinstance(value, str) else value, self.max_length or UNLIMITED)


class ReasonText(SentText):
    """A text that is kept for good and says more than a word."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a reason."""
        too_short = isinstance(value, str) and says_too_little(value)
        said = super().trouble(value) if not isinstance(value, str) or value.strip() else None
        return said or (reason_too_short() if too_short else None)


class AsRead(Checked, serializers.CharField):
    """A text that the caller has read here. An act with any other value is refused as out of date."""

    def trouble(self, value: object) -> Coded | None:  # noqa: ARG002 - one signature
        """Return None: any value can be compared with the stored one."""
        return None

    def run_validation(self, data: Any = serializers.empty) -> Any:  # Any: any JSON value
        """Return it as a text."""
        return super(serializers.CharField, self).run_validation("" if data is None else data)

    def to_internal_value(self, data: Any) -> str:  # Any: any JSON value
        """Return it as a text."""
        return str(data)


class Flag(Checked, serializers.BooleanField):
    """true or false."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a flag."""
        return None if isinstance(value, bool) else NoFlag(value=outside_value(value))


class Whole(Checked, serializers.IntegerField):
    """A whole number."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a whole number."""
        return None if type(value) is int else NoWholeNumber(value=outside_value(value))


class Day(Checked, serializers.DateField):
    """A day; where none may be given, an empty text gives none."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a day."""
        if not isinstance(value, str) or not WRITTEN_DAY.fullmatch(value):
            return NoDay(value=outside_value(value))
        return None if is_written_day(value) else NotInCalendar(value=outside_value(value))

    def to_internal_value(self, data: Any) -> Any:  # Any: any JSON value, and the day or None
        """Return the day."""
        return None if data == "" and self.allow_null else written_day(super().to_internal_value(data))


class Word(Checked, serializers.ChoiceField):
    """One of some words."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a word."""
        words = list(map(str, self.choices))
        if (value == "" and self.allow_blank) or (isinstance(value, str) and value in words):
            return None
        return UnknownWord(value=outside_value(value), field=self.field_name or "", near=nearest_word(value, words))


class Id(Checked, serializers.UUIDField):
    """A UUID in its usual form, in small letters."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with an id."""
        return None if uuid_of(value) else NoPartyId(value=outside_value(value))


class AnObject(Checked, serializers.DictField):
    """An object that is checked elsewhere."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with an object."""
        return None if isinstance(value, dict) else NoObject(value=outside_value(value))


class Several(Checked, serializers.ListField):
    """A list."""

    def trouble(self, value: object) -> Coded | None:
        """Return the error in a list; its items are checked one by one."""
        return list_trouble(value, allow_empty=self.allow_empty)

    def to_internal_value(self, data: Any) -> list[Any]:  # Any: any JSON value
        """Return the items."""
        return self.run_child_validation(super().to_internal_value(data))


def list_trouble(value: object, *, allow_empty: bool) -> Coded | None:
    """Return what is wrong with a list as such."""
    if not isinstance(value, list):
        return NoList(value=outside_value(value))
    return None if value or allow_empty else ListTooShort(least=1)
