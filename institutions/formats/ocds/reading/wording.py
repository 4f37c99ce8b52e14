"""OCDS codes with a certain word in the submission document, and those that an option may specify."""

from dataclasses import dataclass
from typing import Final

from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import OptionNotUsed
from institutions.formats.ocds.reading.troubles import NoSureWord, NotSaid, SeveralWords
from institutions.kinds.base import Label


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """The meaning of a code: its `sure` word if nothing more is known, and every word that agrees with it."""

    sure: str | None
    fits: frozenset[str]


def code_meaning(sure: str | None, *also: str) -> CodeMeaning:
    """Return the meaning of a code: `sure` by default, or more precisely one of the others."""
    return CodeMeaning(sure, frozenset(also if sure is None else (sure, *also)))


# In OCDS `limited` means that the buyer asks chosen suppliers: a designated competition, or quotations
# before a negotiated contract. Only the buyer knows.
METHODS: Final = {
    "open": code_meaning("open"),
    "selective": code_meaning("selective", "designated"),
    "limited": code_meaning(None, "designated", "negotiated", "small_value"),
    "direct": code_meaning("negotiated", "small_value", "unsolicited_proposal"),
}
OBJECTS: Final = {
    "goods": code_meaning("goods", "lease", "manufacture"),
    "works": code_meaning("works"),
    "services": code_meaning("services", "technical_services", "research"),
}
BID_STATUS: Final = {"valid": "valid", "disqualified": "disqualified", "withdrawn": "withdrawn"}
ALLOCATION: Final = {
    "privateParty": "private",
    "publicAuthority": "public",
    "shared": "shared",
    "undefined": "undefined",
}
RISKS: Final = {
    "changeInLaw": "change_in_law",
    "earlyTermination": "early_termination",
    "forceMajeure": "force_majeure",
    "guarantee": "guarantee",
}
DEBT: Final = frozenset({"debt", "loan", "seniorDebt", "subordinatedDebt", "mezzanineDebt", "mezannineDebt"})
EQUITY: Final = frozenset({"equity"})


def word_for(
    node: ReleaseNode, field: str, meanings: dict[str, CodeMeaning], option: str | None, flag: Label
) -> str | None:
    """Return the word for a code: the option where it agrees, else the certain meaning; refuse it without either."""
    code = node.text(field)
    found = meanings.get(code) if code else None
    if found is None:
        if option is None:
            said = NoSureWord(value=outside_value(code), option=flag) if code else NotSaid(option=flag)
            node.report.refuse(node.at(field), said)
        return option
    if option in found.fits:
        return option
    if found.sure is None:
        words = sorted(found.fits)
        either = Label(" or ".join(words), "、".join(words))
        node.report.refuse(node.at(field), SeveralWords(value=outside_value(code), meanings=either, option=flag))
    elif option is not None:
        given_option = Label(f"{flag.en} {option}", f"{flag.ja}の「{option}」")
        unused = OptionNotUsed(value=outside_value(code), option=given_option, word=found.sure)
        node.report.note(node.at(field), unused)
    return found.sure
