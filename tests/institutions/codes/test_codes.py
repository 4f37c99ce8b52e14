"""A code keeps its parameters through the database, and is worded in the language of its reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from institutions.codes import registry
from institutions.codes.base import Coded
from institutions.codes.registry import coded
from institutions.codes.restoring import UnknownCodeError, restore_code
from institutions.codes.wording import code_in_both_languages, code_words
from institutions.kinds.base import Label

pytestmark = pytest.mark.bare


@pytest.fixture(autouse=True)
def registry_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the codes that a test enters out of the product's registry."""
    fresh: dict[str, type[Coded]] = {}
    monkeypatch.setattr(registry, "_entered", fresh)
    monkeypatch.setattr("institutions.codes.restoring.REGISTRY", fresh)


def missing_share() -> Callable[..., Coded]:
    @coded("test.share_missing", "%(holder)s: the share in %(companies)s on %(on)s is not known (%(least)s yen, 5 %%).")
    @dataclass(frozen=True, slots=True, kw_only=True)
    class ShareMissing(Coded):
        holder: Label
        companies: tuple[Label, ...]
        on: date
        least: int

    return ShareMissing


SATO = Label("Sato (fictional)", "佐藤（架空）")
HIKARI = Label("Hikari Magnetics (fictional)", "ヒカリ磁石（架空）")


def said() -> Coded:
    return missing_share()(holder=SATO, companies=(HIKARI, SATO), on=date(2026, 6, 20), least=5_000)


def test_it_is_worded_with_its_parameters_as_the_language_writes_them() -> None:
    assert code_words(said(), "en") == (
        "Sato (fictional): the share in Hikari Magnetics (fictional), Sato (fictional) on 20 June 2026 is not known "
        "(5,000 yen, 5 %)."
    )
    japanese = code_words(said(), "ja")
    assert "令和8年6月20日" in japanese
    assert "ヒカリ磁石（架空）、佐藤（架空）" in japanese


def test_it_comes_back_from_plain_data_as_it_was() -> None:
    one = said()
    stored = one.stored()
    assert stored["parameters"]["on"] == "2026-06-20"
    assert restore_code(stored) == one


def test_one_code_may_be_a_parameter_of_another() -> None:
    @coded("test.refused", "Not done: %(because)s")
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Refused(Coded):
        because: Coded

    outer = Refused(because=said())
    assert code_words(outer, "en").startswith("Not done: Sato (fictional): the share")
    assert restore_code(outer.stored()) == outer


def test_an_answer_carries_code_parameters_and_both_texts() -> None:
    answer = code_in_both_languages(said())
    assert answer.keys() == {"code", "parameters", "text"}
    assert answer["text"].keys() == {"en", "ja"}


def test_a_code_is_entered_once() -> None:
    missing_share()
    with pytest.raises(ValueError, match="taken"):

        @coded("test.share_missing", "Nothing.")
        @dataclass(frozen=True, slots=True, kw_only=True)
        class Another(Coded):
            pass


@pytest.mark.parametrize("words", ["No placeholder.", "%(holder)s %(other)s", "%(holder)s is 5 %."])
def test_placeholders_are_the_parameters(words: str) -> None:
    with pytest.raises(ValueError, match=r"differ|stands alone"):

        @coded("test.odd", words)
        @dataclass(frozen=True, slots=True, kw_only=True)
        class Odd(Coded):
            holder: str


def test_what_only_programs_read_needs_no_place_in_the_words() -> None:
    @coded("test.quiet", "It is not known.")
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Quiet(Coded):
        unworded = frozenset({"fact"})
        fact: str

    assert code_words(Quiet(fact="shareholding 7"), "en") == "It is not known."
    assert Quiet(fact="shareholding 7").stored()["parameters"] == {"fact": "shareholding 7"}


@pytest.mark.parametrize(
    "stored",
    [
        {"code": "test.never_entered", "parameters": {}},
        {"code": "test.share_missing", "parameters": {"holder": {"en": "Sato", "ja": "佐藤"}}},
    ],
)
def test_an_unknown_code_or_parameter_is_an_error_that_names_it(stored: dict[str, object]) -> None:
    missing_share()
    with pytest.raises(UnknownCodeError, match=str(stored["code"])):
        restore_code(stored)


def test_what_was_stored_keeps_the_words_of_its_time() -> None:
    @coded("test.renamed", "%(holder)s holds it now.", earlier=("%(holder)s has it.",))
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Renamed(Coded):
        holder: str

    stored = Renamed(holder="Sato").stored()
    assert stored["version"] == 2
    assert code_words(restore_code(stored), "en") == "Sato holds it now."
    old = restore_code({**stored, "version": 1})
    assert code_words(old, "en") == "Sato has it."
    assert old.stored()["version"] == 1
    assert old == Renamed(holder="Sato")
    with pytest.raises(UnknownCodeError, match="Version 3"):
        restore_code({**stored, "version": 3})


def test_what_is_looked_up_is_given_when_it_is_worded() -> None:
    @coded("test.rule_lacks", "%(rule)s (%(title)s) lacks it.")
    @dataclass(frozen=True, slots=True, kw_only=True)
    class RuleLacks(Coded):
        looked_up = frozenset({"title"})
        rule: str

    said = RuleLacks(rule="COI-01")
    assert code_words(said, "en", shown={"title": "Stake"}) == "COI-01 (Stake) lacks it."
    assert code_words(said, "en", shown={"title": "Stake", "rule": "The rule"}) == "The rule (Stake) lacks it."
    assert said.stored()["parameters"] == {"rule": "COI-01"}
