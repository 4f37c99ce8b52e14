"""Errors that are kept as codes, and rows of before there were codes, which keep their sentences."""

import pytest

from institutions.codes.parameters import PlainNumber, WrittenDay, outside_value
from institutions.codes.sentences import AsWritten
from institutions.codes.wording import code_words
from institutions.drafts.errors import FieldError
from institutions.drafts.kept_errors import (
    answered_error,
    answered_errors,
    kept_code,
    kept_code_column,
    kept_errors,
    storable_data,
)
from institutions.drafts.naming_lines import names_line
from institutions.drafts.troubles.files import TroubleOfLine
from institutions.drafts.troubles.values import NoDay, NoShare, NumberTooLarge
from institutions.imports.failures import error_columns, error_of
from institutions.imports.import_answer import outcome_answer
from institutions.imports.new_collection import collection_notes
from institutions.imports.troubles.file import DayToCome, UnpacksToTooMuch
from institutions.models import GovernmentBody, Import, ImportOutcome, RecordOutcome

NO_SHARE = NoShare(trouble=NumberTooLarge(value=outside_value(12000), limit=PlainNumber(10000)))
OLD = {"field": "/statements/0/from", "message": "'x' is not a date. Write it as in 2026-06-15."}


def test_an_error_is_kept_with_its_code_beside_the_words_of_the_day() -> None:
    (kept,) = kept_errors([FieldError("/statements/0/share_bp", NO_SHARE)])
    assert kept == {
        "field": "/statements/0/share_bp",
        "message": "12000 is too large: the most is 10000. Shares are in basis points: 10000 is 100 %.",
        "code": "share.out_of_range",
        "version": 1,
        "parameters": {
            "trouble": {"code": "number.too_large", "version": 1, "parameters": {"value": 12000, "limit": 10000}},
        },
    }
    assert kept_code(kept) == NO_SHARE
    answer = answered_error(kept)
    assert answer["text"]["en"] == kept["message"]
    assert "割合はベーシスポイントで記入します" in answer["text"]["ja"]
    assert answered_errors([FieldError("/statements/0/share_bp", NO_SHARE)]) == [answer]


def test_names_that_no_database_stores_are_written_out_too() -> None:
    """A file of published processes with such a name in a release ended in an error."""
    assert storable_data({"a\0": [{"\ud800": "b\0"}]}) == {"a\\u0000": [{"\\ud800": "b\\u0000"}]}


def test_what_no_database_stores_is_written_out() -> None:
    (kept,) = kept_errors([FieldError("a\0b", AsWritten(text="half \ud800"))])
    assert kept["field"] == "a\\u0000b"
    assert kept["parameters"] == {"text": "half \\ud800"}


@pytest.mark.parametrize("kept", [OLD, OLD["message"], {**OLD, "code": "day.of_another_version", "parameters": {}}])
def test_a_row_of_before_keeps_its_sentence(kept: dict[str, str] | str) -> None:
    said = kept_code(kept)
    assert said == AsWritten(text=OLD["message"])
    assert code_words(said, "ja") == code_words(said, "en") == OLD["message"]


def test_a_line_is_found_in_what_an_error_consists_of() -> None:
    said = TroubleOfLine(line=PlainNumber(7), said=NoDay(value=outside_value("x")))
    assert names_line(said, 7)
    assert not names_line(said, 8)
    assert not names_line(AsWritten(text="line 7"), 7)


@pytest.mark.django_db
def test_an_import_of_before_is_answered_with_its_sentences(meti: GovernmentBody) -> None:
    job = Import.objects.create(
        body=meti, format="json", file_name="f", size=0, state="failed", error="It broke.", notes=[OLD]
    )
    row = ImportOutcome.objects.create(job=job, number=1, line=1, outcome=RecordOutcome.REFUSED, errors=[OLD], notes=[])
    assert error_of(job) == AsWritten(text="It broke.")
    assert [each.message for each in collection_notes(job)] == [OLD["message"]]
    assert outcome_answer(row)["errors"] == [
        {
            **OLD,
            "code": "text.as_written",
            "parameters": {"text": OLD["message"]},
            "text": {"en": OLD["message"], "ja": OLD["message"]},
        }
    ]


@pytest.mark.django_db
def test_an_import_that_fails_says_why_by_a_code(meti: GovernmentBody) -> None:
    why = UnpacksToTooMuch(size=2_000)
    job = Import.objects.create(body=meti, format="json", file_name="f", size=0, state="failed", **error_columns(why))
    job.refresh_from_db()
    assert job.error == "The file unpacks to more than 2,000 bytes. Split it."
    assert error_of(job) == why
    assert error_columns(None) == {"error": "", "error_said": {}}


def test_what_has_no_field_is_kept_alike() -> None:
    said = DayToCome(day=WrittenDay("2030-01-01"))
    assert kept_code(kept_code_column(said)) == said
    assert kept_code_column(said)["message"] == "2030-01-01 is in the future. Give the date of the data in the file."
