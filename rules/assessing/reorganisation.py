"""The effect of a draft on the findings about the organisation: what is found without it and with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from institutions.drafts.kept_errors import answered_errors
from institutions.drafts.reorganisation.applying import apply_draft
from institutions.drafts.reorganisation.document import Reorganisation
from institutions.parties.organisation.state import OrganisationHistory
from rules.assessing.organisation import OrganisationFinding, OrganisationResult, assess_organisation
from rules.engine.loading.loaded_rulebook import LoadedRulebook

Json = dict[str, Any]  # Any: plain data
Findings = Mapping[tuple[str, str, str, str], OrganisationFinding]


def preview_of(draft: Reorganisation, history: OrganisationHistory, rulebook: LoadedRulebook) -> Json:
    """Return what a draft would do to the organisation, in the form of the contract. DraftInvalid if it cannot be done.

    `rules.reorganising.preview` adds the partnerships and obligations.
    """
    drafted = apply_draft(draft, history)
    before = assess_organisation(drafted.before, rulebook)
    after = assess_organisation(drafted.after, rulebook)
    return {
        "reference": draft.reference,
        "state": "checked",
        "on": draft.on.isoformat(),
        "base": drafted.before.digest(),
        "organisation": {
            "before": by_rule(before, rulebook),
            "after": by_rule(after, rulebook),
            **changed_findings(before, after),
        },
        "orphans": list(drafted.orphans),
        **({"notes": answered_errors(drafted.notes)} if drafted.notes else {}),
    }


def changed_findings(before: OrganisationResult, after: OrganisationResult) -> Json:
    """Return the findings that appear, go, or have another severity."""
    then, now = by_subject(before), by_subject(after)
    return {
        "appear": [each.to_json() for subject, each in now.items() if subject not in then],
        "gone": [each.to_json() for subject, each in then.items() if subject not in now],
        "changed": [
            {**each.to_json(), "was": then[subject].severity}
            for subject, each in now.items()
            if subject in then and then[subject].severity != each.severity
        ],
    }


def by_subject(result: OrganisationResult) -> Findings:
    """Return the findings by what they are about, in their order."""
    return {each.subject: each for each in result.findings}


def by_rule(result: OrganisationResult, rulebook: LoadedRulebook) -> Json:
    """Return the findings of each rule without their statements; an empty list for a rule that finds nothing."""
    return {code: [bare_entry(each) for each in of_rule(result.findings, code)] for code in sorted(rulebook.rules)}


def of_rule(findings: Iterable[OrganisationFinding], code: str) -> list[OrganisationFinding]:
    """Return the findings of one rule."""
    return [each for each in findings if each.code == code]


def bare_entry(finding: OrganisationFinding) -> Json:
    """Return a finding without its statement."""
    return {name: value for name, value in finding.to_json().items() if name != "statement"}
