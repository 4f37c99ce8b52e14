"""Rules about a selection of which earlier releases are not known: their silence means nothing.

A case has a fact `earlier_release` for each stage of its process of which a release was published before those that
are known. What that release said may be what a rule looked for in vain. What is flagged rests on what is known.
"""

from collections.abc import Iterable
from typing import Final

from rules.engine.compiled.compiled_form import CompiledRule, Record
from rules.engine.evaluating.engine_code import codes_in_order
from rules.engine.evaluating.missing_data import MissingField
from rules.engine.evaluating.outcomes import EvaluatedRule
from rules.engine.evaluating.silent_codes import NothingOfKind

EARLIER_RELEASE: Final = "earlier_release"  # the type of the fact
GIVEN: Final = "given"  # its field that is not known
SELECTION_FAMILY: Final = "collusion"  # a rule of it is about a selection, whatever it reads
OF_RELEASES: Final = frozenset(
    {
        "award_published",
        "bid_ratio",
        "bid_rounds",
        "bidder",
        "bids_known",
        "complainant",
        "in_common",
        "notice_period",
        "planned_contract",
        "procurement_covered",
        "selection",
        "subcontract",
        "valid_bids",
    }
)


def reads_releases(rule: CompiledRule) -> bool:
    """Return whether a rule asks about what releases of a process state."""
    read = {pattern.type for variant in (*rule.applies, *rule.variants) for pattern in variant.patterns}
    return rule.family == SELECTION_FAMILY or not read.isdisjoint(OF_RELEASES)


def releases_missing(records: Iterable[Record]) -> tuple[MissingField, ...]:
    """Return the codes of the releases that a case lacks."""
    return tuple(
        MissingField(fact=str(each["fact"]), kind=EARLIER_RELEASE, field=GIVEN)
        for each in records
        if each["t"] == EARLIER_RELEASE
    )


def unless_releases_missing(found: EvaluatedRule, missing: tuple[MissingField, ...]) -> EvaluatedRule:
    """Return the outcome of a rule that asks about releases, some of which are missing.

    A rule that is not applicable for a reason of its own, such as the method, stays so.
    """
    wants_a_fact = found.outcome == "not_applicable" and isinstance(found.reason, NothingOfKind)
    if not missing or not (wants_a_fact or found.outcome in ("clear", "not_assessable")):
        return found
    return EvaluatedRule("not_assessable", codes_in_order({*found.missing, *missing}))
