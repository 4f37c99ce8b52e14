"""A file of statements takes work in proportion to its size, however they refer to each other."""

import io
import json
from typing import Any, Final

import pytest

from institutions.drafts.errors import MAX_ERRORS
from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.bods.reading.statements import LONGEST_STATEMENT
from institutions.formats.ocds.reading.report import MAX_NOTES
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from tests.institutions.formats.bods.reading.samples import document, entity, interest, person, relationship
from tests.institutions.formats.bods.reading.test_earlier_versions import company, owner, owns
from tests.proportion import GROWS, assert_linear

pytestmark = pytest.mark.django_db  # queries are counted too

PARTIES: Final = (entity(), person())
Json = dict[str, Any]


def records(*statements: Json) -> list[Record]:
    """Return the records of a file with one statement a line."""
    return list(read_bods(io.BytesIO("".join(json.dumps(each) + "\n" for each in statements).encode())))


def version(number: int, *interests: Json) -> Json:
    """Return one of many statements of a relationship, each of a day of its own."""
    day = f"20{10 + number // 336:02}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
    return relationship(*interests, statementDate=day, recordStatus="updated")


def test_a_statement_of_many_interests_compares_none_with_all_others() -> None:
    """20,000 took 35 seconds."""
    assert_linear(
        lambda number: records(
            *PARTIES, relationship(*(interest("boardMember", details=str(n)) for n in range(number)))
        )
    )


@pytest.mark.parametrize("start", [None, "2009-01-01"], ids=["no first day", "one first day"])
def test_a_record_of_many_statements_compares_none_with_all_others(start: str | None) -> None:
    def changed(number: int) -> None:
        records(*PARTIES, *(version(each, interest(share=each % 100, start=start)) for each in range(number)))

    assert_linear(changed)


def test_statements_of_many_interests_compare_none_with_all_of_another() -> None:
    def changed(number: int) -> None:
        for_each = [interest("boardMember", details=str(n), start="2009-01-01") for n in range(number)]
        records(*PARTIES, version(0, *for_each), version(1, *for_each))

    assert_linear(changed)


def test_a_chain_of_replacements_has_any_length_and_order() -> None:
    """A thousand ended the import in an error: each was looked up within the look-up of the next."""
    before = [owns(f"r{n}", replacesStatements=[f"r{n - 1}"] if n else []) for n in range(1_500)]
    for given in (before, before[::-1]):
        [found] = records(company(), owner(), *given)
        assert isinstance(found, RegisterDocument)
        assert found.record == "r0"


def test_many_statements_that_replace_one_of_an_earlier_file_are_not_counted_each_time() -> None:
    assert_linear(
        lambda number: records(*(company(f"c{n}", replacesStatements=["of an earlier file"]) for n in range(number)))
    )


def test_a_relationship_that_names_relationships_as_parties_is_refused_at_any_depth() -> None:
    party = [{"describedByEntityStatement": f"r{n - 1}"} for n in range(400)]
    odd = [owns(f"r{n}", subject=party[n], replacesStatements=[f"s{n}"]) for n in range(400)]
    even = [owns(f"s{n}", subject=party[n]) for n in range(400)]
    found = records(owner(), *odd[::-1], *even[::-1])
    assert len(found) == 400
    assert all(isinstance(each, RefusedRecord) or each.elsewhere for each in found), "no party of the file is meant"


def test_a_long_statement_is_refused_since_each_relationship_would_read_it_again() -> None:
    long = entity(alternateNames=["x" * 50] * (LONGEST_STATEMENT // 50))
    refused, found = records(long, person(), relationship(interest(share=5)))
    assert isinstance(refused, RefusedRecord)
    assert refused.errors[0].said.code == "bods.too_long"
    assert isinstance(found, RegisterDocument)
    [old] = records(company(name="x" * LONGEST_STATEMENT))
    assert isinstance(old, RefusedRecord)
    assert old.errors[0].said.code == "bods.too_long"


def test_the_first_errors_of_a_record_are_listed_with_their_number() -> None:
    wrong = [version(each, interest("friendship"), interest("kinship")) for each in range(MAX_ERRORS)]
    [found] = records(*PARTIES, *wrong)
    assert isinstance(found, RefusedRecord)
    assert len(found.errors) == MAX_ERRORS + 1
    assert str(2 * MAX_ERRORS) in found.errors[-1].message


def test_the_first_notes_of_a_record_are_listed_with_their_number() -> None:
    held = [interest("nominee", start=f"20{10 + n // 28:02}-01-{1 + n % 28:02}") for n in range(MAX_NOTES + 5)]
    found = document(*PARTIES, relationship(*held))
    assert len(found.notes) == MAX_NOTES + 1
    assert f"first {MAX_NOTES}" in found.notes[-1].message


def test_a_statement_that_replaces_very_many_is_read_once_for_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the ids of all, and was read from the temporary database for each: what is read is counted."""
    loads = json.loads

    def characters(number: int) -> int:
        lengths: list[int] = []

        def counting(text: Any, *given: Any, **more: Any) -> Any:  # Any: as json has them
            lengths.append(len(text))
            return loads(text, *given, **more)

        replaced = [f"r{n}" for n in range(number)]
        with monkeypatch.context() as patched:
            patched.setattr(json, "loads", counting)
            found = records(company(), owner(), *map(owns, replaced), owns("last", replacesStatements=replaced))
        assert len(found) == number
        return sum(lengths)

    one, two, four = (characters(number) for number in (50, 100, 200))
    assert four - two <= GROWS * (two - one), f"{one}, {two}, {four} characters"
