"""Reasons of the system why a clearance is no longer valid: a code with its data, worded in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.values.text_lists import join_texts
from rules.models import CaseMove
from rules.review.casework.case_view import CaseView
from rules.review.casework.standing import LABELS, StandingKind

LISTED: Final = 5
OVERDUE: Final = "overdue"
UNDECIDED: Final = "undecided"
UNADDRESSED: Final = "unaddressed"
GONE: Final = "gone"


@dataclass(frozen=True, slots=True)
class LapseReason:
    """One reason. `number`: of conditions or rules; `standing` and `codes`: of findings and rules."""

    code: str
    number: int = 0
    standing: str = ""
    codes: tuple[str, ...] = ()

    def stored(self) -> dict[str, Any]:  # Any: plain data
        """Return the reason in the form of a row."""
        return {"code": self.code, "number": self.number, "standing": self.standing, "codes": list(self.codes)}

    def said(self) -> str:
        """Return the reason in the reader's language, with the remedy."""
        return BY_CODE[self.code](self)


def overdue_conditions(view: CaseView) -> Iterator[LapseReason]:
    """Yield overdue conditions."""
    if late := sum(each.overdue for each in view.conditions):
        yield LapseReason(OVERDUE, number=late)


def undecided_findings(view: CaseView) -> Iterator[LapseReason]:
    """Yield each standing that still needs a reviewer, with its codes."""
    for standing in StandingKind:
        codes = {each.match.finding.code for each in view.unsettled if each.standing == standing}
        if codes:
            yield LapseReason(UNDECIDED, standing=standing.value, codes=tuple(sorted(codes)))


def unaddressed_rules(view: CaseView) -> Iterator[LapseReason]:
    """Yield rules that were not assessable and that nobody has acknowledged."""
    if codes := tuple(sorted(each.outcome.code for each in view.unaddressed)):
        yield LapseReason(UNADDRESSED, number=len(codes), codes=codes)


def unaddressed_withdrawn_findings(view: CaseView) -> Iterator[LapseReason]:
    """Yield withdrawn high or critical findings that too few people have acknowledged."""
    if codes := tuple(sorted(each.finding.code for each in view.gone_unaddressed)):
        yield LapseReason(GONE, number=len(codes), codes=codes)


def overdue_words(each: LapseReason) -> str:
    """Word overdue conditions."""
    return ngettext(
        "%(n)d condition is overdue. Have it done, or decide the finding again with another date.",
        "%(n)d conditions are overdue. Have them done, or decide the findings again with other dates.",
        each.number,
    ) % {"n": each.number}


def undecided_words(each: LapseReason) -> str:
    """Word undecided findings."""
    standing = LABELS[StandingKind(each.standing)]
    return _("%(standing)s: %(codes)s. Decide it.") % {"standing": standing, "codes": list_codes(each.codes)}


def unaddressed_words(each: LapseReason) -> str:
    """Word rules that were not assessable."""
    return ngettext(
        "%(n)d rule could not be assessed and nobody has acknowledged it: %(codes)s.",
        "%(n)d rules could not be assessed and nobody has acknowledged them: %(codes)s.",
        each.number,
    ) % {"n": each.number, "codes": list_codes(each.codes)}


def withdrawn_findings_words(each: LapseReason) -> str:
    """Word withdrawn findings."""
    return ngettext(
        "%(n)d high or critical finding was withdrawn by new data, which is not acknowledged: %(codes)s. A "
        "critical one needs two people.",
        "%(n)d high or critical findings were withdrawn by new data, which is not acknowledged: %(codes)s. A "
        "critical one needs two people.",
        each.number,
    ) % {"n": each.number, "codes": list_codes(each.codes)}


BY_CODE: Final = {
    OVERDUE: overdue_words,
    UNDECIDED: undecided_words,
    UNADDRESSED: unaddressed_words,
    GONE: withdrawn_findings_words,
}


def list_codes(codes: Iterable[str]) -> str:
    """List some codes by name, with a mark for the rest."""
    named = sorted(dict.fromkeys(codes))
    return join_texts(named[:LISTED]) + (" …" if len(named) > LISTED else "")


def reasons_of(move: CaseMove) -> str:
    """Return why the system moved a case, in the reader's language; empty if `reason` has somebody's own words."""
    stored = [LapseReason(**{**each, "codes": tuple(each["codes"])}) for each in move.because]
    return "\n".join(each.said() for each in stored)
