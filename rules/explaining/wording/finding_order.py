"""The order in which the findings of an assessment are shown: worst first, those with one cause together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rules.access.readable_results import SEVERITY_RANK
from rules.engine.loading.causes import Cause, cause_groups
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Match

Json = dict[str, Any]  # Any: what a template shows


@dataclass(frozen=True, slots=True)
class BlockOfFindings:
    """Findings with one cause, or one finding alone (`cause` None), by their places among the matches, worst first."""

    cause: Cause | None
    severity: str
    places: tuple[int, ...]


def blocks_in_order(matches: Sequence[Match]) -> list[BlockOfFindings]:
    """Return the blocks of the findings of an assessment, worst first."""
    stored = [finding_in_brief(match) for match in matches]

    def order(place: int) -> tuple[int, str]:
        return -SEVERITY_RANK[stored[place]["severity"]], stored[place]["code"]

    groups = cause_groups(stored, current_rulebook().causes)
    grouped = {place for group in groups for place in group.findings}
    blocks = [
        BlockOfFindings(group.cause, group.severity, tuple(sorted(group.findings, key=order))) for group in groups
    ]
    alone = (place for place in range(len(stored)) if place not in grouped)
    blocks += [BlockOfFindings(None, stored[place]["severity"], (place,)) for place in alone]
    return sorted(blocks, key=lambda block: (-SEVERITY_RANK[block.severity], stored[block.places[0]]["code"]))


def finding_in_brief(match: Match) -> Json:
    """Return what the line of a finding needs: the words of its remedies, which take longest, are of its details."""
    return {
        "code": match.finding.code,
        "severity": match.severity,
        "statement": {"en": match.statement_en, "ja": match.statement_ja},
        "evidence": match.evidence,
    }
