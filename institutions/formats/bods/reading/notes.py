"""Notes on content of a BODS statement that the register holds differently, or not at all."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "bods.not_specified",
    gettext_noop(
        "The %(name)s is not specified: %(reason)s. The owners of the company remain unknown, and the list "
        "of its owners is not recorded as complete."
    ),
    earlier=(
        gettext_noop(
            "The %(name)s is not specified: %(reason)s. Who owns the company stays unknown; it is not held that "
            "every owner is stated."
        ),
    ),
)
class NotSpecified(Coded):
    name: str
    reason: str


@coded(
    "bods.components",
    gettext_noop("The component records were not imported separately: %(records)s."),
    earlier=(gettext_noop("The records that make it up are not held as such: %(records)s."),),
)
class ComponentsNotHeld(Coded):
    records: tuple[str, ...]


@coded(
    "bods.party_unknown",
    gettext_noop("One of the parties is not known, so the interests were not imported."),
    earlier=(gettext_noop("One of the parties is not known, so the interests are not held."),),
)
class PartyNotKnown(Coded):
    pass


@coded(
    "bods.interest_in_itself",
    gettext_noop("The entity would have an interest in itself, so this was not imported."),
    earlier=(gettext_noop("The entity would have an interest in itself, so this is not held."),),
)
class InterestInItself(Coded):
    pass


@coded(
    "bods.no_interest",
    gettext_noop("No interest is given, so only the entities were imported."),
    earlier=(gettext_noop("No interest is given, so nothing is held but the entities."),),
)
class NoInterest(Coded):
    pass


@coded(
    "bods.changed_on_declaration",
    gettext_noop(
        "The statement does not say when the %(kind)s changed to this; it was recorded from the day of declaration."
    ),
    earlier=(
        gettext_noop("Since when the %(kind)s is as it is here is not said; it is held from the day of declaration."),
    ),
)
class ChangedOnDeclaration(Coded):
    kind: str


@coded(
    "bods.ended_on_declaration",
    gettext_noop(
        "The statement does not say when the %(kind)s ended; it was recorded as ending on the day before "
        "this declaration."
    ),
    earlier=(gettext_noop("When a %(kind)s ended is not said, so it is held until the day before this was declared."),),
)
class EndedOnDeclaration(Coded):
    kind: str


@coded(
    "bods.nameless",
    gettext_noop("There is no name, so the party is unknown and was not imported."),
    earlier=(gettext_noop("There is no name, so who it is stays unknown and is not held."),),
)
class Nameless(Coded):
    pass


@coded(
    "bods.nameless_for_a_reason",
    gettext_noop("There is no name, so the party is unknown and was not imported. The reason given is '%(reason)s'."),
    earlier=(
        gettext_noop("There is no name, so who it is stays unknown and is not held. The reason given is '%(reason)s'."),
    ),
)
class NamelessForReason(Coded):
    reason: str


@coded(
    "bods.nameless_described",
    gettext_noop(
        "There is no name, so the party is unknown and was not imported. The reason given is '%(reason)s': %(more)s."
    ),
    earlier=(
        gettext_noop(
            "There is no name, so who it is stays unknown and is not held. The reason given is '%(reason)s': %(more)s."
        ),
    ),
)
class NamelessDescribed(Coded):
    reason: str
    more: str


@coded(
    "bods.several_nationalities",
    gettext_noop(
        "None of the %(number)s nationalities was imported, because the register has one country for a person."
    ),
    earlier=(gettext_noop("Of %(number)s nationalities none is held, since a person has one country here."),),
)
class SeveralNationalities(Coded):
    number: int


@coded(
    "bods.lei_of_body",
    gettext_noop("The register has no field for the LEI of a government body, so it was left out."),
    earlier=(gettext_noop("The LEI of a government body has no field, so it is left out."),),
)
class LeiOfBody(Coded):
    pass


@coded(
    "bods.other_name",
    gettext_noop("%(value)s is another name in the same script; only one was imported."),
    earlier=(gettext_noop("%(value)s is another name in the same script; one is held."),),
)
class OtherName(Coded):
    value: OutsideValue


@coded(
    "bods.share_in_bounds",
    gettext_noop("The share is %(bounds)s; it is not known exactly, so it was recorded as unknown."),
    earlier=(gettext_noop("The share is %(bounds)s; it is not known exactly, so it is left unknown."),),
)
class ShareInBounds(Coded):
    bounds: Label


@coded(
    "bods.share_rounded",
    gettext_noop("%(value)s %% was recorded as %(bp)s basis points."),
    earlier=(gettext_noop("%(value)s %% is held as %(bp)s basis points."),),
)
class PercentageRounded(Coded):
    value: str
    bp: PlainNumber


@coded(
    "bods.indirect",
    gettext_noop("The interest is indirect. Only the %(held)s was imported; importing both would count shares twice."),
    earlier=(gettext_noop("The interest is indirect. The %(held)s is held; both together would count shares twice."),),
)
class Indirect(Coded):
    held: Label


@coded(
    "bods.indirect_share",
    gettext_noop(
        "The interest of %(share)s %% is indirect. Only the %(held)s was imported; importing both would "
        "count shares twice."
    ),
    earlier=(
        gettext_noop(
            "The interest of %(share)s %% is indirect. The %(held)s is held; both together would count shares twice."
        ),
    ),
)
class IndirectShare(Coded):
    share: str
    held: Label


@coded(
    "bods.beneficial",
    gettext_noop("It is asserted as beneficial ownership or control; the register has no field for that."),
)
class BeneficialOwnership(Coded):
    pass


@coded(
    "bods.part_of_shares",
    gettext_noop(
        "No type is given. As part of an indirect holding, it was recorded as a holding with an unknown share."
    ),
    earlier=(
        gettext_noop("No type is given; as a part of an indirect holding it is held as one whose share is unknown."),
    ),
)
class PartOfShares(Coded):
    pass


@coded(
    "bods.no_type",
    gettext_noop("The type of the interest is not given, so it was not imported."),
    earlier=(gettext_noop("The type of the interest is not given, so nothing is held of it."),),
)
class NoTypeOfInterest(Coded):
    pass


@coded(
    "bods.not_held",
    gettext_noop("Not imported: '%(what)s'."),
    earlier=(gettext_noop("Not held: '%(what)s'."),),
)
class NotHeld(Coded):
    what: str


@coded(
    "bods.no_field",
    gettext_noop("The register has no field for '%(what)s', so it was not imported."),
    earlier=(gettext_noop("The register has no field for '%(what)s', so it is not held."),),
)
class NoFieldFor(Coded):
    what: str


@coded(
    "bods.owned_body",
    gettext_noop(
        "Only companies have owners, controllers and officers in the register; this one is a government body."
    ),
    earlier=(
        gettext_noop("Only companies have owners, controllers and officers here; this one is a government body."),
    ),
)
class OwnedBody(Coded):
    pass


@coded(
    "bods.through_others",
    gettext_noop("It is held through others who are not named; it was imported as stated."),
    earlier=(gettext_noop("It is held through others who are not named; it is held as stated."),),
)
class ThroughOthers(Coded):
    pass


@coded(
    "bods.country_unknown",
    gettext_noop(
        "The country of this government body is not known, and only a country can be recorded as controlling a company."
    ),
    earlier=(
        gettext_noop("The country of this government body is not known, and a country is what can control here."),
    ),
)
class CountryUnknown(Coded):
    pass


@coded(
    "bods.seat_of_person",
    gettext_noop("Only a person can have a seat in the register, so '%(what)s' was not imported."),
    earlier=(gettext_noop("Only a person has a seat here, so '%(what)s' is not held."),),
)
class SeatOfPerson(Coded):
    what: str


@coded(
    "bods.unread",
    gettext_noop("Not imported, because the register has no field for it: %(what)s."),
    earlier=(gettext_noop("Not held, since the register has no field for it: %(what)s."),),
)
class UnreadInStatement(Coded):
    what: str
