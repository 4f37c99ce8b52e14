"""Facts about the notice that was given of this selection, and of its award."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import Day, Days, Fact, Flag, Yen, key_type, word_type
from rules.facts.kinds.gpa import GPA_CATEGORIES


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePeriod(Fact):
    """A period of notice that may bind this selection, with the notice that was given.

    `days`: as stated, else the days from `opened_on` to `closed_on`. `regime`: which period it is, that of
    `parameter.proc_notice_days`. For an open selection: order or order_urgent; and where the GPA covers the contract or
    may cover it (`procurement_covered`, not exempt) gpa, gpa_urgent or gpa_later_lot; and voluntary where it is neither
    urgent nor a later lot. For a negotiated contract that the GPA covers or may cover: voluntary_negotiated. Urgency
    and a later lot count only where stated. `value_yen`, `lots_total_yen`, `category` and `on` as for
    `procurement_covered`: the periods of the GPA bind from the threshold on. id: `notice_period:<regime>`; of a period
    of the GPA, where the class of the sponsor is unknown, `gpa_class(body=<sponsor>)/<regime>`. Where the method is
    unknown, as of a published process, those of an open selection ask: `days` is unknown, the id
    `selection(method)/<regime>`. Of a scheme that procures nothing (grant, equity, guarantee, mou): only where
    `notice_days` is stated.
    """

    label = ("Period of notice", "公告期間")

    selection: Annotated[str, key_type("selection")]
    regime: Annotated[
        str,
        word_type("order", "order_urgent", "gpa", "gpa_urgent", "gpa_later_lot", "voluntary", "voluntary_negotiated"),
    ]
    on: Day
    value_yen: Yen | None = None
    lots_total_yen: Yen | None = None
    days: Days | None = None
    category: Annotated[str, word_type(*GPA_CATEGORIES)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPublished(Fact):
    """The publication of the award of this partnership's contract: exactly one, if it is a contract.

    None where the scheme procures nothing (grant, equity, guarantee, mou) and no `award_notified_on` is stated, not
    even as none.

    `awarded`: `selection.awarded_on` is not after `as_of`; false where it is later or stated as none, unknown where it
    is left out. `award_notified_on`: OPEN_END where it is stated as none or lies after `as_of`. The rest is as stated.
    id: `award_published`.
    """

    label = ("Publication of the award", "契約結果の公表")

    awarded: Flag | None = None
    awarded_on: Day | None = None
    award_notified_on: Day | None = None
    evaluation_published: Flag | None = None
    contract_published: Flag | None = None
