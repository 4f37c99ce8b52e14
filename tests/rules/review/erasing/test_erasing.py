"""After an erasure nobody reads the name, and chain, findings, decisions and replays still hold."""

import json
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from institutions.access.events import events_for
from institutions.audit.verify import verify_audit
from institutions.models import (
    Account,
    AuditEvent,
    Erasure,
    FormDraft,
    GovernmentBody,
    IdentityLead,
    NameKey,
    NamePart,
    Partnership,
    Party,
    Person,
    Redaction,
    Role,
    Submission,
)
from institutions.parties.identities.matching import compared_match
from institutions.values.hashing import hash_text
from rules.assessing.replay import replay_assessment
from rules.assessing.request import request_assessment
from rules.assessing.waiting import finish_here
from rules.models import (
    Assessment,
    CaseMove,
    FindingDecision,
    Match,
    State,
    Trigger,
)
from rules.models.outcome_reading import outcomes_of
from rules.review.casework.act_table import Act
from rules.review.erasing.assessments import CannotEraseError
from rules.review.erasing.erased_person import erased_name
from tests.documents import example, small
from tests.institutions.accounts.test_two_administrators import client_of
from tests.institutions.audit.tampering import without_triggers
from tests.rules.assessing.older_results import keep_as_rows, keep_unpacked
from tests.rules.review.casework.building import (
    assess,
    do,
    finding_of,
    officer,
    registered,
)
from tests.rules.review.erasing.erased_case import everything, named, retention_is_over, sato
from tests.rules.review.erasing.seeing import erase_seen

__all__ = ["retention_is_over"]
pytestmark = pytest.mark.usefixtures("no_broker")


@pytest.mark.parametrize("older", [False, True])
def test_nothing_holds_the_name_and_everything_still_verifies(
    over: Partnership, administrator: Account, *, older: bool
) -> None:
    if older:
        keep_unpacked()
    document = example("hikari_magnetics")
    names = named(document)
    assert all(name in everything() for name in names)
    assessment = Assessment.objects.get(partnership=over)
    before = {each.finding_id: each.evidence_hash for each in assessment.matches.all()}
    standing = finding_of(over, "COI-01").standing
    reason = FindingDecision.objects.get().reason

    erasure = erase_seen(sato(), reason=f"{names[0]} asked for it.", account=administrator)

    text = everything()
    assert not [name for name in names if name in text]
    assert verify_audit().troubles == ()
    again = Assessment.objects.select_related("snapshot", "rulebook").get(pk=assessment.pk)
    assert replay_assessment(again).differences == ()
    assert {each.finding_id: each.evidence_hash for each in again.matches.all()} == before
    assert finding_of(over, "COI-01").standing == standing
    assert erased_name(sato().pk, "en") in Match.objects.filter(finding__code="COI-01")[0].statement_en
    assert Erasure.objects.get() == erasure
    assert all(erasure.rows.values_list("applied", flat=True))
    # What an event named by its hash can still be told to have been there.
    (was,) = Redaction.objects.filter(of_table="rules_findingdecision", of_column="reason")
    event = AuditEvent.objects.get(verb="finding_decided")
    assert event.after is not None
    assert event.after["reason_sha256"] == was.before == hash_text(reason)
    submission = Submission.objects.get(partnership=over)
    assert Redaction.objects.get(of_table="institutions_submission", of_column="document").before == submission.sha256


def test_a_key_that_is_the_name_is_rewritten_alike_in_the_document_and_beside_it(
    meti: GovernmentBody, digital_agency: GovernmentBody, administrator: Account
) -> None:
    found = example("hikari_magnetics")
    name = next(each for each in named(found) if each.isascii())
    keyed = json.loads(json.dumps(found).replace('"sato"', json.dumps(name)))
    about = {"kind": "appointment", "person": name, "body": "METI", "post": "Director, as everybody knows"}
    keyed["statements"].append(about)
    submitter = officer(meti)
    partnership = registered(keyed, submitter)
    do(partnership, Act.WITHDRAW, submitter, reason="The partner asked for more time.")
    person = Person.objects.filter(document_keys__key=name).distinct().get()

    erase_seen(person, reason="Asked for.", account=administrator)

    assert name not in everything()
    assert verify_audit().troubles == ()
    submission = Submission.objects.get(partnership=partnership)
    assert erased_name(person.pk, "en") in {each["key"] for each in submission.document["people"]}
    assert "as everybody knows" not in everything()
    assert submission.parties.get(key=erased_name(person.pk, "en")).party_id == person.pk
    again = finish_here(request_assessment(submission, Trigger.ON_DEMAND))
    assert again.state == State.DONE


def test_seeding_again_gives_an_erased_name_no_forms(over: Partnership, administrator: Account) -> None:
    erase_seen(sato(), reason="Asked for.", account=administrator)
    call_command("seed", stdout=StringIO())
    assert not NameKey.objects.filter(name__party=sato()).exists()
    assert not NamePart.objects.filter(name__party=sato()).exists()
    assert verify_audit().troubles == ()


@pytest.mark.parametrize("older", [False, True])
def test_outcomes_lose_the_name_packed_or_as_rows(meti: GovernmentBody, administrator: Account, *, older: bool) -> None:
    submitter = officer(meti)
    namesake = {"key": "sato", "name": {"en": "Magnets", "ja": "磁石"}}  # of the domain that the outcomes name
    document = small(people=[namesake])
    partnership = registered(document, submitter)
    assessment = Assessment.objects.get(partnership=partnership)
    request_assessment(assessment.submission, Trigger.ON_DEMAND)
    again = assess(partnership)
    assert again.packed_outcomes == assessment.packed_outcomes
    do(partnership, Act.WITHDRAW, submitter, reason="The project is not needed any more.")
    results = list(Assessment.objects.all())
    for each in results if older else ():
        keep_as_rows(each)
    before = outcomes_of(assessment)
    assert any("magnets" in str(each) for each in before.values())

    erase_seen(sato(), reason="Asked for.", account=administrator)

    for each in results:
        now = outcomes_of(each)
        assert not any("magnets" in str(outcome) for outcome in now.values())
        assert {code: outcome.outcome for code, outcome in now.items()} == {
            code: outcome.outcome for code, outcome in before.items()
        }
        assert replay_assessment(Assessment.objects.get(pk=each.pk)).differences == ()
    tables = set(Redaction.objects.values_list("of_table", flat=True))
    assert tables >= {"rules_ruleoutcome" if older else "rules_packedoutcomes"}
    assert verify_audit().troubles == ()


def test_an_erasure_is_an_event_of_the_rest_and_of_each_partnership(over: Partnership, administrator: Account) -> None:
    person = sato()
    erase_seen(person, reason="Asked for.", account=administrator)
    event = AuditEvent.objects.get(verb="person_erased")
    assert (event.actor, event.object) == (f"account:{administrator.pk}", f"party:{person.pk}")
    assert AuditEvent.objects.get(verb="texts_erased").chain.name == f"partnership:{over.pk}"


def closed_case_of(person: Person, submitter: Account) -> Partnership:
    """Return a restricted case that names a person, withdrawn."""
    Account.objects.filter(pk=submitter.pk).update(reads_secret=True)
    submitter.refresh_from_db()
    (official,) = (each for each in example("hikari_magnetics")["people"] if each["key"] == "sato")
    people = [{**official, "id": str(person.pk)}]
    closed = registered(small(reference="SECRET-7", secrecy="defence", people=people), submitter)
    do(closed, Act.WITHDRAW, submitter, reason="The partner asked for more time.")
    return closed


@pytest.mark.parametrize("is_named_there", [False, True])
def test_an_erasure_tells_nobody_without_the_right_that_a_restricted_case_names_the_person(
    over: Partnership, administrator: Account, *, is_named_there: bool
) -> None:
    """Neither an event more or less, nor one in another chain, nor a number in it tells of it."""
    closed = closed_case_of(sato(), Account.objects.get(username="officer-of-body")) if is_named_there else None

    erasure = erase_seen(sato(), reason="Asked for.", account=administrator)

    of_erasures = ("person_erased", "erasure_counted", "texts_erased")
    told = {}
    for right in (False, True):
        auditor = Account.objects.create_user(f"auditor-{right}", role=Role.AUDITOR, reads_secret=right)
        events = events_for(auditor).filter(verb__in=of_erasures)
        told[right] = sorted((each.verb, each.chain.name, sorted(each.after or {})) for each in events)
        page = client_of(auditor).get("/data-protection/").content.decode()
        assert f"Erasure {erasure.pk} on" in page
        assert (f": {erasure.redactions} texts" in page) == right
    of_person = ("person_erased", "rest", ["erasure", "reason_sha256", "retained", "sha256"])
    of_open = ("texts_erased", f"partnership:{over.pk}", ["erasure", "sha256"])
    assert told[False] == [of_person, of_open]
    counted = ("erasure_counted", "restricted", ["erasure", "redactions", "retained", "sha256", "tables"])
    of_closed = [("texts_erased", f"partnership:{closed.pk}", ["erasure", "sha256"])] if closed else []
    assert told[True] == sorted([counted, of_person, of_open, *of_closed])
    assert [each for each in verify_audit().troubles if "institutions_account" not in each] == []


def test_erasing_again_finds_nothing(over: Partnership, administrator: Account) -> None:
    erase_seen(sato(), reason="Asked for.", account=administrator)
    with pytest.raises(CannotEraseError, match="done before"):
        erase_seen(sato(), reason="Asked for.", account=administrator)


def test_a_change_behind_its_back_shows_after_an_erasure_too(over: Partnership, administrator: Account) -> None:
    erase_seen(sato(), reason="Asked for.", account=administrator)
    assessment = Assessment.objects.select_related("snapshot", "rulebook").get(partnership=over)
    assert assessment.snapshot is not None
    assessment.snapshot.content = assessment.snapshot.content.replace("620", "10")
    assert "is not what its hash" in replay_assessment(assessment).differences[0]


def test_a_redaction_that_no_erasure_announced_is_found(over: Partnership, administrator: Account) -> None:
    erasure = erase_seen(sato(), reason="Asked for.", account=administrator)
    row = CaseMove.objects.earliest("pk")  # of which the erasure wrote nothing anew
    Redaction.objects.create(
        erasure=erasure, of_table="rules_casemove", of_row=str(row.pk), of_column="reason", before="0", after="1"
    )
    QuerySet(CaseMove).filter(pk=row.pk).update(reason="Nothing happened.")
    said = verify_audit().troubles
    assert said[0] == f"erasure {erasure.pk}: no event names these redactions"
    assert {each.partition(":")[0] for each in said[1:]} == {
        f"institutions_redaction, rows with erasure_id {erasure.pk}", f"rules_casemove {row.pk}",
    }  # fmt: skip


def test_a_redaction_that_counts_as_not_carried_out_is_found(over: Partnership, administrator: Account) -> None:
    """It would pay for another change of the text by hand."""
    erasure = erase_seen(sato(), reason="Asked for.", account=administrator)
    with without_triggers():
        Redaction.objects.filter(pk=erasure.rows.earliest("pk").pk).update(applied=False)
    assert verify_audit().troubles == (f"erasure {erasure.pk}: a redaction was not carried out",)


def test_possible_matches_of_earlier_erasures_lose_the_hash_of_the_name(
    over: Partnership, administrator: Account
) -> None:
    """Whoever guesses a name could confirm it by a hash that earlier versions left."""
    person, now = sato(), timezone.now()
    others = [Party.objects.create(kind="person", name_en=f"Other {n}") for n in range(2)]
    erase_seen(person, reason="Asked for.", account=administrator)
    about = [
        IdentityLead.objects.create(party=one, candidate=other, folded="x", match=f"of the name {n}", created_at=now)
        for n, (one, other) in enumerate([(person, others[0]), (others[0], person), (others[0], others[1])])
    ]
    import_module("institutions.migrations.0043_matches_of_erased_names").hash_what_is_left(apps, None)
    for each in about:
        each.refresh_from_db()
    left = [compared_match("person", "x", each.candidate_id) for each in about]
    assert [each.match for each in about] == [*left[:2], "of the name 2"], "nobody was erased from the last one"


def test_drafts_lose_the_name_too(over: Partnership, administrator: Account) -> None:
    name = named(example("hikari_magnetics"))[0]
    draft = FormDraft.objects.create(owner=administrator, document={"title": {"en": f"For {name}"}})
    erase_seen(sato(), reason="Asked for.", account=administrator)
    draft.refresh_from_db()
    assert draft.document["title"]["en"] == f"For {erased_name(sato().pk, 'en')}"
