"""The organisation after the acts of a draft, laid over the register in memory; nothing of it is stored."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from institutions.drafts.errors import FieldError, FieldErrors
from institutions.drafts.reorganisation.bodies import (
    dissolve_body,
    found_bodies,
    merge_bodies,
    move_bodies,
    rename_bodies,
    split_body,
)
from institutions.drafts.reorganisation.checking import check_alone
from institutions.drafts.reorganisation.document import DraftAct, Reorganisation
from institutions.drafts.reorganisation.mandates import Touched, change_mandates
from institutions.drafts.reorganisation.moved_since import changes_since
from institutions.drafts.reorganisation.moved_troubles import BaseUnknown
from institutions.drafts.reorganisation.posts import change_posts
from institutions.drafts.reorganisation.seats import change_seats, check_holders
from institutions.drafts.reorganisation.troubles import BaseMoved
from institutions.drafts.reorganisation.working import Orphan, WorkingState
from institutions.parties.organisation.earlier import organisation_of_digest
from institutions.parties.organisation.state import Organisation, OrganisationHistory


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedOrganisation:
    """The organisation without and with the acts, what they leave to nobody, and notes on single acts.

    `codes`: by the code of a body without the acts, the other one that they give to it.
    """

    before: Organisation
    after: Organisation
    orphans: tuple[Orphan, ...]
    notes: tuple[FieldError, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)


def apply_draft(draft: Reorganisation, history: OrganisationHistory) -> DraftedOrganisation:
    """Apply a draft to the register as it is now. DraftInvalid names every act that cannot be done."""
    before = history.organisation(draft.assessed_on)
    holders = FieldErrors()
    check_holders(draft, holders)
    holders.refuse_if_any()
    if draft.base and draft.base != before.digest():
        refuse_base(draft.base, before, history)
    state = after_acts(draft, before, history.keys, history.known())
    return DraftedOrganisation(
        before=before,
        after=state.organisation(draft.assessed_on),
        orphans=tuple(state.orphans),
        notes=state.notes.listed(),
        codes={old: new for old, new in state.renamed.items() if old in before.bodies and new in state.bodies},
    )


def refuse_base(base: str, now: Organisation, history: OrganisationHistory) -> None:
    """Refuse a draft on another base, with what has changed since, as far as the register still knows it."""
    troubles = FieldErrors()
    troubles.add("/base", BaseMoved(base=now.digest()))
    then = organisation_of_digest(base, now.on, history)
    for each in [BaseUnknown(day=now.on)] if then is None else changes_since(then, now):
        troubles.add("/base", each)
    troubles.refuse_if_any()


def after_acts(
    draft: Reorganisation,
    before: Organisation,
    keys_on: Callable[[date], frozenset[str]],
    known: AbstractSet[str],
) -> WorkingState:
    """Return the state after all acts, day by day. DraftInvalid with the troubles of the first phase that has any.

    A phase is what happens together on a day. Later ones build on it: their troubles would only repeat its own.
    """
    state = WorkingState.of(before, keys_on, FieldErrors(), draft.foundings())
    check_alone(draft, known, state.troubles)
    state.troubles.refuse_if_any()
    touched: Touched = {}
    day = None
    for (on, phase), together in groupby(draft.in_order(), key=lambda act: (act.on, act.phase)):
        touched = touched if on == day else {}
        day = on
        do_phase(phase, list(together), state, known, touched)
        state.troubles.refuse_if_any()
    return state


def do_phase(phase: int, acts: list[DraftAct], state: WorkingState, known: AbstractSet[str], touched: Touched) -> None:
    """Apply the acts of one phase of a day."""
    if phase == 0:
        found_bodies(acts, state, known)
    elif phase == 1:
        change_mandates(acts, state, touched)
        change_posts(acts, state)
        change_seats(acts, state)
        move_bodies(acts, state)
        rename_bodies(acts, state, known)
    else:
        for act in acts:
            if phase == 2:
                split_body(act, state, touched)
            elif phase == 3:
                merge_bodies(act, state)
            else:
                dissolve_body(act, state)
