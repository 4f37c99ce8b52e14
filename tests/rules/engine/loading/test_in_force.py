"""The rulebook in force: one row of the database says which, each piece of work asks once, and keeps the answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rules.engine.loading.adopted_version import version_of_all_files
from rules.engine.loading.held_rulebook import begin_work, end_work, one_rulebook, same_rulebook
from rules.engine.loading.loaded_rulebook import LoadedRulebook, loaded_from_files
from rules.engine.loading.program_rulebook import base_rulebook, known_bodies
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import RulebookVersion
from tests.rules.workshop.adopted import adopted, stricter_files

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stricter() -> LoadedRulebook:
    return loaded_from_files(stricter_files(), known_bodies())


def test_without_an_adoption_the_program_s_own_rulebook_is_in_force() -> None:
    with one_rulebook():
        assert current_rulebook() is base_rulebook()


def test_an_adopted_version_is_in_force_from_its_moment_on(stricter: LoadedRulebook) -> None:
    row = adopted(stricter, in_force_at=timezone.now() + timedelta(days=1))
    with one_rulebook():
        assert current_rulebook() is base_rulebook()
    row.in_force_at = timezone.now() - timedelta(seconds=1)
    row.save()
    with one_rulebook():
        assert current_rulebook().version == stricter.version != base_rulebook().version
        assert current_rulebook().text == stricter.text


def test_a_piece_of_work_asks_once_and_keeps_its_version(stricter: LoadedRulebook) -> None:
    with CaptureQueriesContext(connection) as asked, one_rulebook():
        before = current_rulebook()
        adopted(stricter)
        with same_rulebook():
            assert current_rulebook() is before
        assert current_rulebook() is before is base_rulebook()
    assert len([each for each in asked if "ORDER BY" in each["sql"] and "in_force_at" in each["sql"]]) == 1
    with one_rulebook():
        assert current_rulebook().version == stricter.version


def test_a_task_within_a_piece_of_work_asks_anew_and_the_work_around_it_goes_on(stricter: LoadedRulebook) -> None:
    with one_rulebook():
        assert current_rulebook() is base_rulebook()
        adopted(stricter)
        begin_work()
        assert current_rulebook().version == stricter.version
        end_work()
        assert current_rulebook() is base_rulebook()


def test_the_newest_of_several_is_in_force_and_the_earlier_one_again_when_it_is_adopted_again(
    stricter: LoadedRulebook,
) -> None:
    adopted(stricter)
    adopted(base_rulebook())
    with one_rulebook():
        assert current_rulebook().version == base_rulebook().version
    adopted(stricter)
    with one_rulebook():
        assert current_rulebook().version == stricter.version


def test_a_version_with_another_explanation_is_named_by_all_of_its_files() -> None:
    files = dict(base_rulebook().files)
    files["laws.yaml"] += "# a remark\n"
    same = loaded_from_files(files, known_bodies())
    assert same.version == base_rulebook().version
    other = version_of_all_files(same)
    adopted(other)
    assert RulebookVersion.objects.get(pk=other.version).text == other.text
    with one_rulebook():
        assert current_rulebook().version == other.version != same.version
        assert current_rulebook().compiled.version == other.version
        assert current_rulebook().files["laws.yaml"].endswith("# a remark\n")
