"""The hash of a row: the salt of a column belongs to its place, and what JSON or the program cannot read counts too."""

import math

import pytest

from institutions.audit.coverage import covered_table
from institutions.audit.row_hashes import RowHasher, column_salt, database_salt, hashed, value_or_bytes
from institutions.models import Source
from institutions.models.packed_field import PackedField, UnreadableError
from institutions.values.hashing import hash_json

pytestmark = pytest.mark.django_db


def test_the_same_text_in_two_places_has_two_salted_hashes() -> None:
    """Else whoever reads hashes could see which rows hold the same name, and one opened salt would open them all."""
    covered = covered_table(Source)
    assert covered
    for number in "12":
        Source.objects.create(title="Gazette", publisher="Gazette", fingerprint=number * 64)
    rows = [content for _key, content, _row in RowHasher(covered).contents(Source.objects.values_list("pk", flat=True))]
    said = [str(row[name]) for row in rows for name in ("title", "publisher")]
    assert len(set(said)) == 4
    assert "Gazette" not in "".join(said)
    places = [(table, key, column) for table in "ab" for key in "12" for column in "xy"]
    assert len({column_salt(database_salt(), *place) for place in places}) == len(places)


def test_numbers_that_json_does_not_have_count_by_their_text() -> None:
    said = [hashed(hash_json, {"at": [each]}) for each in (math.inf, -math.inf, math.nan, 0)]
    assert len(set(said)) == 4


class Damaged(PackedField):
    """A packed column whose content cannot be read."""

    def packed(self, value: object) -> bytes:
        """Return a value as bytes."""
        return str(value).encode()

    def unpacked(self, stored: bytes | memoryview | str) -> object:
        """Raise UnreadableError."""
        message = f"damaged: {stored!r}"
        raise UnreadableError(message)


def test_each_content_of_a_packed_column_that_cannot_be_read_counts() -> None:
    """Else one that was damaged would look like any other, and like none."""
    said = [value_or_bytes(Damaged(), each) for each in (b"\x00", b"\x01", None)]
    assert said == [{"unreadable": "00"}, {"unreadable": "01"}, None]
