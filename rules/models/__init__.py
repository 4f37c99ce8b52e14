"""What is stored of what we conclude: assessments, outcomes, matches, findings, rulebook versions, snapshots."""

from rules.models.asked import AskedPlaces, AskedValue, Asking, NotedChange
from rules.models.assessment import Assessment, State, Trigger
from rules.models.finding import Finding, Match, Severity
from rules.models.heartbeat import Heartbeat
from rules.models.outcome import Outcome, RuleOutcome
from rules.models.rulebook import RulebookVersion
from rules.models.snapshot import Snapshot

__all__ = [
    "AskedPlaces",
    "AskedValue",
    "Asking",
    "Assessment",
    "Finding",
    "Heartbeat",
    "Match",
    "NotedChange",
    "Outcome",
    "RuleOutcome",
    "RulebookVersion",
    "Severity",
    "Snapshot",
    "State",
    "Trigger",
]
