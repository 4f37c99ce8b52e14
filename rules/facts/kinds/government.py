"""Facts about the government bodies of a partnership: their mandates, and what rests on bodies that have ended."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, Count, Day, Fact, Flag, PartyKey, word_type
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorMandate(Fact):
    """The mandate of the sponsor for the domain of the partnership on the day of the assessment.

    One for a registered case with a domain other than `other`. A body counts with those over it and under it up to
    `root` (docs/organisation.md). A mandate for the domain counts if it lets a body act with others: policy, promotion,
    regulation, licensing, procurement, funding, selection. One for every domain counts for policy, promotion, funding
    and selection, unless the body only assists.

    `standing` is held: the sponsor, or a co-sponsor, holds one. body_ended: the sponsor has ended. ended: the last such
    mandate on record has ended, on `ended_on`. not_held: none is on record, and a `mandates_known` says that all
    mandates of `root` are. Else unknown, and the id asks for that statement: `mandates_known(body=<root>)/<sponsor>`.
    `beside` is the first other root, by code, that holds a mandate for the domain itself. id:
    `sponsor_mandate:<sponsor>`.
    """

    label = ("Mandate of the sponsor", "実施機関の所掌事務")

    body: BodyKey
    root: BodyKey
    domain: Annotated[str, stated_words("document", "domain")]
    on: Day
    standing: Annotated[str, word_type("held", "ended", "not_held", "body_ended")] | None = None
    ended_on: Day | None = None
    beside: BodyKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Fact):
    """Something open that a government body answers for, and whether the body still exists on the day.

    While the partnership has not ended: contract, one for the sponsor and each co-sponsor; case, with its conditions,
    one for the body that submitted it. appeal: one for each body with an `appeal` against its measure that bears on
    the case; claim: one for each body with a `dispute` that was brought and has not ended, if it was stated here or a
    participant brought it. `body_ended`: the register has a last day of the body, `ended_on`, and it is before the
    day. id: `obligation:<matter>:<body>`.
    """

    label = ("Obligation of a body", "機関が負う責務")

    body: BodyKey
    matter: Annotated[str, word_type("contract", "case", "appeal", "claim")]
    on: Day
    body_ended: Flag
    ended_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSide(Fact):
    """The side, private or public, of the one who leads the specification, the evaluation, the selection or oversight.

    For each row of `leads` with one of these functions. A company, an association or another legal person is private,
    unless its type is public_corporation or university, or the State controls it. A person is private with a post in a
    private company on the day and no appointment, public with an appointment and no such post, else unknown.

    `way` is itself for specification and evaluation led by a party, `private` as above; false for a body without seats.
    council where `by` is a body with seats on the day: `private_votes` of `votes` are those of private holders, and
    `private` says whether they are more than half; unknown where votes of holders whose side is unknown decide. A body
    of the kind council without a seat on record: unknown, with the id `seat(body=<by>)/<function>`. A company that
    leads selection or oversight is no fact. id: `lead_side:<function>:<by>`.
    """

    label = ("Side of the one who leads", "主導者の官民の別")

    by: PartyKey
    function: Annotated[str, word_type("specification", "evaluation", "selection", "oversight")]
    way: Annotated[str, word_type("itself", "council")]
    private: Flag | None = None
    private_votes: Count | None = None
    votes: Count | None = None
