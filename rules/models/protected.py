"""The tables of rules whose rows are written once, with the columns of free text that an erasure may redact.

A migration that makes one of them again (SQLite) loses its triggers and makes them again, as `0007_audit` does; a test
looks for them.
"""

from typing import Final

# Made by later migrations than those that make the triggers of all others at once, in a new database and an old one.
AFTER_1_1: Final = frozenset[str]()
AFTER_CASEWORK: Final = AFTER_1_1 | {"rules_goneacknowledgement", "rules_packedoutcomes", "rules_rulesequence"}
TABLES: Final[dict[str, tuple[str, ...]]] = {
    "rules_acknowledgement": ("reason",),
    "rules_auditsample": (),
    "rules_casecondition": ("text", "owner"),
    "rules_casemove": ("reason",),
    "rules_conditiondone": ("note",),
    "rules_correction": ("text", "document"),
    "rules_findingdecision": ("reason", "asked_of", "evidence_hash"),
    "rules_goneacknowledgement": ("reason",),
    "rules_hearing": ("note",),
    "rules_hearinganswer": ("text",),
    "rules_match": ("statement_en", "statement_ja", "evidence", "clears_if", "mitigations", "evidence_hash"),
    "rules_officialdeclaration": ("text", "content", "about", "signature"),
    "rules_packedoutcomes": ("content",),
    "rules_reviewerdeclaration": ("text", "signature"),
    "rules_reviewerscreening": ("ties", "gaps"),
    "rules_rulebookversion": (),
    "rules_ruleoutcome": ("missing", "reason", "silence"),
    "rules_rulesequence": (),
    "rules_sampledcase": (),
    "rules_samplenote": ("note",),
    "rules_snapshot": ("content",),
}
OF_1_1: Final = {table: columns for table, columns in TABLES.items() if table not in AFTER_1_1}
AT_FIRST: Final = {table: columns for table, columns in TABLES.items() if table not in AFTER_CASEWORK}
