"""The engine's own texts in words: every form that it writes, without ids and names of fields."""

import re

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Company
from rules.assessing.engine_words import EngineWords, Known
from rules.assessing.result import result_json
from rules.assessing.waiting import finish_here
from rules.engine.evaluating.possible import CUT
from rules.engine.language.statements import Language
from rules.models import Assessment, State
from tests.documents import example

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def assessment() -> Assessment:
    """The assessment of the magnets example."""
    register_partnership(check_document(example("hikari_magnetics")), account=None, way="file")
    return finish_here(Assessment.objects.get(state=State.QUEUED))


@pytest.fixture
def known(assessment: Assessment) -> Known:
    """What its snapshot holds."""
    assert assessment.snapshot is not None
    return Known(assessment.snapshot.content)


@pytest.mark.parametrize(
    ("language", "given", "said"),
    [
        ("en", "leads()", "Lead"),
        ("ja", "leads()", "主導者"),
        ("en", "exposure(company={hikari})", "Exposure abroad (company: Hikari Magnetics Co., Ltd.)"),
        ("ja", "exposure(company={hikari})", "海外事業の状況（企業：ヒカリ磁性株式会社）"),
        ("en", "selection: market_survey_on", "Selection of the partner: market survey on"),
        ("en", "participates:{hikari}:lead_partner: major", "Participant (Hikari Magnetics Co., Ltd.): major"),
        ("en", "nothing of this id: share_bp", "nothing: share"),
        ("en", "declaration(this.on >= case.as_of - parameter.coi_disclosure_max_age_months, person=?)",
         "Declaration of interests (on: 12 months before 20 June 2026 or later)"),
        ("en", "parameter coi_stake_critical_bp",
         "A number of the rulebook that is not known: A holding of at least this share makes the finding critical"),
        ("en", "finding COL-07", "What COL-07 could not be assessed without (Single bidder)"),
        ("ja", "finding COL-07", "COL-07（一者応札）の評価に不足している情報"),
        ("en", CUT, "There is too much unknown data to go through every combination of it."),
    ],
)  # fmt: skip
def test_missing_data_is_named(known: Known, language: Language, given: str, said: str) -> None:
    hikari = Company.objects.get(name_en__startswith="Hikari").pk
    assert EngineWords(known, language).missing(given.format(hikari=hikari)) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nothing of kind holds_stake", "Nothing of this kind is on record: Holding."),
        ("no further fact of kind bidder", "Nothing further of this kind is on record: Bidder."),
        ("selection satisfies law", "This clears it: Selection of the partner."),
        ("selection: method is negotiated, not == open",
         "Selection of the partner does not count: method is negotiated."),
        ("selection: this.method in (open, selective) does not hold",
         "Selection of the partner does not meet this: method: open or selective."),
        ("selection: market_survey_on is unknown", "Selection of the partner: market survey on is not known."),
        ("selection: anything else", "Selection of the partner does not count."),
    ],
)  # fmt: skip
def test_a_reason_is_said_in_words(known: Known, given: str, said: str) -> None:
    assert EngineWords(known, "en").reason(given) == said


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_outcome_of_the_example_shows_an_id_or_the_name_of_a_field(
    assessment: Assessment, known: Known, language: Language
) -> None:
    words = EngineWords(known, language)
    for outcome in assessment.outcomes.all():
        texts = [*(words.missing(each) for each in outcome.missing), words.reason(outcome.reason)]
        for text in texts:
            assert not re.search(r"[0-9a-f]{8}-|this\.|\w_\w", text), (outcome.code, text)


def test_an_answer_says_beside_the_engines_texts_what_they_mean_in_both_languages(assessment: Assessment) -> None:
    answer = result_json(assessment)
    explained = answer["explained"]
    lacking = {code: [each["code"] for each in said["missing"]] for code, said in explained.items() if said["missing"]}
    assert lacking == answer["missing"] != {}
    assert {code for code, outcome in answer["outcomes"].items() if outcome == "clear"} <= explained.keys()
    for each in (text for said in explained.values() for text in (*said["missing"], said["reason"]) if text):
        assert not re.search(r"[0-9a-f]{8}-|this\.|\w_\w", each["text"]["en"]), each
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", each["text"]["ja"]), each
    assert explained["LIT-10"]["reason"] is None
    assert explained["LIT-10"]["missing"][0] == {
        "code": "partnership: defence_use",
        "text": {"en": "Proposed partnership: defence use", "ja": "提案された官民連携：防衛用途"},
    }
