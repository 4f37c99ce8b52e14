"""Troubles with the keys, codes, ids and numbers by which a document names parties, calls and sources."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import FieldPointer, OutsideValue
from institutions.codes.registry import coded
from institutions.drafts.troubles.values import NO_SUCH_ID
from institutions.kinds.base import Label

TWICE = gettext_noop("This party is described twice. Describe it once.")
OTHER_NUMBERS = gettext_noop("The register has other numbers for this party. Correct what is wrong, or leave it empty.")
NO_PARTY = gettext_noop(
    "%(value)s is not a party of this proposal or the register. Save the page to add it, or add it under "
    "'Companies and people'."
)
NO_SOURCE = gettext_noop("%(value)s is not a source of this proposal. Add it under 'Sources' first.")
NO_BODY = gettext_noop("%(value)s is not the code of a government body.%(choice)s")
OTHER_KIND = gettext_noop("The register has another kind of party here. Describe it in the right list.")


@coded(
    "key.used_twice",
    gettext_noop("The key '%(key)s' is used twice, also at %(place)s. Give each its own key."),
)
class KeyUsedTwice(Coded):
    key: str
    place: FieldPointer


@coded(
    "key.code_of_body",
    gettext_noop("The key '%(key)s' is the code of a government body. Use the code itself, or another key."),
)
class KeyIsCode(Coded):
    key: str


@coded(
    "party.described_twice",
    gettext_noop("This is the same party of the register as %(place)s. Describe it once."),
    form=TWICE,
)
class DescribedTwice(Coded):
    place: FieldPointer


@coded(
    "party.number_used_twice",
    gettext_noop("The number %(value)s is also that of %(place)s. Describe it once."),
    form=TWICE,
)
class NumberUsedTwice(Coded):
    value: OutsideValue
    place: FieldPointer


@coded(
    "party.unknown_id",
    gettext_noop("No party of the register has the id %(value)s. Leave id out, and give a name."),
    form=NO_SUCH_ID,
)
class UnknownPartyId(Coded):
    value: OutsideValue


@coded(
    "party.number_without_name",
    gettext_noop('No party of the register has this number. Give its name too, as {"ja": …, "en": …}.'),
    form=gettext_noop("The register does not have this number yet. Write the name too."),
)
class NumberWithoutName(Coded):
    pass


@coded(
    "party.numbers_of_two",
    gettext_noop("%(other)s and %(name)s belong to two parties of the register. Correct one of them."),
    form=OTHER_NUMBERS,
)
class NumbersOfTwo(Coded):
    other: str
    name: str


@coded(
    "party.body_by_its_code",
    gettext_noop("The register has this as %(held)s, not %(given)s. Use the code %(body)s itself."),
    form=OTHER_KIND,
    earlier=(gettext_noop("This is %(held)s of the register, not %(given)s. Name it by %(body)s itself."),),
)
class BodyByItsCode(Coded):
    held: Label
    given: Label
    body: str


@coded(
    "party.other_kind",
    gettext_noop("The register has this as %(held)s, not %(given)s. Describe it in the right list."),
    form=OTHER_KIND,
    earlier=(gettext_noop("This is %(held)s of the register, not %(given)s. Describe it in the right list."),),
)
class OtherKindOfParty(Coded):
    held: Label
    given: Label


@coded(
    "party.other_number",
    gettext_noop("The register has another %(name)s for this party. Correct it, or leave out what is wrong."),
    form=OTHER_NUMBERS,
)
class OtherNumber(Coded):
    name: str


@coded(
    "source.unknown_key",
    gettext_noop("%(value)s is not the key of one of the sources of this document.%(near)s"),
    form=NO_SOURCE,
)
class UnknownSource(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "call.unknown_key",
    gettext_noop("%(value)s is not the key of a call of this document, nor a call of the register.%(near)s"),
    form=gettext_noop(
        "%(value)s is not a call of this proposal or the register. Add the call first, then name it here."
    ),
)
class UnknownCall(Coded):
    value: OutsideValue
    near: Coded | None


@coded("body.choose", gettext_noop(" Type part of its name and choose it."))
class ChooseBody(Coded):
    pass


@coded(
    "body.unknown_code",
    gettext_noop("%(value)s is not the code of a government body of the register.%(near)s"),
    form=NO_BODY,
)
class UnknownBody(Coded):
    value: OutsideValue
    near: Coded | None
    choice: Coded  # the nearest code, or that one is chosen by name


@coded(
    "body.unknown_code_nor_described",
    gettext_noop(
        "%(value)s is not the code of a government body of the register.%(near)s A body that is not there yet is "
        "described in bodies."
    ),
    form=NO_BODY,
)
class UnknownBodyNorDescribed(Coded):
    value: OutsideValue
    near: Coded | None
    choice: Coded  # the nearest code, or that one is chosen by name


@coded(
    "party.unknown",
    gettext_noop("%(value)s is not a key of this document, a code of a body or an id of the register.%(near)s"),
    form=NO_PARTY,
)
class UnknownParty(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "party.unknown_nor_country",
    gettext_noop(
        "%(value)s is not a key of this document, a code of a body or an id of the register or an ISO country.%(near)s"
    ),
    form=NO_PARTY,
)
class UnknownPartyOrCountry(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "party.wrong_kind",
    gettext_noop("%(value)s is %(found)s; %(field)s takes %(needed)s. Name another party."),
    form=gettext_noop("%(value)s is another kind of party. Choose another one."),
)
class WrongKindOfParty(Coded):
    value: OutsideValue
    found: Label
    field: str
    needed: Label
