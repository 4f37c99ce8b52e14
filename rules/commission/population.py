"""The population of a sitting: every contract of the body in the period, each once.

From its lists, from the register, and from what the body had screened by itself.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone

from institutions.drafts.kept_errors import storable_data
from institutions.formats.ocds.publishers import shipped_profiles
from rules.commission.body_screened import left_out_of_lists, stored_otherwise
from rules.commission.files import processes_of_files
from rules.commission.item import Json, PopulationItem, facts_of_contract
from rules.commission.register_contracts import (
    awards_in_register,
    contracts_of_partnerships,
    restricted_references,
)
from rules.models import Sitting
from rules.processes.answer_lines import statement_json
from rules.processes.answers import SEVERITY
from rules.processes.collusion.rule_answers import said_json
from rules.processes.collusion.rule_screen import RuleScreen
from rules.processes.collusion.settings import RuleSettings
from rules.processes.file_screening import FileScreening, ScreenedItem
from rules.processes.profile import OURS, profile_settings
from rules.processes.source import SourceItem

Told = Callable[[int, int], None]  # contracts screened so far, and of how many


@dataclass(frozen=True, slots=True)
class Population:
    """The contracts in the order of their keys, and how many were left out: of other bodies, and of other days.

    `otherwise`: the identifiers of listed ones that the body had screened with another day, party or amount.
    """

    items: list[PopulationItem]
    of_others: int
    of_other_days: int
    otherwise: frozenset[str]


def read_population(sitting: Sitting, told: Told) -> Population:
    """Read and screen every contract. FilesUnreadableError if a list cannot be read.

    A contract without a day stays in: who leaves out a day must not leave out the contract. One that the body had
    screened within the period comes in, whatever the lists say. Contracts of other days count as history, and are not
    screened themselves. Restricted contracts are in no count.
    """
    body = sitting.commission.body
    listed = processes_of_files(list(sitting.files.all()), body)
    own = without_restricted(sitting, listed.own)
    inside, outside = [], 0
    for source in own:
        # As they are stored: a key is made of what the population says.
        facts = storable_data(facts_of_contract(source.process)) if source.process else None
        item = PopulationItem(facts, source) if facts else None
        if item is not None and in_period(sitting, item.facts["day"]):
            inside.append(item)
        else:
            outside += 1
    by_id = {each.facts["id"]: each for each in inside}
    partnerships = contracts_of_partnerships(body, sitting.from_on, sitting.until_on)
    covered = {each.partnership for each in partnerships}
    sources = list(own)
    names = {source.name for source in own}
    otherwise = stored_otherwise(body, [each.facts for each in inside])
    for award in awards_in_register(body, sitting.from_on, sitting.until_on):
        if award.facts["id"] in names or (award.partnership and award.partnership in covered):
            continue
        if award.facts["id"] not in by_id and award.source is not None:
            by_id[award.facts["id"]] = award
            sources.append(award.source)
    added = added_contracts(sitting, [*by_id.values(), *partnerships])
    by_id |= {each.facts["id"]: each for each in added}
    sources = without(sources, {each.facts["id"] for each in added})
    sources += [each.source for each in added if each.source is not None]
    items = sorted([*by_id.values(), *partnerships], key=lambda each: each.key)
    screen_items(items, sources, told)
    return Population(items, listed.of_others, outside, frozenset(otherwise))


def without(sources: list[SourceItem], names: Collection[str]) -> list[SourceItem]:
    """Return the sources without those of these names."""
    return [each for each in sources if each.name not in names]


def added_contracts(sitting: Sitting, known: list[PopulationItem]) -> list[PopulationItem]:
    """Return the contracts that the body had screened and its lists leave out, without restricted ones."""
    period = (sitting.from_on.isoformat(), sitting.until_on.isoformat())
    found = list(left_out_of_lists(sitting.commission.body, period, [each.facts for each in known]))
    closed = restricted_references(sitting.commission.body, [each.facts["id"] for each in found])
    return [each for each in found if each.facts["id"] not in closed]


def without_restricted(sitting: Sitting, items: list[SourceItem]) -> list[SourceItem]:
    """Leave out processes that are restricted partnerships of the body."""
    closed = restricted_references(sitting.commission.body, [each.name or "" for each in items])
    return [each for each in items if each.name not in closed]


def in_period(sitting: Sitting, day: str | None) -> bool:
    """Return whether a contract counts: one of the period, or one whose day nobody states."""
    return day is None or sitting.from_on.isoformat() <= day <= sitting.until_on.isoformat()


def screen_items(items: list[PopulationItem], sources: list[SourceItem], told: Told) -> None:
    """Put the answers of rules and indicators into the items; those of partnerships have theirs."""
    rules = RuleScreen(RuleSettings(as_of=timezone.localdate().isoformat(), profiles=shipped_profiles()))
    screening = FileScreening(sources, profile_settings(OURS), rules)
    screening.settle()
    for number, item in enumerate(items, start=1):
        if item.source is not None:
            item.screened = answers_of(screening.answered(item.source))
        told(number, len(items))


def answers_of(screened: ScreenedItem) -> Json:
    """Return outcomes, findings and missing data as an item keeps them."""
    rules, indicators = screened.of_rules, screened.answers
    return {
        "outcomes": {
            **{code: each.outcome for code, each in rules.items()},
            **{code: each.outcome for code, each in indicators.items()},
        },
        "findings": [*findings_of(screened)],
        "lacking": {
            **{code: each.reasons_json() for code, each in rules.items() if each.outcome == "not_assessable"},
            **{
                code: [said_json(why) for why in each.reasons]
                for code, each in indicators.items()
                if each.outcome == "not_assessable"
            },
        },
    }


def findings_of(screened: ScreenedItem) -> Iterator[Json]:
    """Yield the findings of rules, then of indicators."""
    for of_rule in screened.of_rules.values():
        for found in of_rule.findings:
            yield {"code": found.code, "severity": str(found.severity), "statement": dict(found.statement)}
    for code, answer in screened.answers.items():
        if answer.finding is not None:
            yield {"code": code, "severity": SEVERITY, "statement": statement_json(answer.finding)}
