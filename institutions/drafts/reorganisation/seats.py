"""Acts on seats: who sits in a council, with how many votes. A later act on a seat sets its votes anew.

With 0 votes the seat that a holder has ends the day before, as everything that ends does. A holder without one sits
there without a vote.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from institutions.access.parties import findable_parties_rule
from institutions.drafts.errors import FieldErrors
from institutions.drafts.reorganisation.document import DraftAct, Reorganisation
from institutions.drafts.reorganisation.troubles import IntoItself, NoSuchHolder, SeatTwice
from institutions.drafts.reorganisation.working import Orphan, WorkingState
from institutions.models import Party
from institutions.parties.organisation.published import OrganisedSeat
from institutions.values.written_id import id_in_usual_form

SORTS: Final = ("body", "company", "person")


def change_seats(acts: Iterable[DraftAct], state: WorkingState) -> None:
    """Apply all acts on seats of one day: all are compared with the seats before any of them."""
    given: dict[tuple[str, str], OrganisedSeat] = {}
    for act in acts:
        if act.kind != "seat":
            continue
        body, (sort, named) = state.body(act, "body"), holder_of(act)
        holder = state.body(act, "holder/body", named) if sort == "body" else named
        if body is None or holder is None:
            continue
        if body == holder:
            state.refuse(act, "holder", IntoItself(body=body))
        elif (body, holder) in given:
            state.refuse(act, "holder", SeatTwice(body=body))
        else:
            votes = act.values.get("votes")
            seat = OrganisedSeat(body=body, holder=holder, sort=sort, votes=1 if votes is None else votes)
            given[body, holder] = seat
    held = {(each.body, each.holder) for each in state.seats}
    state.seats = [each for each in state.seats if (each.body, each.holder) not in given]
    state.seats += [seat for place, seat in given.items() if seat.votes or place not in held]


def holders_named(act: DraftAct) -> int:
    """Return how many holders an act names; a seat has one."""
    return sum(value is not None for value in act.values["holder"].values())


def holder_of(act: DraftAct) -> tuple[str, str]:
    """Return the sort of the holder that an act names, and its key or id in the usual form."""
    sort = next(each for each in SORTS if act.values["holder"].get(each) is not None)
    named = str(act.values["holder"][sort])
    return sort, named if sort == "body" else str(id_in_usual_form(named) or named)


def check_holders(draft: Reorganisation, troubles: FieldErrors) -> None:
    """Note every company or person that the register does not have.

    One that only restricted partnerships name is not there for anybody: one query.
    """
    seats = [act for act in draft.acts if act.kind == "seat"]
    named = [(act, *holder_of(act)) for act in seats if holders_named(act) == 1]
    ids = {key for _, sort, key in named if sort != "body" and id_in_usual_form(key)}
    parties = Party.objects.filter(findable_parties_rule().q(), pk__in=ids, same_as__isnull=True) if ids else ()
    there = {(each.kind, str(each.pk)) for each in parties}
    for act, sort, key in named:
        if sort != "body" and (sort, key) not in there:
            troubles.add(f"{act.pointer}/holder/{sort}", NoSuchHolder(holder=key))


def orphaned_seats(body: str, state: WorkingState) -> list[Orphan]:
    """Return the seats in a body and those that it holds in others, as a draft names what it leaves to nobody."""
    return list(seats_left(body, state))


def seats_left(body: str, state: WorkingState) -> Iterator[Orphan]:
    """Yield each seat with its council and its holder. A person is named by the id alone."""
    for seat in state.seats:
        if body in (seat.body, seat.holder):
            yield {"kind": "seat", "body": seat.body, "holder": {seat.sort: seat.holder}}
