"""The findings on the organisation of government that differ by a draft, on a day and over the known history.

The matcher alone answers: durable_rules would keep every draft in memory. Only the rules that differ are evaluated.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from institutions.codes.parameters import PlainNumber
from institutions.parties.organisation.days import FIRST_DAY, changes_on_record
from institutions.parties.organisation.state import Organisation, OrganisationHistory, read_organisation
from rules.assessing.organisation import OrganisationResult, assess_organisation
from rules.assessing.reorganisation import changed_findings
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import organisation_rules_in
from rules.explaining.catalogue.timeline import parameters_named
from rules.facts.kinds.vocabulary import ORGANISATION
from rules.models import RulebookDraft
from rules.workshop.case_running import searching
from rules.workshop.checking import compiles
from rules.workshop.files import files_of, files_of_version, rulebook_of_files
from rules.workshop.narrowed import narrowed, touched_rules
from rules.workshop.troubles import BeforeMinistries, DoesNotCompile, DraftRefusedError

Json = dict[str, Any]  # Any: plain data
Told = Callable[[int, int], None]  # days so far, and all
PARTS = ("appear", "gone", "changed")


def differing_rules(base: LoadedRulebook, draft: LoadedRulebook) -> frozenset[str]:
    """Return the rules that differ: in their text, in the law that they name, or in a number that they read."""
    return touched_rules(base, draft).codes


def found_by(organisation: Organisation, book: LoadedRulebook | None) -> OrganisationResult:
    """Return the findings of a rulebook on one day; none without a rule."""
    if book is None:
        return OrganisationResult(on=organisation.on, findings=(), outcomes={})
    return assess_organisation(organisation, book, searching(book.compiled).search)


def effect_on_day(base: LoadedRulebook, draft: LoadedRulebook, organisation: Organisation) -> Json:
    """Return the rules of a draft that differ from those of its base, and the findings that come, go or change."""
    codes = differing_rules(base, draft)
    before, after = found_by(organisation, base), found_by(organisation, draft)
    return {
        "on": organisation.on.isoformat(),
        "rules": sorted(codes),
        "findings": {"before": len(before.findings), "after": len(after.findings)},
        **changed_findings(before, after),
        "outcomes": {
            code: {"before": before.outcomes.get(code, {}), "after": after.outcomes.get(code, {})}
            for code in sorted(codes)
        },
    }


def draft_on_day(draft: RulebookDraft, on: date) -> Json:
    """Return the effect of a draft on the organisation of a day. DraftRefusedError if it cannot be found."""
    if on < FIRST_DAY:
        raise DraftRefusedError(BeforeMinistries())
    files = files_of(draft)
    for wrong in compiles(files):
        raise DraftRefusedError(DoesNotCompile(path=wrong.path, line=PlainNumber(wrong.line)))
    base, made = rulebook_of_files(files_of_version(str(draft.base_id))), rulebook_of_files(files)
    ours = organisation_rules_in(made)
    numbers = sorted({name for rule in ours.rules.values() for name in parameters_named(rule)})
    return {**effect_on_day(organisation_rules_in(base), ours, read_organisation(on)), "numbers": numbers}


@dataclass(slots=True)
class HistoryCounts:
    """The findings of rules that differ, over the days of a history: by rule, and each difference with its days."""

    by_rule: dict[str, list[int]] = field(default_factory=dict)
    spans: dict[tuple[str, ...], Json] = field(default_factory=dict)
    open_spans: dict[tuple[str, ...], Json] = field(default_factory=dict)

    def add(self, on: date, before: OrganisationResult, after: OrganisationResult) -> None:
        """Add a day: differences go on, begin, or have ended by it."""
        for place, result in ((0, before), (1, after)):
            for each in result.findings:
                self.by_rule.setdefault(each.code, [0, 0])[place] += 1
        held = dict(self.difference_keys(changed_findings(before, after)))
        for key in self.open_spans.keys() - held.keys():
            self.open_spans.pop(key)["until"] = on.isoformat()
        for key, found in held.items():
            if key not in self.open_spans:
                row = self.spans.setdefault(key, {**found, "days": []})
                row["days"].append({"from": on.isoformat(), "until": None})
                self.open_spans[key] = row["days"][-1]

    @staticmethod
    def difference_keys(difference: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
        """Yield the differences of a day with what tells them apart, without their statements."""
        for part in PARTS:
            for each in difference[part]:
                kept = {name: each[name] for name in ("code", "body", "domain", "function", "severity")}
                row = {"part": part, **kept, **({"was": each["was"]} if "was" in each else {})}
                yield tuple(str(value) for value in row.values()), row

    def rows(self) -> list[Json]:
        """Return the differences by rule, then as they came."""
        return sorted(self.spans.values(), key=lambda row: (row["code"], row["days"][0]["from"], str(row["domain"])))


def effect_over_history(
    base: LoadedRulebook, draft: LoadedRulebook, today: date, told: Told = lambda _done, _of: None
) -> Json:
    """Return what a draft finds otherwise on the days on which the organisation on record changed, until today.

    A finding is counted once a day of change. `until` is the first day on which a difference was no longer there; None:
    it is there today. `left_out` counts the days that were too many, the earliest of people's appointments first.
    """
    codes = differing_rules(base, draft)
    books = [narrowed(each, codes, subject=ORGANISATION) for each in (base, draft)]
    days, left_out = changes_on_record(today)
    history, counts = OrganisationHistory.read(), HistoryCounts()
    for done, on in enumerate(days, 1):
        organisation = history.organisation(on)
        counts.add(on, *(found_by(organisation, each) for each in books))
        told(done, len(days))
    return {
        "rules": sorted(codes),
        "days": [each.isoformat() for each in (days[0], days[-1])] if days else [],
        "number": len(days),
        "left_out": left_out,
        "by_rule": [[code, *counts.by_rule.get(code, (0, 0))] for code in sorted(codes)],
        "findings": counts.rows(),
    }
