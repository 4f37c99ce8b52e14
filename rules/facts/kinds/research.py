"""Facts about research calls: joint research, and ties of a reviewer to an applicant."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Count, Day, Degree, Fact, Flag, PartyKey, PersonKey, word_type
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class JointResearch(Fact):
    """A person did research with another person or a company.

    One for each `joint_research` with `from` at or before `as_of`, ended ones too, as stated (`kind` is its `type`).
    """

    label = ("Joint research", "共同研究")

    person: PersonKey
    other: PartyKey
    from_on: Day
    until_on: Day
    kind: Annotated[str, stated_words("joint_research", "type")] | None = None
    authors: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerTie(Fact):
    """A tie of an evaluator to a company whose bid is valid or of unknown status, or to its people.

    Its people are the `principal_investigator` of each of its rows in `participants`, its officers at `as_of` and those
    who work on this partnership there. `how`: principal_investigator, where the evaluator is one; workplace, where the
    evaluator has a `company_post` there at `as_of` (not one by office), with `other_unit` true where it is a university
    and the `employment.unit` of the evaluator and of its principal investigators are stated and none is common;
    competitor, where the evaluator has such a post in a company that competes with it in the domain of the case; joint,
    co_author or teacher_pupil for `joint_research` with the company or its people, with `until_on` and `authors`;
    blood, affinity, spouse or cohabitant, for kin among its people, with `degree`. The type of the research and the
    sort of the kinship are unknown where unstated.

    Unknown ties, with `how` unknown, `degree` 0 and `until_on` OPEN_END: where no row of `participants` for the company
    says who leads the research and the evaluator has kin or did research with a person, id
    `principal_investigator(company=<company>)/<evaluator>`; where such a person is an employee there of whom it is not
    stated whether they work on this partnership, id `employment(person=<person>, company=<company>)/<evaluator>`; and
    where the domain of the competition with the evaluator's company is not stated, id `competitor(company=<that one>,
    of=<company>)/<evaluator>`.
    """

    label = ("Tie of a reviewer to an applicant", "審査委員と申請者との関係")

    person: PersonKey
    company: CompanyKey
    how: (
        Annotated[
            str,
            word_type(
                "principal_investigator",
                "workplace",
                "competitor",
                "joint",
                "co_author",
                "teacher_pupil",
                "blood",
                "affinity",
                "spouse",
                "cohabitant",
            ),
        ]
        | None
    ) = None
    until_on: Day | None = None
    degree: Degree | None = None
    authors: Count | None = None
    other_unit: Flag | None = None
