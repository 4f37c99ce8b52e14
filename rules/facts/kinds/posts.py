"""Facts about people on the company side: posts, seats by office, fees, restrictions."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Day, Fact, Flag, PersonKey, Yen, word_type
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPost(Fact):
    """A person works for a company or sits in it, or did.

    One for each `directorship` (`kind` officer), `employment` (employee), `advisory_role` with a company
    (adviser), `re_employment` (`kind` re_employment, from its `on`), `secondment` (its home company, `kind`
    seconded_from, over its days) and `ex_officio_seat` (ex_officio), with `from` at or before `as_of`. `paid`,
    `approved`, `notified`, `responsible` and `fee_yen_per_year` as stated; for an adviser `paid` is false where the
    fee is 0, true where it is more. `capacity` as stated, for re_employment only. `company_type` from the company,
    unknown where unstated.
    """

    label = ("Post in a company", "企業における地位")

    person: PersonKey
    company: CompanyKey
    kind: Annotated[str, word_type("officer", "employee", "adviser", "re_employment", "seconded_from", "ex_officio")]
    from_on: Day
    until_on: Day
    paid: Flag | None = None
    approved: Flag | None = None
    notified: Flag | None = None
    responsible: Flag | None = None
    fee_yen_per_year: Yen | None = None
    capacity: Annotated[str, stated_words("re_employment", "capacity")] | None = None
    company_type: Annotated[str, stated_words("companies", "type")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidRestriction(Fact):
    """A person's other employer was registered as barred from bids. One for each `bid_restriction`, as stated."""

    label = ("Restriction on bids", "応札制限の登録")

    person: PersonKey
    company: CompanyKey
    registered_on: Day | None = None
    barred: Flag | None = None
