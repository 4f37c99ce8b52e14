"""The organisation while the acts of a draft change it: what a body is called, and what it hands over."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.drafts.errors import FieldErrors, pointer_below
from institutions.drafts.reorganisation.document import DraftAct, DraftBasis
from institutions.drafts.reorganisation.troubles import BodyEnded, FoundedLater, NoSuchBody, PartnershipsTwice
from institutions.kinds.words import DOMAINS
from institutions.parties.organisation.published import OrganisedSeat, PublishedAppointment, PublishedSecondment
from institutions.parties.organisation.state import HeldFunction, Organisation, OrganisedBody, OrganisedPost
from institutions.parties.organisation.succession import BODY, PARTNERSHIPS, POST, Handover

STRENGTH: Final = ("sole", "joint", "assists")
Orphan = dict[str, Any]  # Any: plain data


@dataclass(slots=True)
class WorkingState:
    """Bodies, mandates, posts, seats and people after the acts so far.

    `keys_on`: the bodies that exist on a day. `coming`: the day on which the draft founds a body, by its key and code.
    """

    bodies: dict[str, OrganisedBody]
    mandates: list[HeldFunction]
    posts: list[OrganisedPost]
    seats: list[OrganisedSeat]
    appointments: list[PublishedAppointment]
    secondments: list[PublishedSecondment]
    keys_on: Callable[[date], frozenset[str]]
    troubles: FieldErrors
    coming: Mapping[str, date] = field(default_factory=dict)
    founded: dict[str, str] = field(default_factory=dict)  # by key and by code: the code
    renamed: dict[str, str] = field(default_factory=dict)  # by the code before: the code since
    orphans: list[Orphan] = field(default_factory=list)
    handed: list[Handover] = field(default_factory=list)
    left: list[tuple[date, OrganisedPost]] = field(default_factory=list)  # posts that acts took out of a body, by day
    notes: FieldErrors = field(default_factory=FieldErrors)  # what a reader should know; none refuses the draft
    _folded: dict[str, str] = field(default_factory=dict)  # names as they are compared, by their text

    @classmethod
    def of(
        cls,
        organisation: Organisation,
        keys_on: Callable[[date], frozenset[str]],
        troubles: FieldErrors,
        coming: Mapping[str, date],
    ) -> "WorkingState":
        """Begin with the organisation of the register."""
        return cls(
            bodies=dict(organisation.bodies),
            mandates=list(organisation.mandates),
            posts=list(organisation.posts),
            seats=list(organisation.seats),
            appointments=list(organisation.appointments),
            secondments=list(organisation.secondments),
            keys_on=keys_on,
            troubles=troubles,
            coming=coming,
        )

    def organisation(self, on: date) -> Organisation:
        """Return the organisation after all acts."""
        return Organisation(
            on=on,
            bodies=dict(sorted(self.bodies.items())),
            mandates=tuple(sorted(self.mandates, key=repr)),
            posts=tuple(sorted(self.posts, key=repr)),
            seats=tuple(sorted(self.seats, key=repr)),
            appointments=tuple(sorted(dict.fromkeys(self.appointments), key=repr)),
            secondments=tuple(sorted(self.secondments, key=repr)),
        )

    def folded(self, text: str) -> str:
        """Return a name as names are compared. Each is folded once: every act looks through all posts of a body."""
        if (found := self._folded.get(text)) is None:
            found = self._folded[text] = unicodedata.normalize("NFKC", text).strip()
        return found

    def refuse(self, act: DraftAct, where: str, said: Coded) -> None:
        """Note a trouble at a field of an act."""
        self.troubles.add(pointer_below(act.pointer, where) if where else act.pointer, said)

    def body(self, act: DraftAct, where: str, given: str | None = None) -> str | None:
        """Return the code of the body that a field names, by key or code; note it if there is none on that day."""
        name = given if given is not None else act.values.get(where.partition("/")[0])
        code = self.founded.get(str(name)) or self.renamed.get(str(name)) or str(name)
        there = code in self.founded.values() or code in self.renamed.values() or code in self.keys_on(act.on)
        if there and code in self.bodies:
            return code
        for_where = "/".join([act.pointer, where])
        if there:
            self.troubles.add(for_where, BodyEnded(body=str(name)))
            return None
        if (founded := self.coming.get(str(name))) and founded > act.on:
            self.troubles.add(for_where, FoundedLater(body=str(name), day=act.on, founded=founded))
            return None
        near = self.troubles.nearest(name, [*self.bodies, *self.founded])
        self.troubles.add(for_where, NoSuchBody(body=str(name), day=act.on, near=near))
        return None

    def optional_body(self, act: DraftAct, where: str) -> str | None:
        """Return the body that an optional field names; None if it names none."""
        return self.body(act, where) if act.values.get(where) is not None else None

    def give(self, held: HeldFunction) -> None:
        """Add a mandate; an equal one of the body fuses with it, keeps both bases and the stronger lead."""
        for place, own in enumerate(self.mandates):
            if is_equal(own, held):
                self.mandates[place] = fused(own, held)
                return
        self.mandates.append(held)

    def sit(self, seat: OrganisedSeat) -> None:
        """Seat a holder in a council; one that sits there keeps one seat, with the greater number of votes."""
        same = [each for each in self.seats if (each.body, each.holder) == (seat.body, seat.holder)]
        self.seats = [each for each in self.seats if each not in same]
        self.seats.append(max(seat, *same, key=lambda each: each.votes) if same else seat)

    def hand_over_seats(self, old: str, new: str) -> None:
        """Hand the seats in a council, and those that a body holds in others, to another body; none in itself."""
        touched = [each for each in self.seats if old in (each.body, each.holder)]
        self.seats = [each for each in self.seats if each not in touched]
        for each in touched:
            body, holder = (new if key == old else key for key in (each.body, each.holder))
            if body != holder:
                self.sit(replace(each, body=body, holder=holder))

    def hand_over_people(self, old: str, new: str) -> None:
        """Let the people of a body work in another one."""
        self.appointments = [replace(each, body=new) if each.body == old else each for each in self.appointments]
        self.secondments = [replace(each, body=new) if each.body == old else each for each in self.secondments]

    def rename(self, old: str, new: str) -> None:
        """Write another code everywhere in place of a body's."""
        self.bodies = {
            (new if key == old else key): replace(
                each, key=new if key == old else key, parent=new if each.parent == old else each.parent
            )
            for key, each in self.bodies.items()
        }
        self.replace_in_posts_and_mandates(old, new)
        self.mandates = [replace(each, body=new) if each.body == old else each for each in self.mandates]
        self.posts = [replace(each, body=new) if each.body == old else each for each in self.posts]
        self.hand_over_seats(old, new)
        self.hand_over_people(old, new)
        self.founded = {key: new if code == old else code for key, code in self.founded.items()}
        self.renamed = {key: new if code == old else code for key, code in self.renamed.items()} | {old: new, new: new}

    def replace_in_posts_and_mandates(self, old: str, new: str) -> None:
        """Name another body wherever one is supervised, appoints or dismisses."""

        def other(code: str | None) -> str | None:
            return new if code == old else code

        self.mandates = [replace(each, target=other(each.target)) for each in self.mandates]
        self.posts = [
            replace(each, appointed_by=other(each.appointed_by), dismissed_by=other(each.dismissed_by))
            for each in self.posts
        ]

    def hand_body(self, act: DraftAct, body: str, to: str, *, is_same: bool = False) -> None:
        """Note that one body takes the place of another, or has another code."""
        self.handed.append(Handover(predecessor=body, successor=to, part=BODY, from_on=act.on, is_same=is_same))

    def hand_partnerships(self, act: DraftAct, pointer: str, body: str, to: str, domain: str) -> None:
        """Note that another body answers for the partnerships of a domain; a trouble if the day gave them to one."""
        given = Handover(predecessor=body, successor=to, part=PARTNERSHIPS, from_on=act.on, domain=domain)
        same = (given.predecessor, given.part, given.from_on, given.domain)
        if same in ((each.predecessor, each.part, each.from_on, each.domain) for each in self.handed):
            self.troubles.add(pointer, PartnershipsTwice(body=body, domain=DOMAINS[domain]))
        self.handed.append(given)

    def hand_post(self, act: DraftAct, post: OrganisedPost, to: str) -> None:
        """Note that a post goes to another body, with whoever holds it."""
        given = Handover(
            predecessor=post.body, successor=to, part=POST, from_on=act.on, post_en=post.en, post_ja=post.ja
        )
        self.handed.append(given)

    def children(self, code: str) -> list[str]:
        """Return the bodies directly under one."""
        return sorted(key for key, body in self.bodies.items() if body.parent == code)

    def under_itself(self, code: str) -> bool:
        """Return whether a body is under itself."""
        seen: set[str] = set()
        above = self.bodies[code].parent
        while above in self.bodies and above not in seen:
            if above == code:
                return True
            seen.add(str(above))
            above = self.bodies[str(above)].parent
        return False


def on_new_basis(held: HeldFunction, body: str, basis: DraftBasis) -> HeldFunction:
    """Return a mandate as another body holds it by an act: on the basis of that act."""
    return replace(
        held,
        body=body,
        in_law=bool(basis.law),
        basis_until_on=None,
        basis_en=basis.text,
        basis_ja=basis.text,
    )


def is_equal(one: HeldFunction, other: HeldFunction) -> bool:
    """Return whether two mandates are one: the same function of one body over the same domain and body."""
    same = (one.body, one.function, one.domain, one.target)
    return same == (other.body, other.function, other.domain, other.target)


def fused(one: HeldFunction, other: HeldFunction) -> HeldFunction:
    """Return one mandate on both bases, with the stronger lead."""
    last = [each.basis_until_on for each in (one, other)]
    return replace(
        one,
        lead=min(one.lead, other.lead, key=STRENGTH.index),
        duty_to_answer=either(one.duty_to_answer, other.duty_to_answer),
        in_law=either(one.in_law, other.in_law),
        basis_until_on=None if None in last else max(day for day in last if day),
        basis_en="; ".join(dict.fromkeys(filter(None, (one.basis_en, other.basis_en)))),
        basis_ja="、".join(dict.fromkeys(filter(None, (one.basis_ja, other.basis_ja)))),
    )


def either(*known: bool | None) -> bool | None:
    """Return whether one of them holds: None if none does for sure and one is not known."""
    if any(known):
        return True
    return None if None in known else False


def text_of(names: Mapping[str, str]) -> str:
    """Return a name as it was given, in the first of its languages."""
    return names.get("en") or names.get("ja") or ""
