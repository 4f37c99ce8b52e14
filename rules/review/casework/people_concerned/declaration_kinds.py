"""The declaration of an official: kinds of statements, the fields of each that rules read, and the reason for each.

Questions about kin are as narrow as the kind allows: a name, the kinship, and nothing if they hold nothing.
"""

from dataclasses import dataclass, replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.kinds import KINDS, Field, PartyType
from institutions.kinds.statement import FROM_AND_UNTIL

SPAN: Final = tuple(each.name for each in FROM_AND_UNTIL)
SPAN_BY_NAME: Final = {each.name: each for each in FROM_AND_UNTIL}
COMPANY: Final = frozenset({PartyType.COMPANY})


@dataclass(frozen=True, slots=True)
class DeclarationKind:
    """One kind of the declaration. `whose` is the field that names the person, or a relative of theirs where `kin`."""

    kind: str
    whose: str
    title: Promise
    counts: Promise
    names: tuple[str, ...]
    kin: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the form; parties are chosen among those at hand."""
        known = {**KINDS[self.kind].by_name, **SPAN_BY_NAME}
        return tuple(limit_to_company(known[name]) for name in self.names)


def limit_to_company(field: Field) -> Field:
    """Limit a party of several types to a company: only `whose` and kinship name people."""
    return replace(field, allows=COMPANY) if PartyType.COMPANY in field.allows else field


DECLARED: Final[tuple[DeclarationKind, ...]] = (
    DeclarationKind(
        "shareholding",
        "holder",
        _("Shares and other holdings"),
        _(
            "Any share that you or close kin hold in a company of this case, its parent or its subsidiary. "
            "Include funds and trusts, and say so."
        ),
        ("company", "share_bp", "listed", "vehicle", "in_trust", *SPAN),
        kin=True,
    ),
    DeclarationKind(
        "directorship",
        "person",
        _("Posts as an officer of a company"),
        _("You or close kin are or were director, auditor or another officer, paid or not."),
        ("company", "post", "paid", *SPAN),
        kin=True,
    ),
    DeclarationKind(
        "employment",
        "person",
        _("Employment, former employment too"),
        _("You or close kin work or worked for the company. Include former posts, with the day on which they ended."),
        ("company", "post", "responsible", *SPAN),
        kin=True,
    ),
    DeclarationKind(
        "advisory_role",
        "person",
        _("Advice and other roles"),
        _("You advise or advised the company, with or without a fee."),
        ("company", "fee_yen_per_year", *SPAN),
    ),
    DeclarationKind(
        "benefit",
        "person",
        _("Gifts, meals, travel, fees"),
        _(
            "Anything that the company gave you, whatever its value, even if it was already reported or you paid "
            "your part."
        ),
        ("giver", "type", "value_yen", "on", "reported", "approved", "paid_by_self"),
    ),
    DeclarationKind(
        "job_offer",
        "person",
        _("Talks about a future post"),
        _("You asked the company for a post, were promised one, or accepted one."),
        ("company", "stage", "on", "notified"),
    ),
    DeclarationKind(
        "joint_research",
        "person",
        _("Joint research"),
        _("You do or did research together with the company."),
        ("other", "type", *SPAN),
    ),
)
KINSHIP: Final = "kinship"
KIN_FIELDS: Final[tuple[Field, ...]] = tuple(KINDS[KINSHIP].by_name[name] for name in ("by", "degree"))
BY_KIND: Final = {each.kind: each for each in DECLARED}
