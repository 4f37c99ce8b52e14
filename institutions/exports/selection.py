"""What is exported: for whom, which lists, as of which day; and how the words of the command name the lists."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.utils import timezone

from institutions.drafts.errors import nearest, shown
from institutions.exports.audience import Audience
from institutions.exports.stated import PORTION, Stated, stated
from institutions.kinds import KINDS
from institutions.models import Party, PartyKind

PARTY_LISTS: Final = {"companies": PartyKind.COMPANY, "people": PartyKind.PERSON, "bodies": PartyKind.BODY}
PARTNERSHIPS: Final = "partnerships"


def plural(kind: str) -> str:
    """How a list of statements of a kind is called: shareholdings, duties."""
    return f"{kind[:-1]}ies" if kind.endswith("y") else kind if kind.endswith("s") else f"{kind}s"


KIND_OF_LIST: Final = {plural(name): name for name in KINDS}
LISTS: Final = (*PARTY_LISTS, *KIND_OF_LIST, PARTNERSHIPS)


class UnknownListError(ValueError):
    """A list of that name does not exist."""


def list_named(given: str) -> str:
    """The list of a name, which may also be the name of one kind. UnknownListError says which there are."""
    name = plural(given) if given in KINDS else given
    if name not in LISTS:
        message = f"There is no list '{shown(given)}' to export.{nearest(given, LISTS)}"
        raise UnknownListError(message)
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """One export. `lists` empty: everything. `on` leaves out what is not true on that day.

    `publisher` is in whose name it goes out; `ocid_prefix` the prefix that the publisher of OCDS data registered.
    """

    audience: Audience
    lists: tuple[str, ...] = ()
    on: date | None = None
    publisher: str = "policyengine"
    made_on: date = field(default_factory=timezone.localdate)
    ids: bool = True
    encoding: str = "utf-8-sig"
    ocid_prefix: str = "ocds-000000"

    def wants(self, name: str) -> bool:
        """Whether a list is asked for."""
        return not self.lists or name in self.lists

    def with_parties(self) -> "Selection":
        """The same, with every party where only statements are asked for: a format of entities needs both ends."""
        if any(name not in PARTY_LISTS for name in self.lists):
            return replace(self, lists=(*PARTY_LISTS, *self.lists))
        return self

    def parties(self, *kinds: PartyKind) -> Iterator[Party]:
        """The parties of these kinds that are asked for."""
        for name, kind in PARTY_LISTS.items():
            if kind in kinds and self.wants(name):
                yield from self.audience.parties(kind).iterator(chunk_size=PORTION)

    def statements(self, *kinds: str) -> Iterator[Stated]:
        """The statements of these kinds, or of all, that are asked for."""
        for name, kind in KIND_OF_LIST.items():
            if self.wants(name) and (not kinds or kind in kinds):
                yield from stated(kind, self.audience, self.on)
