"""Words for every code of the engine, without ids and names of fields, as old results had them."""

import random
import re
from typing import Any

import pytest
from django.utils.translation import gettext, override

from institutions.codes.registry import REGISTRY, placeholder_names
from institutions.codes.restoring import restore_code
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Company
from rules.assessing.material import AssessmentMaterial, plain_fact
from rules.assessing.old_format.pattern_words import OldPatternWording
from rules.assessing.old_format.words import EngineWords
from rules.assessing.result import result_json
from rules.assessing.result_lines import ResultReader
from rules.assessing.result_words import ResultWords
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.assessing.waiting import finish_here
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.engine_code import EngineCode
from rules.engine.evaluating.missing_data import (
    CUT,
    MissingField,
    MissingFinding,
    MissingNeed,
    MissingParameter,
    NeedTest,
    NeedValue,
)
from rules.engine.evaluating.silent_codes import (
    ComputedDiffers,
    ComputedUnknown,
    FieldDiffers,
    FieldKnown,
    FieldUnknown,
    GuardFinds,
    NothingFurther,
    NothingOfKind,
    NotMet,
)
from rules.engine.language.statements import Language
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, State
from rules.models.outcome_reading import outcomes_of
from tests.documents import example
from tests.rules.agreement.real import evaluator
from tests.rules.agreement.real_facts import real_facts

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
LANGUAGES: tuple[Language, Language] = ("en", "ja")


@pytest.fixture
def assessment() -> Assessment:
    """Return the assessment of the magnets example."""
    register_partnership(check_document(example("hikari_magnetics")), account=None, way="file")
    return finish_here(Assessment.objects.get(state=State.QUEUED))


@pytest.fixture
def known(assessment: Assessment) -> SnapshotFacts:
    """Return the facts in its snapshot."""
    assert assessment.snapshot is not None
    return SnapshotFacts(assessment.snapshot.content)


def hikari() -> str:
    """Return the id of the partner."""
    return str(Company.objects.get(name_en__startswith="Hikari").pk)


SELECTION: dict[str, Any] = {"fact": "selection", "kind": "selection"}
DECLARED = "this.on >= case.as_of - parameter.coi_disclosure_max_age_months"


@pytest.mark.parametrize(
    ("given", "text", "en", "ja"),
    [
        (MissingNeed(kind="leads", wanted=()), "leads()", "Lead", "主導者"),
        (MissingField(**SELECTION, field="market_survey_on"), "selection: market_survey_on",
         "Selection of the partner: market survey on", "相手方の選定：市場調査日"),
        (MissingNeed(kind="declaration", wanted=(
            NeedTest(test=DECLARED, fields=("on",)), NeedValue(field="person", op="==", value=None))),
         f"declaration({DECLARED}, person=?)",
         "Declaration of interests (on: 12 months before 20 June 2026 or later)", None),
        (MissingNeed(kind="market_known", wanted=(NeedValue(field="domain", op="!=", value="magnets"),)),
         "market_known(domain!=magnets)", "Market fully known (domain: not magnets)", None),
        (MissingParameter(parameter="coi_stake_critical_bp"), "parameter coi_stake_critical_bp",
         "An unknown number of the rulebook: A holding of at least this share makes the finding critical",
         None),
        (MissingFinding(rule="COL-07"), "finding COL-07", "Data that COL-07 (Single bidder) lacks",
         "COL-07（一者応札）の評価に不足している情報"),
        (CUT, "too many combinations of facts with unknown data to go through",
         "Too much data is unknown to try every combination of it.",
         "不明な情報が多く、全ての組合せを確認できません。"),
        (NothingOfKind(kind="holds_stake"), "nothing of kind holds_stake",
         "Nothing of this kind is on record: Holding.", "次の種類の記録はありません：持分。"),
        (NothingFurther(kind="bidder"), "no further fact of kind bidder",
         "Nothing further of this kind is on record: Bidder.", None),
        (GuardFinds(**SELECTION, guard="law"), "selection satisfies law",
         "This clears it: Selection of the partner.", None),
        (FieldDiffers(**SELECTION, field="method", value="negotiated", op="==", wanted="open"),
         "selection: method is negotiated, not == open",
         "Selection of the partner does not count: method is negotiated.", None),
        (FieldDiffers(**SELECTION, field="method", value="negotiated", op="==", of="call.method", wanted="open"),
         "selection: method is negotiated, not == call.method open",
         "Selection of the partner does not count: method is negotiated.", None),
        (FieldDiffers(fact="elsewhere", kind="selection", field="method", value="open", op="!=", wanted="open"),
         "selection elsewhere: method is open, not != open", "Selection of the partner does not count.", None),
        (NotMet(**SELECTION, test="this.method in (open, selective)", fields=("method",)),
         "selection: this.method in (open, selective) does not hold",
         "Selection of the partner does not meet this: method: open or selective.", None),
        (FieldUnknown(**SELECTION, field="market_survey_on"), "selection: market_survey_on is unknown",
         "Selection of the partner: market survey on is not known.", None),
        (ComputedUnknown(**SELECTION, computed="this.on + parameter.days"),
         "selection: this.on + parameter.days is unknown",
         "Selection of the partner does not count, since a value that the rule works out from it is not known.",
         "相手方の選定は、ルールがこれから算出する値が不明であるため、該当しません。"),
        (ComputedUnknown(**SELECTION, computed="this.on + parameter.days", words_version=1),
         "selection: this.on + parameter.days is unknown", "Selection of the partner does not count.",
         "相手方の選定は該当しません。"),
        (ComputedDiffers(**SELECTION, computed="rank of this.x", value=2, op=">=", wanted=3),
         "selection: rank of this.x is 2, not >= 3", "Selection of the partner does not count.", None),
        (FieldKnown(**SELECTION, known="on"), "selection: on is known", "Selection of the partner does not count.",
         None),
    ],
)  # fmt: skip
def test_a_code_has_its_text_for_programs_and_words_for_people(
    known: SnapshotFacts, given: EngineCode, text: str, en: str, ja: str | None
) -> None:
    assert given.text == text
    assert ResultWords(known, "en").of(given) == en
    japanese = ResultWords(known, "ja").of(given)
    assert re.search(r"[ぁ-んァ-ヶ一-龠]", japanese), japanese
    assert ja is None or japanese == ja
    again = restore_code(given.stored())
    assert again == given
    assert ResultWords(known, "en").of(given) == en


def test_parties_of_a_fact_and_of_a_need_are_named(known: SnapshotFacts) -> None:
    need = MissingNeed(kind="exposure", wanted=(NeedValue(field="company", op="==", value=hikari()),))
    assert ResultWords(known, "en").of(need) == "Exposure abroad (company: Hikari Magnetics Co., Ltd.)"
    assert ResultWords(known, "ja").of(need) == "海外事業の状況（企業：ヒカリ磁性株式会社）"
    major = MissingField(fact=f"participates:{hikari()}:lead_partner", kind="participates", field="major")
    assert ResultWords(known, "en").of(major) == "Participant (Hikari Magnetics Co., Ltd.): major"


def test_every_code_of_results_has_words_in_both_languages() -> None:
    of_results = [kind for code, kind in REGISTRY.items() if kind.__module__.startswith("rules.")]
    assert len(of_results) > 20
    for kind in of_results:
        for words in (*kind.earlier, kind.words):
            with override("ja"):
                japanese = gettext(words)
            assert placeholder_names(japanese) == placeholder_names(words), kind.code
            bare = re.sub(r"%\(\w+\)s", "", words).strip(" :")
            assert not bare or japanese != words, kind.code


class WordsOfThatTime(ResultWords):
    """Words for codes, with the conditions of rules worded as results of format 1 did."""

    def wording(self, kind: str) -> Any:
        """Words for tests of a kind of fact."""
        now = super().wording(kind)
        return OldPatternWording(now.bound, now.names, now.language, now.pattern)


def as_then(said: EngineCode) -> EngineCode:
    """Return a code in the first version of its words, and of the words of the codes in it."""

    def first(data: Any) -> Any:
        if isinstance(data, dict):
            version = {"version": 1} if data.keys() == {"code", "version", "parameters"} else {}
            return {**{name: first(value) for name, value in data.items()}, **version}
        return [first(each) for each in data] if isinstance(data, list) else data

    code = restore_code(first(said.stored()))
    assert isinstance(code, EngineCode)
    return code


@pytest.mark.parametrize("seed", range(3))
def test_random_cases_are_said_as_old_results_said_them(seed: int) -> None:
    """The frozen reader makes words of the texts, another of the codes: in the words of that time they agree."""
    rng = random.Random(seed)  # noqa: S311  # a seed that can be given again
    book = current_rulebook().compiled
    codes = sorted(book.syntax)
    for number in range(6):
        facts = real_facts(rng, book, codes[(seed * 6 + number) % len(codes)])
        records = records_of(facts, book, book.parameter_values)
        material = AssessmentMaterial(
            partnership="p", submission={}, as_of="2026-06-20", facts=tuple(map(plain_fact, facts)), records=(),
            names={}, sources={},
        )  # fmt: skip
        known = SnapshotFacts(material.to_text())
        old = {language: EngineWords(known, language) for language in LANGUAGES}
        new = {language: WordsOfThatTime(known, language) for language in LANGUAGES}
        for code, outcome in evaluator().search(records).outcomes.items():
            for language in LANGUAGES:
                for each in outcome.missing:
                    assert new[language].of(as_then(each)) == old[language].missing(each.text), (code, each)
                if outcome.reason:
                    assert new[language].of(as_then(outcome.reason)) == old[language].reason(outcome.reason.text), (
                        code,
                        outcome,
                    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_outcome_of_the_example_shows_an_id_or_the_name_of_a_field(
    assessment: Assessment, known: SnapshotFacts, language: Language
) -> None:
    reader = ResultReader(known)
    for outcome in outcomes_of(assessment).values():
        reason = reader.reason(outcome)
        for text in [each.words(language) for each in (*reader.missing(outcome), *([reason] if reason else []))]:
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
        "name": "missing.field",
        "parameters": {"fact": "partnership", "kind": "partnership", "field": "defence_use"},
        "text": {"en": "Proposed partnership: defence use", "ja": "提案された官民連携：防衛用途"},
    }
