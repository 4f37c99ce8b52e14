"""Facts about companies that may not take part in tenders."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, CompanyKey, Day, Fact, Flag, word_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion(Fact):
    """A participant, or a company whose business it took over, is or was excluded from tenders or under an order.

    For each participant (`company`), one for each `listing` on the list exclusion_from_tender or cease_and_desist that
    begins at or before `as_of` or has no beginning. `listed_company`: the participant itself (`way` itself), or a
    predecessor (`way` predecessor) over any number of `succession` statements, dated up to `as_of` or undated. `body`
    and `ground` are as stated. `binds`: everywhere for order_70 and pfi_9; for order_71 and a suspension here if `body`
    is the sponsor, at_co_sponsor if it is a co-sponsor, else elsewhere; unstated where ground or, for these two, body
    is not stated. `open_ended`: no end is stated, which does not say that it has ended; `until_on` is then unknown. id:
    `exclusion:<lineage>:<company>`.
    """

    label = ("Exclusion from tenders", "入札参加の制限")

    company: CompanyKey
    listed_company: CompanyKey
    way: Annotated[str, word_type("itself", "predecessor")]
    list: Annotated[str, word_type("exclusion_from_tender", "cease_and_desist")]
    binds: Annotated[str, word_type("everywhere", "here", "at_co_sponsor", "elsewhere", "unstated")]
    open_ended: Flag
    body: BodyKey | None = None
    ground: Annotated[str, word_type("order_70", "order_71", "suspension", "pfi_9")] | None = None
    from_on: Day | None = None
    until_on: Day | None = None
