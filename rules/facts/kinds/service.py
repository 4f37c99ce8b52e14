"""Facts about people who serve the State now, and about posts in companies that they hold, leave or are promised."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, CompanyKey, Count, Day, Fact, Flag, PersonKey, Yen, key_type
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class InService(Fact):
    """A person holds a post in a government body at `as_of`.

    One for each `appointment` that is true then, in whatever body; `service` and `grade` as stated, and
    `service_known`: whether the service is. And one for each person with a role of whom no `appointment` is stated at
    all, with body, service and grade unknown and the id `appointment(person=<person>)/in_service`: a role alone does
    not say whether somebody serves the State.
    """

    label = ("Service in office", "在職")

    person: PersonKey
    from_on: Day
    until_on: Day
    service_known: Flag
    body: BodyKey | None = None
    service: Annotated[str, stated_words("appointment", "service")] | None = None
    grade: Annotated[str, stated_words("appointment", "grade")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Secondment(Fact):
    """A company sent a person to work in a government body, now or earlier.

    One for each `secondment` with `from` at or before `as_of`; `approved_exchange` and `duties_separate` as stated.
    """

    label = ("Secondment from a company", "企業からの出向")

    person: PersonKey
    company: CompanyKey
    body: BodyKey
    from_on: Day
    until_on: Day
    approved_exchange: Flag | None = None
    duties_separate: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedCompany(Fact):
    """A former official took a post in a company.

    For persons with `left_service`: one for each `re_employment`, with `on` its day (else its `from`), `capacity` as
    stated, and `notified` by `notified_on` (true from that day on), else as stated; `company_type` as stated of the
    company. And one for each other company in
    which the person has a `company_post` as officer, employee or adviser that lasted beyond the day of leaving, unless
    a post there goes back to the time in service (a secondee returns, nobody joins): `on` is the first day of those
    posts, unknown where one has no first day, the rest is unknown, and the id is
    `re_employment(person=<person>, company=<company>)`.
    """

    label = ("Post taken after leaving", "再就職")

    person: PersonKey
    company: CompanyKey
    on: Day | None = None
    notified: Flag | None = None
    capacity: Annotated[str, stated_words("re_employment", "capacity")] | None = None
    company_type: Annotated[str, stated_words("companies", "type")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerOfficial(Fact):
    """A person who served on the public side of this partnership has joined a participant since.

    The public side: the sponsor, a co-sponsor, and every body over or under one, up to the ministry. One for each
    person with an `appointment` there that has ended, and none there that is true at `as_of`, and each participant in
    which the person has a `company_post` at `as_of` as officer, employee or adviser or by `re_employment`, unless a
    post there goes back to the time of that service (a secondee returns, nobody joins). `body`, `grade` and `left_on`:
    the latest of these appointments. `joined_on`: the first day of the posts, unknown where one has none;
    `days_between`: from `left_on` to `joined_on`.

    `awards`, `paid_yen`: the sponsor's awards to the participant's group after `left_on`, among those that are read
    (five years up to `proposed_on`), with their amounts as stated. `awards` is unknown where an award to the group has
    no day, and `paid_yen` also where one has no amount. id: `former_official:<person>:<company>`.
    """

    label = ("Former official at a participant", "相手方に在籍する元職員")

    person: PersonKey
    company: CompanyKey
    body: BodyKey
    left_on: Day
    grade: Annotated[str, stated_words("appointment", "grade")] | None = None
    joined_on: Day | None = None
    days_between: Count | None = None
    awards: Count | None = None
    paid_yen: Yen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOffer(Fact):
    """A person and a company talk about later employment, or have agreed on it.

    One for each `job_offer` that is true at `as_of`; `stage`, `on` and `exempt` as stated, `notified` by `notified_on`
    (true from that day on), else as stated. `in_office`: the person held an appointment on that day (at `as_of`, where
    the day is unknown); unknown where no appointment of the person is stated.
    """

    label = ("Talks about later employment", "再就職の求め・約束")

    person: PersonKey
    company: CompanyKey
    stage: Annotated[str, stated_words("job_offer", "stage")] | None = None
    on: Day | None = None
    in_office: Flag | None = None
    notified: Flag | None = None
    exempt: Annotated[str, stated_words("job_offer", "exempt")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestedCompany(Fact):
    """A company in the case is one over which a person with a job offer has duties, from the day of the talks on.

    For each `job_offer` and each company that participates or bids: one for each duty of the person over it (as for
    `duty` with `held` true) that ends on that day (`as_of`, where the day is unknown) or later, with its `function`. If
    there is none, one with `function` unknown and the id `duty(person=<person>, company=<company>)/<offer>`.
    """

    label = ("Interested company", "利害関係企業等")

    offer: Annotated[str, key_type("job_offer")]
    person: PersonKey
    company: CompanyKey
    function: Annotated[str, stated_words("duty", "function")] | None = None
