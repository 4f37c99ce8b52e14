"""Facts about participants and their owners on lists of States."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BasisPoints, CompanyKey, Day, Fact, Flag
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedParty(Fact):
    """A participant, or a company that owns or controls one, is on a list over some time.

    `own` true: one for each `listing` of a participant, `party` the participant itself. `own` false: one for each
    `listing` of a company that holds a part of a participant at `as_of`, along whatever chain, or controls it.
    `share_bp` is then the larger of its effective share (product along each path, summed, rounded down) and the
    smallest share on that chain on which this is largest: who has half of a company that has half of another has half
    at each step. Unknown where no holding leads to the participant; where a share on the paths is unknown, a second
    fact has `share_bp` unknown. Either has the id `shareholding(holder=<party>, company=<company>)/<list>`.
    `together_bp`: what all companies on the same list own of the participant at `as_of`, directly or through companies
    of which they own half or more together; votes do not count. Unknown where it is less than half and
    unknown shares may bring it to half.
    `controls`: over half of the votes at each step, or a `control` or `group` statement; false for the participant
    itself.

    For each participant, the first of it and the companies that control it of which not all owners are known
    (`ownership_known`), of which holders of half or less are stated, and which is on no list itself: one with `party`,
    `list` and `share_bp` unknown and the id `ownership_known(company=<that one>)/<participant>`.
    """

    label = ("Participant or owner on a list", "参加企業又はその親会社等のリスト掲載")

    company: CompanyKey
    own: Flag
    controls: Flag
    from_on: Day
    until_on: Day
    party: CompanyKey | None = None
    list: Annotated[str, stated_words("listing", "list")] | None = None
    share_bp: BasisPoints | None = None
    together_bp: BasisPoints | None = None
