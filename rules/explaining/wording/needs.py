"""The data that a rule lacks, in words: each item once, with who can supply it and the question that asks for it."""

from collections.abc import Iterable
from typing import Any, Final

from rules.access.withholding import TEXT, is_about_sensitive
from rules.assessing.result_lines import ResultLine
from rules.assessing.wording import kind_label
from rules.engine.evaluating.missing_data import MissingField, MissingFinding, MissingParameter
from rules.engine.language.statements import Language
from rules.explaining.wording.asked_questions import NAMED, question_about
from rules.explaining.wording.contradictions import contradiction_need, is_of_contract
from rules.explaining.wording.stated_once import BEFORE_FIELDS, needs_stated_once
from rules.explaining.wording.suppliers import Supplier, Supply, supply_of
from rules.explaining.wording.words import text_in_language
from rules.facts.kinds.labels import field_label, label_in_sentence

Json = dict[str, Any]  # Any: what a template shows
SELECTION: Final = "selection"


def need_rows(
    missing: Iterable[ResultLine], language: Language, *, sensitive: bool, contradictory: bool = False
) -> list[Json]:
    """Return the missing items of a rule. `contradictory`: scheme and method of the case are."""
    given = [(each, contradictory and is_of_contract(each)) for each in missing]
    rows = [need_row(each, language, sensitive=sensitive) for each, in_doubt in given if not in_doubt]
    first = [contradiction_need(language)] if any(in_doubt for _each, in_doubt in given) else []
    return needs_stated_once([*first, *rows], language)


def line_in_words(line: ResultLine, language: Language, *, sensitive: bool) -> str:
    """Return a missing item, or a reason, in words that its reader may read."""
    if named := stated_by_nobody(line, language):
        return named
    if sensitive or not is_about_sensitive(line.about):
        return line.words(language)
    return text_in_language(dict(TEXT), language)


def need_row(line: ResultLine, language: Language, *, sensitive: bool) -> Json:
    """Return one missing item in words, with who can supply it and the question that asks for it.

    `rule`: the other rule whose outcome is missing; `fact`: the fact of which a field is missing; else empty.
    """
    text = line_in_words(line, language, sensitive=sensitive)
    withheld = text == text_in_language(dict(TEXT), language)
    if isinstance(line.code, MissingFinding):
        supply = supply_of("finding")
    elif isinstance(line.code, MissingParameter):
        supply = Supply(Supplier.EDITORS)
    else:
        supply = supply_of(None if withheld else line.about)
    of_fact = line.code if isinstance(line.code, MissingField) and not withheld else None
    asked = question_about(of_fact.kind, of_fact.fact, of_fact.field) if of_fact else supply.asked
    rule = line.code.rule if isinstance(line.code, MissingFinding) else ""
    fact = of_fact.label if of_fact else ""
    return {"text": text, "supplier": supply.supplier, "asked": asked, "rule": rule, "fact": fact}


def stated_by_nobody(line: ResultLine, language: Language) -> str:
    """Return the field of the selection that the fact of a missing item stands for, in words; empty for any other item.

    The fact has further fields that nobody can state before, such as whether an unknown proposer carries it out.
    """
    named = NAMED.match(line.code.fact) if isinstance(line.code, MissingField) else None
    if named is None or named[1] != SELECTION:
        return ""
    field = label_in_sentence(field_label(named[2], SELECTION), language)
    return f"{kind_label(SELECTION, language)}{BEFORE_FIELDS[language]}{field}"
