"""The tables of rules whose rows are written once, with the columns of free text that an erasure may redact.

A migration that makes one of them again (SQLite) loses its triggers and makes them again, as `0007_audit` does; a test
looks for them.
"""

from typing import Final

# Made by later migrations than the one that makes the triggers of all others at once, in a database of version 0.1.
AFTER_CASEWORK: Final = frozenset(
    {
        "rules_attachment",
        "rules_attachmentcontent",
        "rules_comment",
        "rules_commentmention",
        "rules_commentwithdrawal",
        "rules_decisionundo",
        "rules_draftrevision",
        "rules_goneacknowledgement",
        "rules_informationanswer",
        "rules_reorganisationrevision",
        "rules_itemchoice",
        "rules_itemproposal",
        "rules_itemwithdrawal",
        "rules_minuteentry",
        "rules_packedoutcomes",
        "rules_rulesequence",
        "rules_sittingact",
        "rules_sittingitem",
        "rules_tieanswer",
        "rules_tiedeclaration",
    }
)
TABLES: Final[dict[str, tuple[str, ...]]] = {
    "rules_acknowledgement": ("reason",),
    "rules_attachment": ("name",),
    "rules_attachmentcontent": (),
    "rules_auditsample": (),
    "rules_casecondition": ("text", "owner"),
    "rules_casemove": ("reason",),
    "rules_comment": ("text",),
    "rules_commentmention": (),
    "rules_commentwithdrawal": ("reason",),
    "rules_conditiondone": ("note",),
    "rules_correction": ("text", "document"),
    "rules_decisionundo": (),
    "rules_draftrevision": (),
    "rules_findingdecision": ("reason", "asked_of", "evidence_hash"),
    "rules_goneacknowledgement": ("reason",),
    "rules_hearing": ("note",),
    "rules_hearinganswer": ("text",),
    "rules_informationanswer": ("text",),
    "rules_itemchoice": ("reason",),
    "rules_itemproposal": (),
    "rules_itemwithdrawal": ("reason",),
    "rules_match": ("statement_en", "statement_ja", "evidence", "clears_if", "mitigations", "evidence_hash"),
    "rules_minuteentry": ("text",),
    "rules_officialdeclaration": ("text", "content", "about", "signature"),
    "rules_packedoutcomes": ("content",),
    "rules_reorganisationrevision": (),
    "rules_reviewerdeclaration": ("text", "signature"),
    "rules_reviewerscreening": ("ties", "gaps"),
    "rules_rulebookversion": (),
    "rules_ruleoutcome": ("missing", "reason", "silence"),
    "rules_rulesequence": (),
    "rules_sampledcase": (),
    "rules_samplenote": ("note",),
    "rules_sittingact": ("content", "reason"),
    "rules_sittingitem": ("facts", "screened"),
    "rules_snapshot": ("content",),
    "rules_tieanswer": ("text",),
    "rules_tiedeclaration": ("text",),
}
# Made by later migrations than the one that creates a database of version 1.2 at once.
AFTER_1_2: Final = frozenset({"rules_tieanswer"})
AT_1_2: Final = {table: columns for table, columns in TABLES.items() if table not in AFTER_1_2}
AT_FIRST: Final = {table: columns for table, columns in TABLES.items() if table not in AFTER_CASEWORK}
# Those whose rows a disposal removes after retention (`rules.review.keeping.case_tables`).
DISPOSABLE: Final = frozenset(
    {
        "rules_acknowledgement",
        "rules_attachment",
        "rules_attachmentcontent",
        "rules_casecondition",
        "rules_casemove",
        "rules_comment",
        "rules_commentmention",
        "rules_commentwithdrawal",
        "rules_conditiondone",
        "rules_correction",
        "rules_decisionundo",
        "rules_findingdecision",
        "rules_goneacknowledgement",
        "rules_hearing",
        "rules_hearinganswer",
        "rules_informationanswer",
        "rules_match",
        "rules_officialdeclaration",
        "rules_packedoutcomes",
        "rules_reviewerdeclaration",
        "rules_reviewerscreening",
        "rules_ruleoutcome",
        "rules_sampledcase",
        "rules_samplenote",
        "rules_snapshot",
    }
)
