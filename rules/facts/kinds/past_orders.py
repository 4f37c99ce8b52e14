"""Facts about earlier orders and judgments against companies in the case."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, CompanyKey, Day, Fact, Text, word_type


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOrder(Fact):
    """An order or judgment was made against a company that takes part or bids, or whose business it took over.

    For each of these companies, one for each `listing` on the list cease_and_desist or court_judgment (`list`) that
    begins at or before `as_of` or has no beginning, also where it has ended. `listed_company`: the company itself
    (`way` itself), or a predecessor as in `exclusion`. `ordered_on` is the first day of the listing. `appeal`: what a
    `dispute` of the listed company says whose respondent is the body of the listing (where it names none: any body) and
    that was opened from that day on, or on no stated day, and not after `as_of`: pending if one is not closed at
    `as_of`, else ended, with the `outcome` of the one that was closed last; none_on_record without any. id:
    `past_order:<lineage>:<company>`.
    """

    label = ("Order against a company", "企業に対する命令")

    company: CompanyKey
    listed_company: CompanyKey
    way: Annotated[str, word_type("itself", "predecessor")]
    appeal: Annotated[str, word_type("none_on_record", "pending", "ended")]
    list: Annotated[str, word_type("cease_and_desist", "court_judgment")] | None = None
    body: BodyKey | None = None
    ordered_on: Day | None = None
    outcome: Text | None = None
