"""OCDS codes with a certain word in the submission document, and those that an option may specify."""

from dataclasses import dataclass
from typing import Final

from institutions.codes.parameters import given as as_given
from institutions.formats.ocds.reading.node import Node
from institutions.formats.ocds.reading.notes import OptionNotUsed
from institutions.formats.ocds.reading.troubles import NoSureWord, NotSaid, SeveralWords
from institutions.kinds.base import Label


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a code: its `sure` word if nothing more is known, and every word that agrees with it."""

    sure: str | None
    fits: frozenset[str]


def meaning(sure: str | None, *also: str) -> Meaning:
    """Return the meaning of a code: `sure` by default, or more precisely one of the others."""
    return Meaning(sure, frozenset(also if sure is None else (sure, *also)))


# In OCDS `limited` means that the buyer asks chosen suppliers: a designated competition, or quotations
# before a negotiated contract. Only the buyer knows.
METHODS: Final = {
    "open": meaning("open"),
    "selective": meaning("selective", "designated"),
    "limited": meaning(None, "designated", "negotiated", "small_value"),
    "direct": meaning("negotiated", "small_value", "unsolicited_proposal"),
}
OBJECTS: Final = {
    "goods": meaning("goods", "lease", "manufacture"),
    "works": meaning("works"),
    "services": meaning("services", "technical_services", "research"),
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


def word_for(node: Node, field: str, meanings: dict[str, Meaning], option: str | None, flag: Label) -> str | None:
    """Return the word for a code: the option where it agrees, else the certain meaning; refuse it without either."""
    code = node.text(field)
    found = meanings.get(code) if code else None
    if found is None:
        if option is None:
            said = NoSureWord(value=as_given(code), option=flag) if code else NotSaid(option=flag)
            node.report.refuse(node.at(field), said)
        return option
    if option in found.fits:
        return option
    if found.sure is None:
        words = sorted(found.fits)
        either = Label(" or ".join(words), "、".join(words))
        node.report.refuse(node.at(field), SeveralWords(value=as_given(code), meanings=either, option=flag))
    elif option is not None:
        given_option = Label(f"{flag.en} {option}", f"{flag.ja}の「{option}」")
        unused = OptionNotUsed(value=as_given(code), option=given_option, word=found.sure)
        node.report.note(node.at(field), unused)
    return found.sure
