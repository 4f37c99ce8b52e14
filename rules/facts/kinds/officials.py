"""Facts about people on the public side: roles, kin, superiors, duties, service, seats, declarations."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, CompanyKey, Count, Day, Degree, Fact, Flag, PersonKey, word_type
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Fact):
    """A person has a role in this case.

    One for each row of `officials`. `acting` is false where a `recusal` of the person is on file with `on` at or
    before `as_of` (or without a date); else true. id: `official:<person>:<role>`.
    """

    label = ("Role of an official", "職員の役割")

    person: PersonKey
    role: Annotated[str, stated_words("officials", "role")]
    acting: Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Fact):
    """A person's declaration of interests is on file.

    One for each `declaration` of a person with a role, `basis` on_file, with its `on` at or before `as_of` (one
    without a date is left out: its age is unknown). And one, `basis` not_required and `on` = `as_of`, for each
    person who has a `body_seat` or an `appointment`, or is `in_service`, and has no role in the case: nobody asks
    them to declare
    (SUBMISSION.md, rule 4).

    `verified`: a second person, `verified_by`, has checked it on `verified_on`, on or after its day and at or before
    `as_of`; else unknown. Both are as stated; a check by the person themselves or after `as_of` is left out.
    """

    label = ("Declaration of interests", "利益相反の申告")

    person: PersonKey
    on: Day
    basis: Annotated[str, word_type("on_file", "not_required")]
    verified: Flag | None = None
    verified_by: PersonKey | None = None
    verified_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePerson(Fact):
    """A person, or someone close to a person with a role.

    For each person with a role: one with `relative` the person, `by` self and `degree` 0; and one for each
    `kinship` that is true at `as_of` and names the person, read both ways. `degree` is 0 for spouse and
    cohabitant; else as stated, unknown where unstated.
    """

    label = ("Close person", "本人又は近親者")

    person: PersonKey
    relative: PersonKey
    by: Annotated[str, word_type("self", "blood", "affinity", "spouse", "cohabitant")] | None = None
    degree: Degree | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersTo(Fact):
    """A person with a role works under another person, or is that person (`steps` 0).

    For each person with a role: one with `superior` the person and `steps` 0, then one for each superior along
    `appointment.reports_to` of appointments that are true at `as_of`, at any distance, each superior once; a
    circle ends where it closes.
    """

    label = ("Line of command", "指揮命令系統")

    person: PersonKey
    superior: PersonKey
    steps: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySeat(Fact):
    """A person has a place on the public side of this partnership: in a body that would sign, under it, in its panels.

    One for each `appointment` in the sponsor, a co-sponsor or a body under one (`kind` appointment), each
    `advisory_role` with such a body or with a council whose parent is one (`kind` panel), and each person with a row of
    `officials` or a `recusal` (`kind` role, from OPEN_START to OPEN_END). `acting` as for `official`. `plenary_only`
    and `disclosed` as stated, for a panel only.
    """

    label = ("Seat on the public side", "行政側の地位")

    person: PersonKey
    body: BodyKey
    kind: Annotated[str, word_type("appointment", "panel", "role")]
    acting: Flag
    from_on: Day
    until_on: Day
    plenary_only: Flag | None = None
    disclosed: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftService(Fact):
    """A person left the regular service of the State.

    For each person with at least one `appointment` of service regular that has an end before `as_of`, and none of
    any service that is true at `as_of`. `left_on` is the last day (`until`) of the latest regular appointment. No
    fact for ministers, special service or defence personnel (other rules bind them). An appointment with an
    unknown `service` counts with `service` unknown if no regular one exists. id: `left_service:<person>`.
    """

    label = ("Left public service", "離職")

    person: PersonKey
    left_on: Day
    service: Annotated[str, stated_words("appointment", "service")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedIn(Fact):
    """A person who left service had served in a body.

    Made for persons with `left_service` only. For each of their appointments, and each body that the case asks about
    (its own, the sponsor, co-sponsors, those approached in a `contact`): `scope` own where that is its body or under
    it; `scope` ministry where it is of the same ministry (the highest body over it that is not the Cabinet, with
    everything under that). `of_sponsor`: the sponsor or a co-sponsor belongs to that ministry too. `grade` as stated.
    """

    label = ("Earlier post", "在職歴")

    person: PersonKey
    body: BodyKey
    scope: Annotated[str, word_type("own", "ministry")]
    of_sponsor: Flag
    from_on: Day
    until_on: Day
    grade: Annotated[str, stated_words("appointment", "grade")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Fact):
    """A person's public duties cover a company.

    For persons with a role or with `left_service`, and companies that participate, or that bid and are named with a
    person in another fact. `held` true, over the days of the statement, for each `duty` statement that names the
    company or the case's domain; and, from `selection.opened_on` (else `proposed_on`) to OPEN_END, for a
    decision_maker, evaluator or spec_author with an appointment in the sponsor, a co-sponsor or a body under one
    (SUBMISSION.md, rule 5), with `function` subsidy where the scheme is a grant, else contract. Besides, for every such
    pair one with `held` unknown, from OPEN_START to OPEN_END and with the id `duty(person=<person>,
    company=<company>)`: that nothing is stated is not "no duty".
    """

    label = ("Official duties", "職務権限")

    person: PersonKey
    company: CompanyKey
    from_on: Day
    until_on: Day
    held: Flag | None = None
    function: Annotated[str, stated_words("duty", "function")] | None = None
    body: BodyKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A former official approached a body. One for each `contact` of this partnership with `on` at or before `as_of`
    or unknown; `about_case` is its `about`, the rest is as stated.
    """

    label = ("Contact by a former official", "再就職者からの接触")

    person: PersonKey
    body: BodyKey
    on: Day | None = None
    about_case: Flag | None = None
    asking: Flag | None = None
    via: Annotated[str, stated_words("contact", "via")] | None = None
