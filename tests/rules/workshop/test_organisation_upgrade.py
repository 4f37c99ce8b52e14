"""Rules on the organisation across an upgrade of the program: from versions without them, and by a later program."""

import io

import pytest
from django.core.management import CommandError, call_command

from institutions.models import Account
from rules.engine.language.errors import RuleError
from rules.engine.language.troubles.files import NotOneOf
from rules.engine.language.troubles.parts import FACT_TYPE
from rules.engine.loading import loaded_rulebook
from rules.engine.loading.loaded_rulebook import loaded_from_files
from rules.engine.loading.organisation_files import organisation_paths
from rules.engine.loading.program_rulebook import FOLDER, base_rulebook, known_bodies
from rules.engine.loading.rulebook_in_force import rulebook_at_this_moment
from rules.facts.kinds.vocabulary import ORGANISATION
from rules.management.doctor.diagnosis import Health
from rules.management.doctor.rulebooks import rulebook_in_force_is_read
from rules.models import RulebookAdoption, RulebookDraft, RulebookVersion
from rules.workshop.adopting.deciding import approve_adoption
from rules.workshop.adopting.of_the_program import program_change
from rules.workshop.adopting.proposing import propose_adoption
from rules.workshop.adopting.readiness import PARTS
from rules.workshop.drafting import save_file
from rules.workshop.trials import ask_trial
from rules.workshop.troubles import DraftRefusedError
from tests.rules.reorganising.drafted import seeded  # noqa: F401
from tests.rules.workshop.adopted import adopted, stricter_files
from tests.rules.workshop.test_organisation_rules import (  # noqa: F401
    INS_02,
    INS_03,
    draft,
    lower,
    without,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "asking_anew")]


def test_a_proposal_that_another_program_named_is_not_approved(
    draft: RulebookDraft,  # noqa: F811
    first: Account,
    second: Account,
) -> None:
    waiting = propose_adoption(draft.pk, first, reason="The board decided so.", applies_from="")
    RulebookAdoption.objects.filter(pk=waiting.pk).update(version="0" * 64)
    with pytest.raises(DraftRefusedError) as refused:
        approve_adoption(waiting.pk, second, confirmed=PARTS, note="Tried by hand.")
    assert refused.value.said.code == "rulebook_adoption.named_otherwise"
    assert rulebook_at_this_moment().version == base_rulebook().version, "nothing is in force by it"


def test_the_doctor_reads_the_rules_on_the_organisation_too(monkeypatch: pytest.MonkeyPatch) -> None:
    adopted(loaded_from_files(stricter_files(), known_bodies()))
    assert [each.health for each in rulebook_in_force_is_read()] == [Health.OK]
    read = loaded_rulebook.loaded_from_files

    def by_a_later_program(*given: object, subject: str = "") -> object:
        if subject == ORGANISATION:
            said = NotOneOf(given="held_mandate", what=FACT_TYPE, hint=None)
            raise RuleError("INS-03_promotes_and_regulates.yaml", 12, said)
        return read(*given)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(loaded_rulebook, "loaded_from_files", by_a_later_program)
    rulebook_at_this_moment().__dict__.pop("organisation", None)
    (found,) = rulebook_in_force_is_read()
    assert "INS-03_promotes_and_regulates.yaml" in found.found
    assert found.health == Health.FAILED


def test_what_the_program_changed_in_them_is_not_lost_where_the_former_program_stored_none() -> None:
    former = loaded_from_files(without(dict(stricter_files())), known_bodies())
    files = {**base_rulebook().files, INS_03: lower(base_rulebook().files[INS_03])}
    made = adopted(loaded_from_files(files, known_bodies()))
    RulebookVersion.objects.create(version=former.version, text=former.text)
    RulebookAdoption.objects.filter(pk=made.pk).update(program=former.version)
    change = program_change()
    assert [each.path for each in change.conflicts if each.path in organisation_paths(files)] == [INS_03]
    assert not change.follow.keys() & {*organisation_paths(files)}


def test_a_curve_over_a_number_that_only_these_rules_read_is_refused(
    draft: RulebookDraft,  # noqa: F811
    first: Account,
) -> None:
    number = "of_tests_leaders:\n  meaning: {en: Leaders of tests, ja: 試験用}\n  unit: count, at least\n  values:\n"
    save_file(
        draft.pk, "parameters/of_tests.yaml", f"{number}    - {{value: 1, confidence: ours}}\n", seen=0, account=first
    )
    text = base_rulebook().files[INS_02]
    rule = text.replace("leader.others >= 1", "leader.others >= parameter.of_tests_leaders at day.on")
    rule = rule.replace("\nwhen:\n", "\nwhen:\n  - day: organisation_domain\n")
    save_file(draft.pk, INS_02, rule, seen=0, account=first)
    curve = {"parameter": "of_tests_leaders", "least": 1, "most": 9, "number": 3}
    with pytest.raises(DraftRefusedError) as refused:
        ask_trial(draft.pk, first, curve=curve)
    assert refused.value.said.code == "rulebook_draft.number_of_organisation"


def test_a_day_beside_the_whole_history_is_refused() -> None:
    out = io.StringIO()
    with pytest.raises(CommandError, match="--on"):
        call_command("workshop", "organisation", str(FOLDER), "--on", "2012-09-18", "--history", stdout=out)
