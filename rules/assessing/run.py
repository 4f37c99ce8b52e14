"""One case from statements to conclusions: pure, and the same for precheck, worker, `--wait` and replay."""

from rules.assessing.case_result import CaseResult, OutcomeResult
from rules.assessing.findings import Clearing, write_findings
from rules.assessing.guards import clearing_guards
from rules.assessing.material import AssessmentMaterial, material_of
from rules.assessing.old_format.clearing import old_clearing_guards
from rules.assessing.old_format.clearing_of_steps import clearing_guards_of_steps
from rules.assessing.remarks import remarks_on
from rules.assessing.stored_format import EVERY_GUARD, FORMAT, OF_STEPS, WITHOUT_NEEDS, WITHOUT_TOLD
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.statements import CaseInput


def assess_case(case: CaseInput, rulebook: LoadedRulebook) -> CaseResult:
    """Derive the facts, evaluate them, write the findings. Reads and writes no database; raises any error."""
    return conclude_material(material_of_case(case, rulebook), rulebook)


def material_of_case(case: CaseInput, rulebook: LoadedRulebook) -> AssessmentMaterial:
    """Derive the facts of a case and their columns: all that an evaluation reads."""
    facts = facts_of(case, rulebook.tax_rate, rulebook.markets)
    return material_of(case, facts, rulebook.records(facts), [each.stored() for each in remarks_on(case, rulebook)])


def conclude_material(material: AssessmentMaterial, rulebook: LoadedRulebook, form: int = FORMAT) -> CaseResult:
    """Return the result of a rulebook for material, gathered just now or read from a snapshot.

    `form` is the format of the result: what is replayed or erased of an earlier one says what would clear a finding as
    that format did.
    """
    evaluation = rulebook.evaluate(material.records)
    return CaseResult(
        rulebook=rulebook.version,
        outcomes={
            code: OutcomeResult(each.outcome, each.missing, each.reason) for code, each in evaluation.outcomes.items()
        },
        findings=write_findings(
            material,
            evaluation,
            rulebook,
            clearing_of(form),
            tells=form not in WITHOUT_TOLD,
            needs=form not in WITHOUT_NEEDS,
        ),
        remarks=material.remarks,
        facts=len(material.facts),
        snapshot=material.to_text(),
    )


def clearing_of(form: int) -> Clearing:
    """Return what says in a format what would clear a finding."""
    if form in EVERY_GUARD:
        return old_clearing_guards
    return clearing_guards_of_steps if form in OF_STEPS else clearing_guards
