"""The outcomes of all rules in one result, packed into one row, and the rules that it is about."""

from typing import Final

from django.db import models

from institutions.models.packed_field import UnreadableError
from rules.models.immutable import WrittenOnce
from rules.models.outcome import Outcome, RuleOutcome
from rules.models.packing.packed_data import unpack

LETTERS: Final = {
    Outcome.FLAGGED: "f",
    Outcome.CLEAR: "c",
    Outcome.NOT_ASSESSABLE: "n",
    Outcome.NOT_APPLICABLE: "a",
    Outcome.ERROR: "e",
}
OF_LETTER: Final = {letter: outcome.value for outcome, letter in LETTERS.items()}


class RuleSequence(WrittenOnce):
    """The codes of the rules of a version of the rulebook, sorted: the order of the outcomes in its packed results."""

    rulebook = models.OneToOneField(
        "rules.RulebookVersion", on_delete=models.PROTECT, primary_key=True, related_name="sequence"
    )
    codes = models.TextField(help_text="separated by spaces")

    def __str__(self) -> str:
        return self.codes


class PackedOutcomes(WrittenOnce):
    """The outcomes of one result; assessments of the same input under the same rulebook share them.

    `letters` has one letter a rule, so that SQL can count. `content` packs what each rule lacks and why it is silent,
    as codes. The rules are those of the sequence of the assessment's rulebook.
    """

    letters = models.TextField()
    content = models.BinaryField()

    class Meta:
        verbose_name_plural = "packed outcomes"

    def __str__(self) -> str:
        return self.letters


class SequenceError(UnreadableError):
    """Outcomes that are not those of the rules that they should be of."""

    def __init__(self, outcomes: int, rules: int) -> None:
        super().__init__(
            f"{outcomes} outcomes are stored for {rules} rules. Check the trail: `manage.py verify_audit`."
        )


def words_of_letters(codes: str | None, letters: str) -> dict[str, str]:
    """Return the outcome of each rule. SequenceError if the letters are not about these rules, or these are missing."""
    rules = (codes or "").split()
    if len(rules) != len(letters):
        raise SequenceError(len(letters), len(rules))
    return {rule: OF_LETTER[letter] for rule, letter in zip(rules, letters, strict=True)}


def unpacked_outcomes(codes: str | None, letters: str, content: bytes | memoryview) -> list[RuleOutcome]:
    """Return the outcomes that a row packs, sorted by code. SequenceError if it is not about these rules."""
    words, said = words_of_letters(codes, letters), unpack(content)
    if len(words) != len(said):
        raise SequenceError(len(said), len(words))
    return [
        RuleOutcome(code, word, missing, "", silence)
        for (code, word), (missing, silence) in zip(words.items(), said, strict=True)
    ]
