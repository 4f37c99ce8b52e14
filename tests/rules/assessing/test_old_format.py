"""Results of format 1: shown and replayed as they were, from rows that were stored before results held codes."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Company
from rules.access.withholding import answer_without_sensitive
from rules.assessing.code_answers import remedy_json
from rules.assessing.material import material_from_text
from rules.assessing.old_format.subjects import about_of
from rules.assessing.old_format.words import CUT, EngineWords
from rules.assessing.replay import is_written_otherwise, replay_assessment
from rules.assessing.result import result_json
from rules.assessing.result_lines import ResultReader
from rules.assessing.run import conclude_material
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.assessing.stored_format import FORMAT, with_versions_of
from rules.assessing.waiting import finish_here
from rules.engine.language.statements import Language
from rules.engine.loading.loaded_rulebook import rulebook_from_text
from rules.explaining.wording.findings import outcome_rows
from rules.models import Assessment, Finding, Match, OutcomeRow, RulebookVersion, Snapshot, State
from rules.models.outcome_reading import outcomes_of
from rules.review.casework.case_view import read_case
from tests.documents import example

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
FILE = Path(__file__).parent / "format_1.json.gz"  # made by the last version that stored texts
NAMES = ("whole", "recused")
Json = dict[str, Any]


@cache
def fixture() -> Json:
    """Return the rulebook of that time, and two assessments: their rows, and what was answered and shown of them."""
    content: Json = json.loads(gzip.decompress(FILE.read_bytes()))
    return content


def stored(name: str) -> tuple[Assessment, Json]:
    """Return one of the assessments, put into the database as it was stored."""
    rulebook, held = fixture()["rulebook"], fixture()["assessments"][name]
    registered = register_partnership(check_document(held["document"]), account=None, way="file")
    Assessment.objects.filter(partnership=registered.partnership).delete()
    RulebookVersion.objects.bulk_create([RulebookVersion(**rulebook)], ignore_conflicts=True)
    Snapshot.objects.bulk_create([Snapshot(**held["snapshot"])])
    row = {key: value for key, value in held["row"].items() if key != "partnership"}
    assessment = Assessment.objects.create(
        partnership=registered.partnership,
        submission=registered.submission,
        state=State.DONE,
        rulebook_id=rulebook["version"],
        snapshot_id=held["snapshot"]["sha256"],
        **row,
    )
    OutcomeRow.objects.bulk_create(OutcomeRow(assessment=assessment, **each) for each in held["outcomes"])
    for each in held["matches"]:
        said = {key: value for key, value in each.items() if key not in ("code", "fingerprint")}
        finding = Finding.objects.create(
            partnership=registered.partnership, code=each["code"], fingerprint=each["fingerprint"]
        )
        Match.objects.create(assessment=assessment, finding=finding, **said)
    return Assessment.objects.get(pk=assessment.pk), held


def as_now(answer: Json, assessment: Assessment) -> Json:
    """Return the answer of that time, of the partnership that has another id in this database."""
    return {**answer, "partnership": str(assessment.partnership_id)}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_replayed_bit_for_bit(name: str) -> None:
    assessment, _ = stored(name)
    assert assessment.format == 1
    assert replay_assessment(assessment).differences == ()


@pytest.mark.parametrize("name", NAMES)
def test_it_is_answered_as_it_was(name: str) -> None:
    assessment, held = stored(name)
    answer = result_json(assessment)
    assert json.dumps(answer, sort_keys=True) == json.dumps(as_now(held["answer"], assessment), sort_keys=True)
    assert answer_without_sensitive(answer) == as_now(held["withheld"], assessment)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_shown_in_the_words_of_its_time(name: str, language: Language) -> None:
    assessment, held = stored(name)
    with override(language):
        rows = outcome_rows(assessment, language, sensitive=True)["all"]
    assert {row["code"]: {"missing": row["missing"], "reason": row["reason"]} for row in rows} == held["shown"][
        language
    ]


def test_what_was_acknowledged_of_it_still_is() -> None:
    assessment, held = stored("whole")
    view = read_case(assessment.partnership)
    assert {each.outcome.code: each.lacking for each in view.unassessed} == held["lacking"] != {}


@pytest.mark.parametrize("name", NAMES)
def test_the_same_case_concluded_in_format_2_says_the_same_by_codes(name: str) -> None:
    held = fixture()["assessments"][name]
    material = material_from_text(held["snapshot"]["content"])
    result = conclude_material(material, rulebook_from_text(fixture()["rulebook"]["text"]), 2)
    reader = ResultReader(SnapshotFacts(held["snapshot"]["content"]))
    answer = held["answer"]
    for code, outcome in result.outcomes.items():
        then = answer["explained"].get(code, {"missing": [], "reason": None})
        assert [each.text for each in outcome.missing] == answer["missing"].get(code, [])
        assert [plain(reader.said(each).to_json()) for each in outcome.missing] == then["missing"], code
        assert plain(reader.said(outcome.reason).to_json() if outcome.reason else None) == then["reason"], code
    for found, then in zip(result.findings, answer["findings"], strict=True):
        remedies = [remedy_json(each.stored()) for each in found.clears_if]
        assert [{"en": each["en"], "ja": each["ja"]} for each in remedies] == then["clears_if"]
        assert all(each["text"] == {"en": each["en"], "ja": each["ja"]} for each in remedies)


def test_what_is_concluded_today_is_stored_as_codes_and_replayed() -> None:
    document = fixture()["assessments"]["recused"]["document"]
    register_partnership(check_document(document), account=None, way="file")
    assessment = finish_here(Assessment.objects.get(state=State.QUEUED))
    assert assessment.format == FORMAT
    outcomes = outcomes_of(assessment).values()
    said = [each for outcome in outcomes for each in (*outcome.missing, outcome.silence) if each]
    said += [each for match in assessment.matches.all() for each in match.clears_if]
    assert all(each.keys() == {"code", "version", "parameters"} for each in (*said, *assessment.remarks))
    assert {each.reason for each in outcomes} == {""}
    assert replay_assessment(assessment).differences == ()
    (remark,) = result_json(assessment)["remarks"]
    assert (remark["code"], remark["name"]) == ("no_decision_maker", "remark.no_decision_maker")
    (then,) = fixture()["assessments"]["recused"]["answer"]["remarks"]
    assert {key: remark[key] for key in then} == then


def test_other_words_of_a_code_are_no_other_result() -> None:
    """A replay compares what was said, not in which version of its words."""
    one = [{"code": "missing.parameter", "version": 1, "parameters": {"parameter": "x"}}]
    assert not is_written_otherwise(one, [{**one[0], "version": 2}])
    assert is_written_otherwise(one, [{**one[0], "parameters": {"parameter": "y"}}])
    assert is_written_otherwise({"version": 1}, {"version": 2})


def test_what_an_erasure_writes_anew_keeps_the_words_of_its_time() -> None:
    nested = {"code": "missing.parameter", "version": 1, "parameters": {"parameter": "x"}}
    before = [{"code": "a.b", "version": 1, "parameters": {"of": [nested], "name": {"en": "Sato", "ja": "佐藤"}}}]
    now = [
        {"code": "a.b", "version": 2, "parameters": {"of": [{**nested, "version": 3}], "name": {"en": "?", "ja": "?"}}}
    ]
    (kept,) = with_versions_of(before, now)
    assert kept == {"code": "a.b", "version": 1, "parameters": {"of": [nested], "name": {"en": "?", "ja": "?"}}}
    assert with_versions_of(["text"], ["other"]) == ["other"]
    assert with_versions_of(None, now) == now


def plain(entry: Json | None) -> Json | None:
    """Return an entry without what was added."""
    return {key: value for key, value in entry.items() if key in ("code", "text")} if entry else None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("benefit 1: reported", "benefit"),
        ("benefit:1: value_yen is 5,000, not > 5,000", "benefit"),
        ("close_person(person=a)", "close_person"),
        ("nothing of kind benefit", None),
        ("parameter small_value_yen", None),
        ("finding COI-01", "finding"),
    ],
)
def test_the_kind_of_fact_that_a_text_is_about(text: str, kind: str | None) -> None:
    assert about_of(text) == kind


@pytest.fixture
def known() -> SnapshotFacts:
    """Return the facts in the snapshot of the magnets example."""
    register_partnership(check_document(example("hikari_magnetics")), account=None, way="file")
    assessment = finish_here(Assessment.objects.get(state=State.QUEUED))
    assert assessment.snapshot is not None
    return SnapshotFacts(assessment.snapshot.content)


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
def test_missing_data_is_named(known: SnapshotFacts, language: Language, given: str, said: str) -> None:
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
def test_a_reason_is_said_in_words(known: SnapshotFacts, given: str, said: str) -> None:
    assert EngineWords(known, "en").reason(given) == said
