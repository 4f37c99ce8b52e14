"""The reason why an assessment failed is a code, said in the language of the reader; older sentences are read too."""

from typing import Any

import pytest
from django.test import Client

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.models import Account, GovernmentBody, Role
from rules.assessing.attempt import AssessmentFailedError, run_assessment
from rules.assessing.claim import ASSESSMENTS, claim
from rules.assessing.failures import error_of
from rules.assessing.old_format.errors import code_of_older_error
from rules.engine.evaluating.errors import EngineFailed, EvaluatorsDisagree, RulebookRefused
from rules.facts.derivation.limit_troubles import TooManyFactsFollow
from rules.facts.derivation.limits import CaseTooLargeError
from rules.models import Assessment, State
from tests.documents import small
from tests.rules.review.casework.building import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
API = "/api/v1"
ID = "0b6e0000-0000-4000-8000-000000000001"


@pytest.fixture
def waiting(meti: GovernmentBody, digital_agency: GovernmentBody) -> Assessment:
    """Return the assessment of a case, which waits for a worker."""
    partnership = registered(small())
    Assessment.objects.update(
        state=State.QUEUED, rulebook=None, snapshot=None, packed_outcomes=None, finished_at=None, error=""
    )
    return partnership.assessments.get()


@pytest.fixture
def reader(meti: GovernmentBody) -> Client:
    client = Client()
    client.force_login(Account.objects.create_user("counsel", role=Role.REVIEWER))
    return client


def failed_with(trouble: Exception, assessment: Assessment, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """Return the assessment after an attempt that ended in an error."""

    def fail(*_given: Any) -> Any:
        raise trouble

    monkeypatch.setattr("rules.assessing.attempt.assess_case", fail)
    taken = claim(assessment.pk)
    assert taken
    with pytest.raises(AssessmentFailedError):
        run_assessment(taken)
    assessment.refresh_from_db()
    return assessment


ERRORS: list[tuple[Exception, str, str]] = [
    (CaseTooLargeError(TooManyFactsFollow(most=50_000)), "evaluation.facts_follow", "50,000件を超えています"),
    (EngineFailed("ruleset x: broken"), "evaluation.engine_failed", "ルールエンジンがエラーを報告しました"),
    (RulebookRefused("COI-01", "17 patterns"), "evaluation.rule_refused", "COI-01を受け付けられません"),
    (
        EvaluatorsDisagree("COI-01", (), (("stake", "f1"),)),  # type: ignore[arg-type]  # any binding will do
        "evaluation.evaluators_disagree",
        "二つの評価器の結果が一致しません",
    ),
    (
        RuntimeError("it broke"),
        "assessment.program_failed",
        "プログラムのエラーが発生しました（RuntimeError: it broke）",
    ),
]


@pytest.mark.parametrize(("trouble", "code", "japanese"), ERRORS, ids=lambda each: str(each)[:40])
def test_an_error_is_stored_as_a_code_and_shown_in_the_language_of_the_page(
    trouble: Exception, code: str, japanese: str, waiting: Assessment, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = failed_with(trouble, waiting, monkeypatch)
    assert row.error_said
    assert (row.state, row.error_said["code"]) == (State.ERROR, code)
    for address in (f"/partnerships/{row.partnership_id}/", f"/partnerships/{row.partnership_id}/timeline/"):
        page = reader.get(address, headers={"accept-language": "ja"}).content.decode()
        assert japanese in page, address
        assert row.error not in page, address
        assert row.error.split("(")[0] in reader.get(address, headers={"accept-language": "en"}).content.decode()
    answer = reader.get(f"{API}/assessments/{row.pk}/").json()
    assert answer["error"] == row.error == answer["error_said"]["text"]["en"]
    assert answer["error_said"]["code"] == code
    assert japanese in answer["error_said"]["text"]["ja"]
    chapters = reader.get(f"{API}/partnerships/{row.partnership_id}/timeline/").json()["results"]
    assert chapters[0]["error_said"]["code"] == code


def test_a_new_attempt_forgets_the_error_of_the_one_before(
    waiting: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = failed_with(RuntimeError("it broke"), waiting, monkeypatch)
    fresh = ASSESSMENTS.limit.fresh(row.requested_at)
    assert (fresh["error"], fresh["error_said"]) == ("", None)


FOLLOW = (
    "CaseTooLargeError: More than {} follow from this document: too many of its companies own or control each other, "
    "bid or take part together. State them in several documents, or leave out ties that this partnership does not "
    "depend on."
)
LOST = (
    "Two attempts ended without a result: the worker died or was killed while it worked on this case. Look at the "
    "worker's log, then try again: manage.py assess --retry {}"
)
DISAGREED = (
    "EvaluatorsDisagree: COI-01: 0 matches only in durable_rules, 2 only in the matcher; first: (('stake', 'f1'),)"
)
OLDER = [
    (FOLLOW.format("50,000 facts"), "evaluation.facts_follow"),
    (FOLLOW.format("250,000 origins of facts"), "evaluation.origins_follow"),
    ("The assessment took longer than 90 seconds and was stopped.", "assessment.out_of_time"),
    (LOST.format(ID), "assessment.workers_lost"),
    (DISAGREED, "evaluation.evaluators_disagree"),
    ("RulebookRefused: T-17: 17 patterns, at most 16; state a part as a derived fact", "evaluation.rule_refused"),
    ("EngineFailed: ruleset x: MemoryError()", "evaluation.engine_failed"),
    ("RuntimeError: the engine failed", "assessment.program_failed"),
]


@pytest.mark.parametrize(("text", "code"), OLDER)
def test_sentences_of_before_there_were_codes_are_read_too(
    text: str, code: str, waiting: Assessment, reader: Client
) -> None:
    Assessment.objects.update(state=State.ERROR, error=text)
    waiting.refresh_from_db()
    said = error_of(waiting)
    assert said
    assert said.code == code
    page = reader.get(f"/partnerships/{waiting.partnership_id}/", headers={"accept-language": "ja"}).content.decode()
    assert code_words(said, "ja", audience="form") in page
    assert reader.get(f"{API}/assessments/{waiting.pk}/").json()["error"] == text


@pytest.mark.parametrize("text", ["It broke.", "RuntimeError", "two workers ended", "Two attempts ended: x"])
def test_a_sentence_of_no_known_form_stays_as_it_was_written(text: str) -> None:
    said: Coded = code_of_older_error(text)
    assert (said.code, code_words(said, "ja")) == ("text.as_written", text)
