"""The results of a screening: ties that bar a reviewer, and gaps where it is unknown whether there is a tie."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Json = dict[str, Any]  # Any: plain data for a JSON column
Text = Mapping[str, str]  # by language


class TieKind(StrEnum):
    """The way in which a reviewer is tied to a case."""

    SUBMITTED = "submitted"
    NAMED = "named"
    RULE = "rule"
    COMMAND = "command"
    KIN = "kin"
    CHAIN = "chain"
    BODY = "body"


# The text for anybody who reads the case: that there is a tie of a sort, and nobody's name.
SAID_TO_ALL: Final[dict[TieKind, Promise]] = {
    TieKind.SUBMITTED: _("They submitted the case, or speak for somebody who did."),
    TieKind.NAMED: _("They are named in the case."),
    TieKind.RULE: _("A tie to a party of the case is on record."),
    TieKind.COMMAND: _("They work under or above an official of the case."),
    TieKind.KIN: _(
        "A tie to a party of the case is on record."
    ),  # says no more than of another tie: kin is nobody's business
    TieKind.CHAIN: _("A tie to a party of the case is on record."),
    TieKind.BODY: _("Their body controls a party of the case."),
}


NAMED: Final = ("They are named in the case.", "本件の当事者として記載されている。")


class GapReason(StrEnum):
    """The reason why it is unknown whether a reviewer has a tie."""

    NO_PERSON = "no_person"
    OWN_BODY = "own_body"
    RULE = "rule"
    OWNERS = "owners"
    TOO_MANY = "too_many"


LACK_LABELS: Final[dict[GapReason, Promise]] = {
    GapReason.NO_PERSON: _("The account is not linked to a person in the register, so ties cannot be looked up."),
    GapReason.OWN_BODY: _(
        "They belong to the body that submits or signs, and it is not recorded who prepared the case there."
    ),
    GapReason.RULE: _("A rule lacks data about them."),
    GapReason.OWNERS: _("The parties have more owners than can be followed."),
    GapReason.TOO_MANY: _("They have more ties than can be followed."),
}


@dataclass(frozen=True, slots=True)
class ScreeningTie:
    """One tie. `en` and `ja` may name people and kin; `sensitive` where its basis is restricted."""

    how: TieKind
    en: str
    ja: str
    code: str = ""
    sensitive: bool = False

    def to_json(self) -> Json:
        """Return the tie as plain data for the column."""
        return {**asdict(self), "how": self.how.value}


@dataclass(frozen=True, slots=True)
class ScreeningGap:
    """A look-up that was not possible; `code` names the rule that was not assessable."""

    lack: GapReason
    code: str = ""

    def to_json(self) -> Json:
        """Return the gap as plain data for the column."""
        return {"lack": self.lack.value, "code": self.code}
