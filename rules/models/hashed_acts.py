"""Acts on cases whose older events describe a row by hashes and values: `verify_audit` compares them."""

from typing import Any

from institutions.audit.older_hashes import OBJECT, HashedAct, RebuiltHash, note_hashed_acts
from institutions.models import Redaction
from institutions.values.hashing import hash_json
from rules.models import (
    Acknowledgement,
    Attachment,
    AuditSample,
    CaseCondition,
    CaseMove,
    Comment,
    CommentWithdrawal,
    ConditionDone,
    FindingDecision,
    GoneAcknowledgement,
    Hearing,
    HearingAnswer,
    HearingWay,
    InformationAnswer,
    OfficialDeclaration,
    ReviewAssignment,
    ReviewerDeclaration,
    ReviewerScreening,
    SampleNote,
)


def screening_hash(row: Any) -> frozenset[str]:  # Any: a screening
    """Return the hash of a screening as it was made."""
    return frozenset({hash_json([row.verdict, row.ties, row.gaps])})


def signed_hash(row: Any) -> frozenset[str]:  # Any: an official's declaration
    """Return the hashes that a signed declaration may have: it names the revision that the official saw."""
    signed = {
        "partnership": str(row.case.partnership_id),
        "person": str(row.person_id),
        "says": row.says,
        "text": row.text,
        "content": row.content,
        "signature": row.signature,
        "at": row.at.isoformat(),
    }
    last = row.submission.revision
    return frozenset(hash_json({**signed, "revision": revision}) for revision in range(1, last + 1))


def corrections_hash(row: Any) -> frozenset[str]:  # Any: an answer in a hearing
    """Return the hash of the corrections of an answer; none once one of them was erased."""
    corrections = list(row.corrections.order_by("pk"))
    keys = [str(each.pk) for each in corrections]
    if Redaction.objects.filter(of_table="rules_correction", of_row__in=keys).exists():
        return frozenset()
    return frozenset(
        {hash_json([{"fact": each.fact, "text": each.text, "document": each.document} for each in corrections])}
    )


HEARD = HashedAct(
    model=Hearing,
    found_by={"pk": "hearing"},
    hashed={"note_sha256": "note"},
    held={"number": "number", "evidence_hash": "evidence_hash", "waiver": "waiver"},
)
note_hashed_acts(
    {
        "finding_decided": HashedAct(
            model=FindingDecision,
            found_by={"pk": "decision"},
            hashed={"reason_sha256": "reason"},
            held={"number": "number", "decided": "decided", "evidence_hash": "evidence_hash"},
        ),
        "rule_acknowledged": HashedAct(
            model=Acknowledgement,
            found_by={"pk": "acknowledgement"},
            hashed={"reason_sha256": "reason"},
            held={"code": "code", "lacking": "lacking"},
        ),
        "gone_acknowledged": HashedAct(
            model=GoneAcknowledgement, found_by={"pk": "acknowledgement"}, hashed={"reason_sha256": "reason"}
        ),
        "condition_set": HashedAct(
            model=CaseCondition, found_by={"pk": OBJECT}, hashed={"text_sha256": "text"}, held={"due_on": "due_on"}
        ),
        "condition_done": HashedAct(model=ConditionDone, found_by={"pk": "done"}, hashed={"note_sha256": "note"}),
        "reviewer_screened": HashedAct(
            model=ReviewerScreening,
            found_by={"pk": OBJECT},
            held={"sha256": "sha256", "verdict": "verdict", "account": "account_id"},
            rebuilt={"sha256": RebuiltHash(columns=("ties", "gaps"), of=screening_hash)},
        ),
        "assignment_ended": HashedAct(
            model=ReviewAssignment,
            found_by={"pk": OBJECT},
            hashed={"reason_sha256": "reason"},
            held={"because": "ended_because", "account": "account_id"},
        ),
        "reviewer_declared": HashedAct(
            model=ReviewerDeclaration,
            found_by={"pk": "declaration"},
            hashed={"text_sha256": "text", "signature_sha256": "signature"},
        ),
        "official_declared": HashedAct(
            model=OfficialDeclaration,
            found_by={"pk": OBJECT},
            held={"sha256": "sha256", "number": "number"},
            rebuilt={"sha256": RebuiltHash(columns=("text", "content", "signature"), of=signed_hash)},
        ),
        "hearing_answered": HashedAct(
            model=HearingAnswer,
            found_by={"pk": "answer"},
            hashed={"text_sha256": "text"},
            held={"number": "number"},
            rebuilt={"corrections_sha256": RebuiltHash(columns=(), of=corrections_hash)},
        ),
        **{f"hearing_{each}": HEARD for each in HearingWay},
        "information_answered": HashedAct(
            model=InformationAnswer,
            found_by={"pk": "answer"},
            hashed={"text_sha256": "text"},
            held={"number": "number"},
        ),
        "commented": HashedAct(
            model=Comment,
            found_by={"pk": "comment"},
            hashed={"text_sha256": "text"},
            held={name: name for name in ("audience", "declared_open")},
        ),
        "comment_withdrawn": HashedAct(
            model=CommentWithdrawal, found_by={"pk": "withdrawal"}, hashed={"reason_sha256": "reason"}
        ),
        "file_attached": HashedAct(
            model=Attachment,
            found_by={"pk": "attachment"},
            hashed={"name_sha256": "name"},
            held={name: name for name in ("kind", "size", "sha256", "audience", "scanned")},
        ),
        "sample_drawn": HashedAct(
            model=AuditSample,
            found_by={"pk": OBJECT},
            held={
                **{name: name for name in ("seed", "size", "strata", "population", "population_sha256")},
                "from": "from_on",
                "until": "until_on",
            },
        ),
        "sample_noted": HashedAct(model=SampleNote, found_by={"pk": "note"}, hashed={"note_sha256": "note"}),
        "case_*": HashedAct(model=CaseMove, found_by={"pk": "move"}, held={"state": "after", "version": "version"}),
    }
)
