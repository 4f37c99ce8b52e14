"""A replay evaluates the stored snapshot under the stored rulebook, and says what differs."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from institutions.models import DocumentParty, Party
from rules.assessing.replay import NothingToReplayError, replay_assessment
from rules.engine.loading.loaded_rulebook import rulebook_from_text
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, Match, PackedOutcomes, RulebookVersion, Snapshot
from rules.models.immutable import WrittenOnceError
from tests.documents import example
from tests.institutions.audit.tampering import without_triggers
from tests.rules.assessing.documents import asked
from tests.rules.assessing.test_findings import assessed

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.mark.parametrize("name", ["hikari_magnetics", "digital_agency_cloud"])
def test_a_replay_gives_the_same_bit_for_bit(name: str) -> None:
    assert replay_assessment(assessed(example(name))).differences == ()


def test_a_replay_reads_nothing_of_the_register() -> None:
    assessment = assessed(example("hikari_magnetics"))
    Party.objects.filter(kind="person").update(name_en="Somebody Else")
    DocumentParty.objects.all().delete()
    assert replay_assessment(Assessment.objects.get(pk=assessment.pk)).identical


def change_first_outcome() -> None:
    """Change by hand what the only result says of its first rule."""
    [row] = PackedOutcomes.objects.all()
    changed = "e" + row.letters[1:]
    assert models.QuerySet(PackedOutcomes).filter(pk=row.pk).update(letters=changed) == 1


def test_a_replay_names_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    assessment = assessed(example("hikari_magnetics"))
    with without_triggers():
        change_first_outcome()
    again = replay_assessment(assessment)
    assert not again.identical
    assert again.differences == ("outcome of COI-01: outcome differs",)


def test_a_statement_that_was_stored_with_two_full_stops_is_the_same() -> None:
    """Before version 1.2, one that ends with a name such as "Co., Ltd." did."""
    assessment = assessed(example("hikari_magnetics"))
    match = assessment.matches.get(finding__code="COI-01")
    stored = match.statement_en.replace("Co., Ltd. Role", "Co., Ltd.. Role")
    assert stored != match.statement_en
    with without_triggers():
        models.QuerySet(Match).filter(pk=match.pk).update(statement_en=stored)
    assert replay_assessment(assessment).identical


def test_a_changed_snapshot_is_noticed() -> None:
    assessment = assessed(example("hikari_magnetics"))
    assert assessment.snapshot is not None
    assessment.snapshot.content = assessment.snapshot.content.replace("620", "10")
    assert "is not what its hash" in replay_assessment(assessment).differences[0]


def test_a_changed_rulebook_is_noticed() -> None:
    assessment = assessed(example("hikari_magnetics"))
    assert assessment.rulebook is not None
    text = json.loads(assessment.rulebook.text)
    text["form"]["rules"] = text["form"]["rules"][1:]
    assessment.rulebook.text = json.dumps(text)
    assert "is not what its version" in replay_assessment(assessment).differences[0]


def test_an_unfinished_assessment_cannot_be_replayed() -> None:
    with pytest.raises(NothingToReplayError, match="only a finished one"):
        replay_assessment(asked("P-1"))


def test_the_stored_rulebook_evaluates_as_the_present_one() -> None:
    now = current_rulebook()
    again = rulebook_from_text(now.text)
    assert (again.version, again.text) == (now.version, now.text)


def test_one_input_is_stored_once() -> None:
    first = assessed(example("hikari_magnetics"))
    call_command("assess", str(first.partnership_id), wait=True, stdout=StringIO())
    assert Assessment.objects.count() == 2
    assert (Snapshot.objects.count(), RulebookVersion.objects.count()) == (1, 1)


def test_the_command_says_identical_or_what_differs() -> None:
    assessment = assessed(example("hikari_magnetics"))
    out = StringIO()
    call_command("assess", replay=assessment.pk, stdout=out)
    assert out.getvalue().startswith("Identical:")
    with without_triggers():
        change_first_outcome()
    with pytest.raises(CommandError, match="differs in 1 places"):
        call_command("assess", replay=assessment.pk, stdout=out)


def test_what_an_assessment_said_is_never_changed() -> None:
    assessment = assessed(example("hikari_magnetics"))
    match = assessment.matches.first()
    assert match is not None
    match.severity = "low"
    with pytest.raises(WrittenOnceError):
        match.save()
    with pytest.raises(WrittenOnceError):
        match.delete()
    with pytest.raises(WrittenOnceError):
        Match.objects.update(severity="low")
    with pytest.raises(WrittenOnceError):
        Match.objects.all().delete()
