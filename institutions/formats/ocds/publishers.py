"""Profiles of publishers: how a publisher fills in OCDS, where the standard leaves that open.

A profile is a file in `institutions/data/publishers/`, or one that the user names:

    name: {en: …, ja: …}
    ocids: [ocds-213czf-]                     # beginnings of the ocids that it is for
    fields: {reserve_price: tender.value}     # the field that holds the reserve price
    tax: {reserve_price: included, bids: excluded, awards: excluded}
    currency: JPY                             # in which amounts are compared
    encoding: cp932                           # of the files; UTF-8 where it is left out
    buyer: {id: …, name: {en: …, ja: …}, local: true}   # where releases name none
    method: designated                        # where releases give no certain method
    object: works                             # where releases give no certain object
    every_award: true                         # every award of the buyer is published
    confidence: seen | ours
    source: …

What a profile says is a statement about its publisher: it has a source, and it is left out where it is not known.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.registry import coded, gettext_noop
from institutions.formats.ocds.transcoding import ENCODINGS
from institutions.kinds.base import Label
from institutions.kinds.words import METHODS, OBJECTS, TAX_BASES
from institutions.values.quick_yaml import load_yaml

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "publishers"
TENDER_VALUE: Final = "tender.value"
RESERVE_FIELDS: Final = (TENDER_VALUE,)
TAXED: Final = ("reserve_price", "bids", "awards")
CONFIDENCES: Final = ("seen", "ours")
NONE: Final = "none"  # no profile, whatever the ocid
NAMELESS: Final = Label("", "")
Json = dict[str, Any]  # Any: the content of a file, not checked yet


@coded("publisher.unreadable", gettext_noop("%(path)s cannot be read as a profile of a publisher: %(trouble)s"))
class ProfileUnreadable(Coded):
    """A file that cannot be read, or is no YAML."""

    path: str
    trouble: str


@coded("publisher.wrong_value", gettext_noop("%(path)s: %(field)s is '%(value)s'. Write one of %(choice)s."))
class ProfileValueWrong(Coded):
    """A value or a name that means nothing here."""

    path: str
    field: str
    value: str
    choice: str


@coded("publisher.missing", gettext_noop("%(path)s: %(field)s is missing. Add it: docs/processes.md has an example."))
class ProfilePartMissing(Coded):
    """A part that every profile has."""

    path: str
    field: str


@coded("publisher.unknown", gettext_noop("There is no profile '%(name)s'. Use one of %(choice)s, or a file (.yaml)."))
class ProfileUnknown(Coded):
    """A name that no profile has."""

    name: str
    choice: str


class ProfileError(CodedError):
    """A profile that cannot be used."""


@dataclass(frozen=True, slots=True)
class PublishedBuyer:
    """The body that buys. `local`: it is a local government; None: not stated."""

    id: str
    name: Mapping[str, str]
    local: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherProfile:
    """The profile of one publisher; what it leaves out is not known. `tax`: the basis by what an amount is of."""

    key: str = ""
    name: Label = NAMELESS
    ocids: tuple[str, ...] = ()
    reserve_from: str | None = None
    tax: Mapping[str, str] = field(default_factory=dict)
    currency: str | None = None
    encoding: str | None = None
    buyer: PublishedBuyer | None = None
    method: str | None = None
    object: str | None = None
    every_award: bool = False
    confidence: str = ""
    source: str = ""


NO_PROFILE: Final = PublisherProfile()


@cache
def shipped_profiles() -> tuple[PublisherProfile, ...]:
    """Return the profiles that are part of the program, by their names."""
    return tuple(read_profile(each) for each in sorted(FOLDER.glob("*.yaml")))


def profile_named(name: str) -> PublisherProfile:
    """Return a profile by name, or from a file. ProfileError if there is none or it cannot be used."""
    if name == NONE:
        return NO_PROFILE
    if name.endswith((".yaml", ".yml")):
        return read_profile(Path(name))
    known = {each.key: each for each in shipped_profiles()}
    if name not in known:
        raise ProfileError(ProfileUnknown(name=name, choice=", ".join([*known, NONE])))
    return known[name]


def profile_for(ocid: str, profiles: Iterable[PublisherProfile]) -> PublisherProfile:
    """Return the profile for a process by the beginning of its ocid; an empty one where there is none."""
    return next((each for each in profiles if ocid.startswith(each.ocids or ("\0",))), NO_PROFILE)


def read_profile(path: Path) -> PublisherProfile:
    """Read a profile. ProfileError names file, field and remedy."""
    try:
        given = load_yaml(path.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise ProfileError(ProfileUnreadable(path=str(path), trouble=trouble.strerror or "")) from trouble
    except (UnicodeDecodeError, yaml.YAMLError) as trouble:
        raise ProfileError(ProfileUnreadable(path=str(path), trouble=" ".join(str(trouble).split()))) from trouble
    return ProfileReading(str(path), given if isinstance(given, dict) else {}).profile(path.stem)


@dataclass(frozen=True, slots=True)
class ProfileReading:
    """The reading of one file, part by part."""

    path: str
    given: Json

    def profile(self, key: str) -> PublisherProfile:
        """Return the profile."""
        known = {"name", "ocids", "fields", "tax", "currency", "encoding", "buyer", "method", "object", "every_award"}
        self.refuse_unknown("", self.given, known | {"confidence", "source", "review_on", "note"})
        fields, tax = self.part("fields"), self.part("tax")
        self.refuse_unknown("fields.", fields, {"reserve_price"})
        self.refuse_unknown("tax.", tax, set(TAXED))
        return PublisherProfile(
            key=key,
            name=Label(**self.both_languages("name", self.given.get("name"))),
            ocids=tuple(map(str, self.given.get("ocids") or ())),
            reserve_from=self.word("fields.reserve_price", fields.get("reserve_price"), RESERVE_FIELDS),
            tax={name: str(self.word(f"tax.{name}", basis, TAX_BASES)) for name, basis in tax.items()},
            currency=self.text("currency"),
            encoding=self.word("encoding", self.given.get("encoding"), ENCODINGS),
            buyer=self.buyer(),
            method=self.word("method", self.given.get("method"), METHODS),
            object=self.word("object", self.given.get("object"), OBJECTS),
            every_award=self.flag("every_award", self.given.get("every_award")) is True,
            confidence=str(self.word("confidence", self.needed("confidence"), CONFIDENCES)),
            source=str(self.needed("source")),
        )

    def buyer(self) -> PublishedBuyer | None:
        """Return the buyer of the releases that name none."""
        if not (given := self.part("buyer")):
            return None
        self.refuse_unknown("buyer.", given, {"id", "name", "local"})
        names = self.both_languages("buyer.name", given.get("name"))
        return PublishedBuyer(str(self.needed("id", given)), names, self.flag("buyer.local", given.get("local")))

    def part(self, name: str) -> Json:
        """Return a table of the profile; an empty one if it is left out."""
        found = self.given.get(name)
        return found if isinstance(found, dict) else {}

    def text(self, name: str) -> str | None:
        """Return a text; None if it is left out."""
        found = self.given.get(name)
        return None if found is None else str(found)

    def needed(self, name: str, given: Json | None = None) -> object:
        """Return a part that every profile has. ProfileError if it is left out."""
        found = (self.given if given is None else given).get(name)
        if found in (None, ""):
            raise ProfileError(ProfilePartMissing(path=self.path, field=name))
        return found

    def both_languages(self, name: str, given: object) -> dict[str, str]:
        """Return a text in both languages. ProfileError if one is missing."""
        found = given if isinstance(given, dict) else {}
        for language in ("en", "ja"):
            if not isinstance(found.get(language), str):
                raise ProfileError(ProfilePartMissing(path=self.path, field=f"{name}.{language}"))
        return {"en": found["en"], "ja": found["ja"]}

    def word(self, name: str, given: object, choice: Collection[str]) -> str | None:
        """Return one of some words; None if it is left out. ProfileError for any other value."""
        if given is None or given in choice:
            return None if given is None else str(given)
        wrong = ProfileValueWrong(path=self.path, field=name, value=str(given), choice=", ".join(choice))
        raise ProfileError(wrong)

    def flag(self, name: str, given: object) -> bool | None:
        """Return true or false; None if it is left out. ProfileError for any other value."""
        if given is None or isinstance(given, bool):
            return given
        raise ProfileError(ProfileValueWrong(path=self.path, field=name, value=str(given), choice="true, false"))

    def refuse_unknown(self, place: str, given: Json, known: set[str]) -> None:
        """Refuse a name that means nothing: a slip of the pen would be passed over."""
        for name in given:
            if name not in known:
                choice = ", ".join(sorted(known))
                raise ProfileError(ProfileValueWrong(path=self.path, field=place or "/", value=name, choice=choice))
