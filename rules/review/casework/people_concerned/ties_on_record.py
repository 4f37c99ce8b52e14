"""Ties on record between an official and the companies of a case, and those that their declaration does not name.

They are compared by sort of tie and company, never by amount or day: either side may be out of date, so that a
difference is a fact for the reviewer and says nothing about the signer. Claims are left out; benefits and talks about a
post are shown to the person in a hearing first, if a reviewer decides on one (decision 27).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from rules.assessing.evidence import Evidence
from rules.assessing.material import AssessmentMaterial, PlainFact, material_from_text
from rules.facts.gathering.parties import read_identities
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.models import Assessment, OfficialDeclaration, State
from rules.review.casework.case_view import CaseView
from rules.review.casework.people_concerned.own_facts import Json, without_others
from rules.review.casework.people_concerned.standing import OfficialStanding, parties_by_submission

Tie = tuple[str, str]  # type of fact, key of the company
NEAR: Final = frozenset({"parent", "subsidiary"})
POSTS: Final = frozenset({"officer", "employee", "adviser"})


@dataclass(frozen=True, slots=True)
class DeclarableFact:
    """A type of fact that a declaration asks for: the fields that name the person and the company."""

    person: str
    company: str
    before_signing: bool  # shown to the person as a matter of course


ASKED: Final[Mapping[str, DeclarableFact]] = {
    "holds_stake": DeclarableFact("holder", "company", before_signing=True),
    "company_post": DeclarableFact("person", "company", before_signing=True),
    "joint_research": DeclarableFact("person", "other", before_signing=True),
    "benefit": DeclarableFact("person", "giver", before_signing=False),
    "job_offer": DeclarableFact("person", "company", before_signing=False),
}
FACT_OF_KIND: Final = {
    "shareholding": ("holds_stake", "holder", "company"),
    "directorship": ("company_post", "person", "company"),
    "employment": ("company_post", "person", "company"),
    "advisory_role": ("company_post", "person", "company"),
    "joint_research": ("joint_research", "person", "other"),
    "benefit": ("benefit", "person", "giver"),
    "job_offer": ("job_offer", "person", "company"),
}


def ties_on_record(material: AssessmentMaterial, keys: frozenset[str]) -> list[PlainFact]:
    """Return the facts that a declaration asks for, about a person and a company of the case or of its group."""
    companies, evidence = companies_to_declare(material), Evidence(material)
    return [
        fact
        for fact in material.facts
        if (asked := ASKED.get(fact.type))
        and fact.values.get(asked.person) in keys
        and fact.values.get(asked.company) in companies
        and must_be_declared(fact, material.as_of)
        and not evidence.is_claim(fact)
    ]


def companies_to_declare(material: AssessmentMaterial) -> frozenset[str]:
    """Return the participants, their parents and subsidiaries, as the form asks; not companies of unknown relation."""
    partners = {fact.values["company"] for fact in material.facts if fact.type == "participates"}
    related = (fact.values for fact in material.facts if fact.type == "related_company")
    near = {each["other"] for each in related if each["company"] in partners and each.get("relation") in NEAR}
    return frozenset(partners | near)


def must_be_declared(fact: PlainFact, as_of: str) -> bool:
    """Return whether the fact must be declared: not an ended or indirect holding, but a former post."""
    if fact.type == "holds_stake":
        return fact.values["way"] == "direct" and str(fact.values["until_on"]) >= as_of
    return fact.type != "company_post" or fact.values["kind"] in POSTS


def shown_before_signing(material: AssessmentMaterial, keys: frozenset[str]) -> list[Json]:
    """Return the part that the person reads on the page of their declaration, without sources and other people."""
    evidence = Evidence(material)
    shown = [fact for fact in ties_on_record(material, keys) if ASKED[fact.type].before_signing]
    return [without_others(evidence.entry(fact), keys) for fact in shown]


def on_record_for(partnership: UUID, keys: frozenset[str]) -> tuple[Assessment | None, list[Json]]:
    """Return the newest finished assessment of a case, with the part that the person reads before they sign.

    None if no assessment has finished: then nobody has looked yet, which is not "nothing is on record".
    """
    newest = Assessment.objects.filter(partnership=partnership, state=State.DONE).newest_first()
    assessment = newest.select_related("snapshot").first()
    material = material_in(assessment)
    return (assessment, shown_before_signing(material, keys)) if material else (None, [])


def undeclared_ties(
    material: AssessmentMaterial, declaration: OfficialDeclaration, parties: Mapping[str, UUID], person: UUID
) -> list[PlainFact]:
    """Return ties on record that a declaration does not name, one a sort; `parties` by the keys of its revision."""
    said = set(own_declared_ties(declaration.content["statements"], parties, person))
    found: dict[Tie, PlainFact] = {}
    for fact in ties_on_record(material, frozenset({str(person)})):
        tie = (fact.type, str(fact.values[ASKED[fact.type].company]))
        if tie not in said:
            found.setdefault(tie, fact)
    return list(found.values())


def own_declared_ties(statements: Iterable[Json], parties: Mapping[str, UUID], person: UUID) -> Iterable[Tie]:
    """Yield the declared ties of the person themselves. Holdings of their kin say nothing about them."""
    for row in statements:
        fact, whose, company = FACT_OF_KIND.get(row["kind"], ("", "", ""))
        if fact and str(parties.get(row[whose], row[whose])) == str(person):
            yield fact, str(parties.get(row[company], row[company]))


def differences_in(view: CaseView, officials: Iterable[OfficialStanding]) -> dict[UUID, list[PlainFact]]:
    """Return, by person, the ties of the newest finished assessment that their last declaration does not name.

    Three queries, none where nobody has declared.
    """
    signed = [(each.person.pk, each.standing.last) for each in officials if each.standing.last]
    material = material_in(view.done) if signed else None
    if material is None:
        return {}
    known = read_identities()
    documents = parties_by_submission({last.submission_id for _person, last in signed})
    found = {}
    for person, last in signed:
        parties = {key: known.true_id(party) for key, party in documents[last.submission_id].items()}
        if facts := undeclared_ties(material, last, parties, person):
            found[person] = facts
    return found


def material_in(assessment: Assessment | None) -> AssessmentMaterial | None:
    """Return the material of an assessment; None if there is none."""
    return material_from_text(assessment.snapshot.content) if assessment and assessment.snapshot else None


def fact_with_names(material: AssessmentMaterial, fact: PlainFact) -> dict[str, Any]:  # Any: an entry of the evidence
    """Return a fact with the names of its parties, without its origins."""
    return {name: value for name, value in Evidence(material).entry(fact).items() if name != "from"}


def tie_label(kind: str, language: str) -> str:
    """Return the label of a type of fact as a tie."""
    english, japanese = VOCABULARY[kind].cls.label
    return japanese if language == "ja" else english
