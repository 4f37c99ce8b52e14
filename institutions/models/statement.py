"""The base of every table of statements: the scope of a row, and its values in the form of the document."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models

from institutions.kinds import Field, FieldSort, Kind, Reach
from institutions.models.bitemporal import Bitemporal, BitemporalQuerySet
from institutions.values.written_id import id_in_usual_form

Value = int | bool | str | None | tuple[str, ...]


class Statement(Bitemporal):
    """One statement. Its columns are those of its kind; `says_none` names the fields that were stated as null."""

    kind: ClassVar[Kind]

    partnership = models.ForeignKey("institutions.Partnership", models.PROTECT, null=True, blank=True, related_name="+")
    reach = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Reach])
    says_none = models.JSONField(default=list)

    objects: ClassVar = BitemporalQuerySet["Statement"].as_manager()

    class Meta(Bitemporal.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind.name} {self.lineage}"

    def party_in_text(self, field: Field) -> UUID | None:
        """Return the id of the party that stands in a text in place of its name; None for a name."""
        text = getattr(self, field.column) if field.or_party else None
        return id_in_usual_form(text) if text else None

    def values(self, key_of: Callable[[UUID], str] = str, *, case: UUID | None = None) -> dict[str, Value]:
        """Return the stated fields, by their names in the document; None if null was stated.

        An empty text is no answer: the program stores none, and SQL could write it in the place of null. Dates are ISO
        text; `key_of` turns the id of a party into its value. Fields that belong to one case alone are left out unless
        `case` is the partnership that stated them. Reading members of a list costs a query unless prefetched.
        """
        stated: dict[str, Value] = dict.fromkeys(self.says_none)
        for field in self.kind.fields:
            if field.case_only and self.partnership_id != case:
                stated.pop(field.name, None)
                continue
            value: Value
            if field.sort is FieldSort.PARTY:
                party = getattr(self, f"{field.column}_id")
                value = (
                    key_of(party) if party else (field.or_country and getattr(self, f"{field.column}_country")) or None
                )
            elif field.sort is FieldSort.PARTIES:
                value = tuple(sorted(key_of(each.pk) for each in getattr(self, field.column).all())) or None
            elif party := self.party_in_text(field):
                value = key_of(party)
            else:
                value = json_value(getattr(self, field.column))
            if value is not None and value != "":
                stated[field.name] = value
        return stated


def json_value(value: object) -> Value:
    """Return a column's value in its JSON form."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value  # type: ignore[return-value]  # columns hold nothing else
