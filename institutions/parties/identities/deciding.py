"""Decisions of people on whether two parties are the same, and their reversal. Each is kept with who, when and why.

A confirmed match links the new party to the register's (`same_as`). Confirmed matches join parties into one, so
reversing a decision separates only those that no other confirmed match still joins. The register signals both, and
cases that asked for one of the parties are assessed again.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from institutions.access.callers import EVERYBODY
from institutions.access.events import chain_telling_of
from institutions.access.parties import closed_to, is_hidden
from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of, record_event
from institutions.codes.errors import CodedError
from institutions.codes.text_troubles import InvisibleCharacter, reason_too_short
from institutions.codes.wording import label_of
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.kinds.base import Label
from institutions.models import (
    REVIEWING_ROLES,
    Account,
    DocumentParty,
    IdentityDecision,
    IdentityLead,
    LeadState,
    MatchDecision,
    Party,
    PartyKind,
    Role,
)
from institutions.models.sql_lists import among
from institutions.parties.identities.candidates import numbers_differ_among, numbers_same
from institutions.parties.identities.troubles import (
    JoinsTwoOpen,
    KindsDiffer,
    MatchDecidedAlready,
    MatchNotDecided,
    MatchWithoutReason,
    NumbersDiffer,
)
from institutions.values.hashing import hash_text
from institutions.values.hidden_characters import hidden_character_in
from institutions.values.reasons import says_too_little

# An auditor and a rulebook editor read, an administrator decides nothing, and a system is no person.
DECIDING_ROLES = frozenset({Role.OFFICER, Role.REVIEWER})


class LeadRefusedError(CodedError):
    """A decision that is refused: the code names the reason and the remedy."""


def may_decide(account: object, lead: IdentityLead) -> bool:
    """Return whether an account may decide: an officer of the body it came from, or a reviewer; never on oneself.

    A reviewer without a person may not: nobody could tell whether the match is about them.
    """
    if not isinstance(account, Account) or account.role not in DECIDING_ROLES:
        return False
    if account.role == Role.OFFICER and (not account.body_id or account.body_id != lead.body_id):
        return False
    if account.person_id is None:
        return account.role not in REVIEWING_ROLES
    own = {account.person_id, account.true_person}
    return not own & {lead.party_id, lead.candidate_id, lead.party.same_as_id, lead.candidate.same_as_id}


@transaction.atomic
def decide_lead(lead: IdentityLead, *, same: bool, reason: str, account: Account) -> IdentityLead:
    """Confirm or reject an open possible match. Once confirmed, the new party counts as the register's.

    Raises LeadRefusedError if it is decided already, gives no reason, or joins parties with different numbers, or two
    open ones through a hidden one.
    """
    decided, moment = lock_lead(lead, reason), timezone.now()
    if decided.state != LeadState.OPEN:
        raise LeadRefusedError(MatchDecidedAlready(state=in_small_letters(label_of(LeadState(decided.state).label))))
    changed = affected_parties(decided, join_parties(decided) if same else told_apart(decided))
    decided.state = LeadState.CONFIRMED if same else LeadState.REFUSED
    decided.reason, decided.decided_by, decided.decided_at = reason.strip(), account, moment
    store_decision(decided, MatchDecision.CONFIRMED if same else MatchDecision.REFUSED, reason, account, moment)
    signal_identity_change(decided, changed, moment)
    return decided


@transaction.atomic
def undo_decision(lead: IdentityLead, *, reason: str, account: Account) -> IdentityLead:
    """Take a decision back: the possible match is open again, and the parties that it had joined are two again.

    Possible matches rejected because this one was (`follows`) are open again too. Statements that came in meanwhile
    were recorded for the party that both were then, and stay with it. Raises LeadRefusedError if the match is open, or
    no reason is given.
    """
    decided, moment = lock_lead(lead, reason), timezone.now()
    if decided.state == LeadState.OPEN:
        raise LeadRefusedError(MatchNotDecided())
    was_confirmed = decided.state == LeadState.CONFIRMED
    for each in (decided, *decided.followers.order_by("pk")):
        each.state, each.reason, each.decided_by, each.decided_at = LeadState.OPEN, "", None, None
        each.follows = None
        store_decision(each, MatchDecision.UNDONE, reason, account, moment)
    changed = affected_parties(decided, part_parties(decided) if was_confirmed else told_apart(decided))
    signal_identity_change(decided, changed, moment)
    return decided


def lock_lead(lead: IdentityLead, reason: str) -> IdentityLead:
    """Return the possible match as it is now, locked with its parties, so that decisions come one after the other."""
    if not reason.strip():
        raise LeadRefusedError(MatchWithoutReason())
    if says_too_little(reason):
        raise LeadRefusedError(reason_too_short())
    if hidden := hidden_character_in(reason):
        raise LeadRefusedError(InvisibleCharacter(number=hidden))
    # With those that follow it, since a decision that is taken back opens them too.
    rows = IdentityLead.objects.filter(Q(pk=lead.pk) | Q(follows=lead.pk)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    locked = IdentityLead.objects.get(pk=lead.pk)
    while not lock_joined(locked):
        pass
    return locked


def lock_joined(lead: IdentityLead) -> bool:
    """Lock every party that is one of the two of a match now, in the order of their ids.

    Return False, with none of them locked, if another decision joined or parted some meanwhile.
    """
    pair = (lead.party_id, lead.candidate_id)
    with transaction.atomic():
        joined = joined_with(pair)
        list(Party.objects.select_for_update(no_key=True).filter(pk__in=joined).order_by("pk").values_list("pk"))
        same = joined_with(pair) == joined
        transaction.set_rollback(not same)
    return same


def joined_with(parties: Iterable[UUID]) -> set[UUID]:
    """Return parties and all that are one with one of them: two queries."""
    roots = Party.objects.filter(pk__in=list(parties)).values_list(Coalesce("same_as", "pk"), flat=True)
    found = set(roots)
    return set(Party.objects.filter(Q(pk__in=found) | Q(same_as__in=found)).values_list("pk", flat=True))


def join_parties(lead: IdentityLead) -> frozenset[UUID]:
    """Join every party that is the new party to the candidate. Return the parties that are one now.

    A free party stands for a confined one, which would lead those who may not find it to nobody. A hidden party joins
    no two free ones: everybody would see the two as one, and that there is something which they may not see.
    """
    party, root = true_party(lead.party), true_party(lead.candidate)
    if root.confined and not party.confined:
        party, root = root, party
    if party.kind != root.kind:
        raise LeadRefusedError(KindsDiffer(one=kind_in_words(party), other=kind_in_words(root)))
    theirs, ours = list(parties_found_to_be(party)), list(parties_found_to_be(root))
    if numbers_differ_among(theirs, ours):
        raise LeadRefusedError(NumbersDiffer())
    if party.pk != root.pk:
        if not (party.confined or root.confined) and tells_of_hidden(lead):
            raise LeadRefusedError(JoinsTwoOpen())
        with changing(Party, *(each.pk for each in theirs)):
            parties_found_to_be(party).update(same_as=root)
    return frozenset(each.pk for each in (*theirs, *ours))


def part_parties(lead: IdentityLead) -> frozenset[UUID]:
    """Part the parties that only this match joined. Return those that were one. Others stay one."""
    root = true_party(lead.party)
    members = {each.pk: each for each in parties_found_to_be(root)}
    confirmed = IdentityLead.objects.filter(state=LeadState.CONFIRMED, party__in=members, candidate__in=members)
    ties = list(confirmed.values_list("party_id", "candidate_id"))
    theirs, ours = joined_parties(lead.party_id, ties), joined_parties(lead.candidate_id, ties)
    if lead.candidate_id in theirs or lead.candidate_id not in members:
        return frozenset()
    leaving = ours if root.pk in theirs else theirs
    first = min((members[pk] for pk in leaving), key=known_best)
    with changing(Party, *leaving):
        Party.objects.filter(pk=first.pk).update(same_as=None)
        Party.objects.filter(pk__in=leaving - {first.pk}).update(same_as=first)
    return frozenset(members)


def told_apart(lead: IdentityLead) -> frozenset[UUID]:
    """Return the parties that only a rejection of this match keeps apart: a confined one and the one with its number.

    Cases take them for one until somebody rejects the match.
    """
    taken_for_one = lead.party.confined and numbers_same(lead.party, lead.candidate)
    return frozenset((lead.party_id, lead.candidate_id)) if taken_for_one else frozenset()


def affected_parties(lead: IdentityLead, parties: frozenset[UUID]) -> frozenset[UUID]:
    """Return those of the joined or parted parties whose cases read something else from now on.

    What restricted partnerships state of a hidden party serves their own cases alone. Cases that name the other party
    read nothing of it, and are not assessed again: they would show that there is something.
    """
    if not tells_of_hidden(lead):
        return parties
    return frozenset(Party.objects.filter(is_hidden(EVERYBODY), pk__in=parties).values_list("pk", flat=True))


def tells_of_hidden(lead: IdentityLead) -> bool:
    """Return whether one of the two parties of a match is known from restricted partnerships alone.

    The mark of a confined party does not tell: one whose number a free party has keeps it after its case is opened.
    """
    return Party.objects.filter(is_hidden(EVERYBODY), pk__in=(lead.party_id, lead.candidate_id)).exists()


def restricted_cases_naming(parties: Iterable[UUID]) -> frozenset[UUID]:
    """Return the restricted partnerships whose documents name one of these parties."""
    named = DocumentParty.objects.filter(among("party", parties), submission__partnership__in=closed_to(EVERYBODY))
    return frozenset(named.values_list("submission__partnership", flat=True))


def parties_of_decision(lead: IdentityLead) -> frozenset[UUID]:
    """Return the parties whose cases read something else once a match is confirmed, or its confirmation reversed.

    Where other confirmed matches still join the two, a reversal changes nothing, and touches fewer.
    """
    return affected_parties(lead, frozenset(joined_with((lead.party_id, lead.candidate_id))))


def known_best(party: Party) -> tuple[bool, bool, datetime, UUID]:
    """Return the sort key that chooses one of several merged parties: free, with a number, then the oldest."""
    return (party.confined, not (party.corporate_number or party.lei), party.created_at, party.pk)


def joined_parties(party: UUID, ties: Iterable[tuple[UUID, UUID]]) -> set[UUID]:
    """Return every party that ties lead to from a party, and the party itself."""
    beside: dict[UUID, set[UUID]] = defaultdict(set)
    for one, other in ties:
        beside[one].add(other)
        beside[other].add(one)
    found, waiting = {party}, [party]
    while waiting:
        new = beside[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def true_party(party: Party) -> Party:
    """Return the party that this one was found to be, or itself."""
    return party.same_as or party


def parties_found_to_be(root: Party) -> QuerySet[Party]:
    """Return a party and all that were found to be it."""
    return Party.objects.filter(Q(pk=root.pk) | Q(same_as=root.pk))


def kind_in_words(party: Party) -> Label:
    """Return the kind of a party, in words."""
    return in_small_letters(label_of(PartyKind(party.kind).label))


def in_small_letters(label: Label) -> Label:
    """Return a label as it stands within a sentence."""
    return Label(label.en.lower(), label.ja)


def store_decision(lead: IdentityLead, said: MatchDecision, reason: str, account: Account, moment: datetime) -> None:
    """Store the possible match as it is now, and the decision."""
    with changing(IdentityLead, lead.pk):
        lead.save(update_fields=["state", "reason", "decided_by", "decided_at", "follows"])
    decision = IdentityDecision.objects.create(lead=lead, said=said, reason=reason.strip(), account=account, at=moment)
    record_event(
        actor=actor_of(account),
        verb=f"lead_{said}",
        what=f"lead:{lead.pk}",
        after={"decision": decision.pk, "reason_text_sha256": hash_text(decision.reason)},
        chain=chain_telling_of(parties=(lead.party_id, lead.candidate_id)),
    )


def signal_identity_change(lead: IdentityLead, parties: frozenset[UUID], moment: datetime) -> None:
    """Signal the parties whose identity changed, if there are any.

    Of hidden ones the restricted partnerships that name them are signalled, and no party: a case asks for a party by
    every key that it has, so those that name the other one would be touched too.
    """
    if parties and tells_of_hidden(lead):
        register_changed.send(sender=IdentityLead, partnerships=restricted_cases_naming(parties))
    elif parties:
        change = RegisterChange(moment=moment, parties=parties, identities=parties)
        register_changed.send(sender=IdentityLead, change=change)
