"""Missing data of a case whose scheme and method contradict each other: the officer corrects one of the two first.

A grant by negotiated contract is not asked for a legal ground. Once its scheme says that it is a contract, it is.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from rules.assessing.remarks import SchemeAndMethod
from rules.assessing.result_lines import ResultLine
from rules.engine.evaluating.missing_data import MissingField
from rules.engine.language.statements import Language
from rules.explaining.wording.suppliers import supply_of

Json = dict[str, Any]  # Any: what a template shows
CONTRACTS: Final = frozenset({"planned_contract", "procurement_covered"})  # facts about contracts alone
OF_SELECTION: Final = frozenset({"legal_ground", "secrecy_approved"})  # fields of contracts alone


def is_contradictory(remarks: Iterable[object]) -> bool:
    """Return whether one of the remarks of a result is on its scheme and method; those of format 1 are texts."""
    return any(isinstance(each, dict) and each.get("code") == SchemeAndMethod.code for each in remarks)


def is_of_contract(line: ResultLine) -> bool:
    """Return whether a missing item is one that a contract alone has."""
    code = line.code
    if not isinstance(code, MissingField):
        return False
    return code.kind in CONTRACTS or (code.kind == "selection" and code.field in OF_SELECTION)


def contradiction_need(language: Language) -> Json:
    """Return the row that stands for such items: the question on the method says that the scheme may be wrong."""
    with override(language):
        text = _("Scheme and method of the selection contradict each other: correct one of them")
    return {
        "text": text,
        "supplier": supply_of("selection").supplier,
        "asked": "selection/method",
        "rule": "",
        "fact": "",
    }
