"""Every error of a document has its place and its remedy."""

from typing import Any

import pytest

from institutions.codes.sentences import AsWritten
from institutions.codes.wording import code_words
from institutions.drafts.check import DraftInvalid, check_document
from institutions.drafts.near_words import nearest_word
from institutions.models import GovernmentBody, Submission
from tests.documents import EXAMPLE_NAMES, example, small, with_statement
from tests.every import every

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def errors_of(document: object, **options: Any) -> dict[str, str]:
    """Return the message of each field of a refused document."""
    with pytest.raises(DraftInvalid) as refused:
        check_document(document, **options)
    return {each.field: each.message for each in refused.value.errors}


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_the_examples_are_accepted(name: str) -> None:
    document = example(name)
    draft = check_document(document)
    assert draft.reference == document["reference"]
    assert draft.revision == 1
    assert len(draft.statements) == len(document["statements"])


def test_an_unknown_field_is_named_with_the_nearest_one() -> None:
    errors = errors_of(small(valueyen=1))
    assert errors == {"/valueyen": "'valueyen' is not a field of document. Did you mean value_yen?"}


def test_an_unknown_field_of_a_statement_is_named() -> None:
    errors = errors_of(with_statement(kind="shareholding", holder="sato", company="hikari", share_pb=1))
    assert "Did you mean share_bp?" in errors["/statements/0/share_pb"]


def test_what_is_like_nothing_is_told_the_words_that_there_are() -> None:
    assert code_words(nearest_word("x", ["kita", "minami"]) or AsWritten(text=""), "en") == " Use one of: kita, minami."
    assert code_words(nearest_word("x", ["kita"]) or AsWritten(text=""), "en") == " Write kita."
    assert nearest_word("x", []) is None


def test_an_unknown_kind_is_named_with_the_nearest_one() -> None:
    errors = errors_of(with_statement(kind="share_holding", holder="sato", company="hikari"))
    assert errors == {"/statements/0/kind": "'share_holding' is not a kind of statement. Did you mean shareholding?"}


def test_a_statement_without_kind_is_refused() -> None:
    assert "no kind" in errors_of(with_statement(company="hikari"))["/statements/0"]


@every(
    "field, value, says",
    [
        ("value_yen", -1, "negative"),
        ("value_yen", 1.5, "whole number"),
        ("value_yen", 1.0, "whole number"),
        ("value_yen", True, "whole number"),
        ("value_yen", "1000", "whole number"),
        ("value_yen", 2**63, "too large"),
        ("value_yen", 10**400, "digits"),
        ("value_yen", float("nan"), "whole number"),
        ("value_yen", None, "cannot be null"),
        ("revision", 0, "too small"),
        ("proposed_on", "2026-02-30", "does not exist in the calendar"),
        ("proposed_on", "15.06.2026", "2026-06-15"),
        ("proposed_on", "２０２６-06-15", "not a date"),
        ("proposed_on", "9999-12-31", "is not between"),
        ("defence_use", "yes", "neither true nor false"),
        ("defence_use", 1, "neither true nor false"),
        ("domain", "magnet", "Did you mean magnets?"),
        ("domain", ["magnets"], "not a valid value"),
        ("secrecy", "defense", "Did you mean defence?"),
        ("restricts_countries", ["CN", "XX"], "We don't recognise the country 'XX'"),
        ("restricts_countries", "CN", "not a list"),
        ("submitted_by", "METY", "Did you mean METI?"),
        ("sponsor", "METY", "Did you mean METI?"),
        ("sponsor", "hikari", "is a company; sponsor takes a government body"),
        ("reference", "", "text is empty"),
        ("reference", "A\nB", "control character"),
        ("reference", "A\u202eB", "invisible character (U+202E)"),
        ("reference", "x" * 201, "201 characters"),
        ("reference", "a\0b", "NUL"),
        ("reference", "\ud800", "lone surrogate"),
        ("title", "Magnets", "texts by language"),
        ("title", {}, "No text in any language"),
        ("selection", [], "is not an object"),
        ("participants", [], "Give at least 1"),
        ("participants", {}, "is not a list"),
        ("value_other_currency", "100 JPY", "other currencies"),
        ("value_other_currency", 100, "with its currency"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(field: str, value: object, says: str) -> None:
    [(place, message)] = errors_of(small(**{field: value})).items()
    assert place in (f"/{field}", "")  # a number of hundreds of digits is refused before its field is looked at
    assert says in message


@pytest.mark.parametrize(
    ("statement", "place", "says"),
    [
        ({"share_bp": 10_001}, "/share_bp", "10000 is 100 %"),
        ({"share_bp": -1}, "/share_bp", "too small"),
        ({"from": "2026-02-01", "until": "2026-01-31"}, "/until", "before from"),
        ({"source": "s9"}, "/source", "not the key of one of the sources"),
        ({"confidence": "sure"}, "/confidence", "Use one of: fact, claim"),
        ({"vehicle": "blind trust"}, "/vehicle", "Did you mean blind_trust?"),
        ({"holder": "satoh"}, "/holder", "Did you mean sato?"),
        ({"holder": None}, "/holder", "cannot be null"),
        ({"holder": 5}, "/holder", "not a text"),
        ({"company": "sato"}, "/company", "is a person; company takes a company"),
        ({"company": "METI"}, "/company", "is a government body; company takes a company"),
    ],
)
def test_a_wrong_statement_is_refused_at_its_place(statement: dict[str, object], place: str, says: str) -> None:
    document = with_statement(**{"kind": "shareholding", "holder": "sato", "company": "hikari", **statement})
    [(found, message)] = errors_of(document).items()
    assert found == f"/statements/0{place}"
    assert says in message


def test_a_missing_party_is_named() -> None:
    assert errors_of(with_statement(kind="shareholding", company="hikari")) == {
        "/statements/0/holder": "Holder is missing. Give holder."
    }


def test_a_clearance_is_of_a_company_or_a_person() -> None:
    assert "company, person" in errors_of(with_statement(kind="clearance", company=None))["/statements/0"]
    check_document(with_statement(kind="clearance", person="sato"))


@pytest.mark.parametrize(("by", "degree"), [("spouse", 1), ("cohabitant", 2), ("blood", 0)])
def test_the_degree_must_fit_the_kinship(by: str, degree: int) -> None:
    document = with_statement(kind="kinship", person="sato", relative="mori", by=by, degree=degree)
    document["people"].append({"key": "mori", "name": {"ja": "森 一"}})
    assert list(errors_of(document)) == ["/statements/0/degree"]


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ({"kind": "shareholding", "holder": "hikari", "share_bp": 5000}, []),
        ({"kind": "shareholding", "holder": "hikari", "share_bp": 500, "voting_bp": 0}, []),
        ({"kind": "shareholding", "holder": "hikari", "share_bp": 500, "voting_bp": 500}, ["voting_bp"]),
        ({"kind": "shareholding", "holder": "hikari", "share_bp": 10_000}, ["share_bp"]),
        ({"kind": "control", "controller": "hikari"}, ["controller"]),
        ({"kind": "group", "parent": "hikari"}, ["parent"]),
        ({"kind": "group", "parent": "kita"}, []),
    ],
)
def test_a_company_may_hold_its_own_shares_and_do_nothing_else_to_itself(
    statement: dict[str, Any], wrong: list[str]
) -> None:
    document = with_statement(**statement, company="hikari")
    assert list(errors_of(document) if wrong else {}) == [f"/statements/0/{name}" for name in wrong]
    if not wrong:
        check_document(document)


def test_all_errors_come_together() -> None:
    document = small(value_yen=-1, domain="magnet", extra=1)
    document["statements"][0]["share_bp"] = 20_000
    assert len(errors_of(document)) == 4


def test_null_says_none_and_silence_says_unknown() -> None:
    document = with_statement(kind="shareholding", holder="sato", company="hikari", vehicle=None)
    [statement] = check_document(document).statements
    assert statement.values == {"holder": "sato", "company": "hikari", "vehicle": None}


def test_a_country_may_stand_for_a_controller() -> None:
    [statement] = check_document(with_statement(kind="control", company="hikari", controller="CN")).statements
    assert statement.country_fields == {"controller"}
    assert (
        "ISO country"
        in errors_of(with_statement(kind="control", company="hikari", controller="XX"))["/statements/0/controller"]
    )


def test_a_body_submits_for_itself_only() -> None:
    assert "Write DA" in errors_of(small(), account_body="DA")["/submitted_by"]
    check_document(small(), account_body="METI")


def test_a_body_of_the_document_is_not_above_itself() -> None:
    bodies = [
        {"key": "a", "name": {"ja": "甲課"}, "parent": "b"},
        {"key": "b", "name": {"ja": "乙局"}, "parent": "a"},
        {"key": "c", "name": {"ja": "丙局"}, "parent": "METI"},
    ]
    assert set(errors_of(small(bodies=bodies))) == {"/bodies/0/parent", "/bodies/1/parent"}


def test_a_check_stores_nothing() -> None:
    bodies = GovernmentBody.objects.count()
    check_document(small())
    assert GovernmentBody.objects.count() == bodies
    assert not Submission.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_document(django_assert_num_queries: Any) -> None:
    statement = small()["statements"][0]
    for size in (1, 500):
        with django_assert_num_queries(2):  # parties by their keys, and which of them may be found
            check_document(small(statements=[statement] * size))
