"""The models of the register."""

from institutions.models.account import (
    REVIEWING_ROLES,
    ROLES_OF_A_BODY,
    Account,
    ApiKey,
    IdempotencyRecord,
    Role,
    reviewers_without_person,
)
from institutions.models.account_request import REQUEST_LIFETIME, AccountRequest, RequestKind, RequestState
from institutions.models.audit import AuditChain, AuditEvent, AuditSalt, AuditSeal
from institutions.models.bitemporal import Bitemporal
from institutions.models.body import BodyParent, Consent, Mandate, MandateFunction, MandateLead, Post
from institutions.models.brief_statement import BriefStatement, StatementStanding
from institutions.models.disposal import Disposal, DisposalMeasure, DisposedRow
from institutions.models.erasure import Erasure, Redaction
from institutions.models.imported import (
    NOTICES_FORMAT,
    Collection,
    CollectionParty,
    Import,
    ImportedRecord,
    ImportOutcome,
    ImportPart,
    ImportState,
    KnownProcess,
    PublishedReleases,
    RecordOutcome,
)
from institutions.models.job_records import JobReturn, JobSweep
from institutions.models.lead import IdentityDecision, IdentityLead, LeadState, MatchDecision
from institutions.models.name_key import NameKey
from institutions.models.name_part import NamePart
from institutions.models.name_search import NameSearch, NameSearchState, UnsearchedParty
from institutions.models.official_list import EditionPreview, ListEdition, OfficialList, PreviewedEntry
from institutions.models.partnership import DocumentParty, FormDraft, Partnership, Submission, SubmissionWay
from institutions.models.party import Company, GovernmentBody, Party, PartyDetails, PartyKind, PartyName, Person
from institutions.models.reorganisation import BodySuccession, Enactment, SucceededPart
from institutions.models.seal_index import IndexedSeal, SealedChain, SealTile
from institutions.models.source import Source
from institutions.models.statement import Statement
from institutions.models.stored_amount import StoredAmount, StoredKind
from institutions.models.stored_bytes import StoredBytes
from institutions.models.tables import TABLES, table_of
from institutions.models.treaty import Treaty, TreatyCoverage, TreatyParty, TreatyStatus
from institutions.models.unstated_owner import UnstatedOwner

__all__ = [
    "NOTICES_FORMAT",
    "REQUEST_LIFETIME",
    "REVIEWING_ROLES",
    "ROLES_OF_A_BODY",
    "TABLES",
    "Account",
    "AccountRequest",
    "ApiKey",
    "AuditChain",
    "AuditEvent",
    "AuditSalt",
    "AuditSeal",
    "Bitemporal",
    "BodyParent",
    "BodySuccession",
    "BriefStatement",
    "Collection",
    "CollectionParty",
    "Company",
    "Consent",
    "Disposal",
    "DisposalMeasure",
    "DisposedRow",
    "DocumentParty",
    "EditionPreview",
    "Enactment",
    "Erasure",
    "FormDraft",
    "GovernmentBody",
    "IdempotencyRecord",
    "IdentityDecision",
    "IdentityLead",
    "Import",
    "ImportOutcome",
    "ImportPart",
    "ImportState",
    "ImportedRecord",
    "IndexedSeal",
    "JobReturn",
    "JobSweep",
    "KnownProcess",
    "LeadState",
    "ListEdition",
    "Mandate",
    "MandateFunction",
    "MandateLead",
    "MatchDecision",
    "NameKey",
    "NamePart",
    "NameSearch",
    "NameSearchState",
    "OfficialList",
    "Partnership",
    "Party",
    "PartyDetails",
    "PartyKind",
    "PartyName",
    "Person",
    "Post",
    "PreviewedEntry",
    "PublishedReleases",
    "RecordOutcome",
    "Redaction",
    "RequestKind",
    "RequestState",
    "Role",
    "SealTile",
    "SealedChain",
    "Source",
    "Statement",
    "StatementStanding",
    "StoredAmount",
    "StoredBytes",
    "StoredKind",
    "Submission",
    "SubmissionWay",
    "SucceededPart",
    "Treaty",
    "TreatyCoverage",
    "TreatyParty",
    "TreatyStatus",
    "UnsearchedParty",
    "UnstatedOwner",
    "reviewers_without_person",
    "table_of",
]
