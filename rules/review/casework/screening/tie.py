"""The results of a screening: ties that bar a reviewer, and gaps where it is unknown whether there is a tie."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from institutions.codes.base import Coded
from rules.review.casework.troubles.ties import (
    NoPersonLinked,
    OfActingBody,
    SomeTieInCommand,
    SomeTieOfBody,
    SomeTieOfSubmitter,
    SomeTieOnRecord,
    TieNamed,
    TooManyOwners,
    TooManyTies,
)

Json = dict[str, Any]  # Any: plain data for a JSON column


class TieKind(StrEnum):
    """The way in which a reviewer is tied to a case."""

    SUBMITTED = "submitted"
    NAMED = "named"
    RULE = "rule"
    COMMAND = "command"
    KIN = "kin"
    CHAIN = "chain"
    BODY = "body"


# What anybody who reads the case may know: that there is a tie of a sort, and nobody's name.
SAID_TO_ALL: Final[Mapping[TieKind, type[Coded]]] = {
    TieKind.SUBMITTED: SomeTieOfSubmitter,
    TieKind.NAMED: TieNamed,
    TieKind.RULE: SomeTieOnRecord,
    TieKind.COMMAND: SomeTieInCommand,
    TieKind.KIN: SomeTieOnRecord,  # says no more than of another tie: kin is nobody's business
    TieKind.CHAIN: SomeTieOnRecord,
    TieKind.BODY: SomeTieOfBody,
}


class GapReason(StrEnum):
    """The reason why it is unknown whether a reviewer has a tie."""

    NO_PERSON = "no_person"
    OWN_BODY = "own_body"
    RULE = "rule"
    OWNERS = "owners"
    TOO_MANY = "too_many"


# A gap of a rule is said with the codes of the rules (`RulesLackData`).
LACKS: Final[Mapping[GapReason, type[Coded]]] = {
    GapReason.NO_PERSON: NoPersonLinked,
    GapReason.OWN_BODY: OfActingBody,
    GapReason.OWNERS: TooManyOwners,
    GapReason.TOO_MANY: TooManyTies,
}


@dataclass(frozen=True, slots=True)
class ScreeningTie:
    """One tie. `said` may name people and kin; `code` is the rule of a finding; `sensitive`: by its basis."""

    how: TieKind
    said: Coded
    code: str = ""
    sensitive: bool = False

    def to_json(self) -> Json:
        """Return the tie as plain data for the column."""
        return {"how": self.how.value, "said": self.said.stored(), "code": self.code, "sensitive": self.sensitive}


@dataclass(frozen=True, slots=True)
class ScreeningGap:
    """A look-up that was not possible; `code` names the rule that was not assessable."""

    lack: GapReason
    code: str = ""

    def to_json(self) -> Json:
        """Return the gap as plain data for the column."""
        return {"lack": self.lack.value, "code": self.code}
