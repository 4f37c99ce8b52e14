"""Every column of free text is rewritten by an erasure, listed before one, or said here to name nobody."""

from typing import Any, Final

from django.apps import apps
from django.db.models import Field, Model

from institutions.models import TABLES
from rules.review.casework.records import CASEWORK
from rules.review.erasing.other_texts import text_tables

SHORT: Final = 64  # characters: codes, hashes and words of the program
TEXTS: Final = frozenset({"BinaryField", "CharField", "JSONField", "TextField"})
# Beside the tables of casework, statements and `text_tables`: see `register`, `assessments` and `erase`.
REWRITTEN: Final = """
    Account AccountRequest CaseSummary DocumentParty Erasure FormDraft IdempotencyRecord IdentityDecision IdentityLead
    ImportOutcome Mail MailChoice Match NameKey NamePart OutcomeRow PackedOutcomes Party PartyName Person
    PersonDataFile SavedFilter Snapshot Source Submission TitlePart UnstatedOwner
"""
LISTED: Final = """
    AttachmentContent Collection CollectionParty CommissionMember Enactment ImportedRecord PreviewedEntry
    ReorganisationRevision
"""
NAMES_NOBODY: Final = {
    "ApiKey Webhook": "what an administrator calls a system, and where it is",
    "AuditEvent AuditSeal DisposedRow FactErasure RuleSequence SealTile": "names of rows, hashes and codes",
    "Company GovernmentBody": "rows of the table of parties",
    "BodySuccession BriefStatement Mandate Post Treaty TreatyCoverage TreatyParty": "of the seed, which is published",
    "EditionPreview ListEdition OfficialList": "of lists, which are published",
    "AskedPlaces AskedValue ItemProposal ProcessLack ScreenedCase TrialPart": "codes, fields and numbers",
    "PreviewedCase": "codes, and names of accounts, for a week",
    "FactReader NotedChange PreviewRange": "of jobs: hosts, numbers and ids",
    "Partnership ReorganisationDraft": "references, by which a body finds its own papers",
    "Notice WebhookDelivery": "codes, numbers and references, from which each message is made",
    "DraftRevision RulebookVersion": "rules, and cases whose people are fictional",
    "ImportPart": "of a file that is being imported",
}


def texts_of(model: type[Model]) -> list[str]:
    """Return the columns of a table that can hold a name of somebody."""
    return [each.name for each in model._meta.concrete_fields if holds_text(each)]


def holds_text(field: "Field[Any, Any]") -> bool:
    """Return whether a column holds more than a word of the program."""
    short = field.max_length is not None and field.max_length <= SHORT
    return field.get_internal_type() in TEXTS and not field.choices and not short


def test_every_column_of_free_text_is_known_to_the_erasure() -> None:
    reached = {*CASEWORK, *TABLES.values(), *(each.rows.model for each in text_tables(frozenset()))}
    nobody = frozenset(name for names in NAMES_NOBODY for name in names.split())
    known = {*REWRITTEN.split(), *LISTED.split(), *nobody, *(each.__name__ for each in reached)}
    own = [each for each in apps.get_models() if each._meta.app_label in ("institutions", "rules")]
    assert {each.__name__: texts_of(each) for each in own if texts_of(each) and each.__name__ not in known} == {}
    assert nobody <= {each.__name__ for each in own}
