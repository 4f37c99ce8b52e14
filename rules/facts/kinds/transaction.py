"""Facts about mergers and acquisitions inside a partnership."""

from dataclasses import dataclass

from rules.facts.kinds.base import BasisPoints, CompanyKey, Day, Fact, Flag, Yen


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction(Fact):
    """One company acquires another, or forms it, as part of this partnership.

    One for each `transaction` of this partnership with `on`, be it after `as_of`, or unknown, as stated. `on` is
    `proposed_on` where it is unknown. Sales are domestic, of the acquirer's group and of the target. `one_group`: the
    two belong to one group already, by the ties of the day before where `on` is known and not after `as_of`, else of
    `as_of`. `planned`: `on` is after `as_of`.
    """

    label = ("Merger or acquisition", "企業結合")

    acquirer: CompanyKey
    target: CompanyKey
    on: Day
    one_group: Flag
    planned: Flag
    acquirer_group_sales_yen: Yen | None = None
    target_sales_yen: Yen | None = None
    votes_before_bp: BasisPoints | None = None
    votes_after_bp: BasisPoints | None = None
    notified: Flag | None = None
