"""The shipped seed files are complete, sourced and in step with the known institutions of Japan."""

import pytest

from institutions.kinds.countries import COUNTRIES
from institutions.kinds.document import LEGAL_GROUNDS
from institutions.kinds.mandates import CONSENTS, FUNCTIONS, LEADS
from institutions.kinds.words import DOMAINS
from institutions.seeding.crosschecks import seed_origins
from institutions.seeding.folder import read_folder
from institutions.seeding.rows import MandateRow, PostRow, Seed
from institutions.seeding.words import MANDATE_FUNCTIONS, MANDATE_LEADS, POST_CONSENTS

pytestmark = pytest.mark.bare

BODIES = {
    *("CABINET", "CAS", "NSS", "NSS-ECON", "DA", "CAO", "CAO-ESPO", "METI", "METI-TESB", "MOD", "ATLA", "MIC", "MHLW"),
    *(
        "MOFA",
        "MOFA-ESD",
        "MOF",
        "MEXT",
        "JFTC",
        "NPA-JINJI",
        "NPSEB",
        "RSC",
        "HRC",
        "CBP",
        "NSC",
        "BOA",
        "CHANS",
        "NEDO",
    ),
    *("JST", "AMED", "JBIC", "JOGMEC", "PMDA", "IPA", "RIETI", "ESPC", "SDF-EB"),
    *("MOJ", "MAFF", "MLIT", "MOE", "NRA", "ANRE", "NISA", "JPO", "SMEA", "RA", "CLB", "CAICM", "NCO", "NPSC", "NPA"),
    *("FSA", "CAA", "CFA", "PPC", "JCRC", "IHA", "FDMA", "ISA", "PSIA", "NTA", "JSA", "ACA", "FAJ", "FRA", "JTA"),
    *("JMA", "JCG", "CAS-IT", "NISC", "EDCC", "PSEC", "CLRC", "JTSB"),
}


@pytest.fixture(scope="module")
def seed() -> Seed:
    return read_folder()


def test_every_row_has_a_source_and_a_confidence(seed: Seed) -> None:
    known = {source.key for source in seed.sources}
    for where, origin in seed_origins(seed):
        assert origin.source in known, where
        assert origin.confidence, where


def test_what_nobody_read_is_marked_and_comes_up_for_review(seed: Seed) -> None:
    for where, origin in seed_origins(seed):
        if origin.confidence in ("memory", "derived"):
            assert origin.review_on is not None, where


def test_the_bodies_of_the_issue_are_there(seed: Seed) -> None:
    assert {body.code for body in seed.bodies} == BODIES


def test_a_corporate_number_is_given_only_where_it_was_seen(seed: Seed) -> None:
    given = {body.code: body.corporate_number for body in seed.bodies if body.corporate_number}
    assert given == {"ATLA": "8000012120002"}


def test_every_country_of_iso_3166_has_a_name_in_both_languages(seed: Seed) -> None:
    assert len(seed.countries) == 249
    assert all(len(word.code) == 2 and word.name.en and word.name.ja for word in seed.countries)


def test_as_many_treaties_are_in_force_as_were_counted_in_july_2024(seed: Seed) -> None:
    """JETRO, 26 July 2024: 37 investment agreements and 17 FTAs with rules on investment, the Energy Charter aside."""
    in_force = [treaty for treaty in seed.treaties if treaty.status == "in_force" and treaty.key != "energy_charter"]
    forms = [treaty.form for treaty in in_force]
    assert (forms.count("investment"), forms.count("economic_partnership")) == (37, 17)


def test_where_it_is_not_known_whether_investors_may_claim_it_says_so(seed: Seed) -> None:
    unknown = {treaty.key for treaty in seed.treaties if treaty.isds is None}
    assert {"epa_thailand", "epa_brunei", "epa_indonesia", "epa_bangladesh"} <= unknown
    without = {treaty.key for treaty in seed.treaties if treaty.isds is False}
    assert without == {"rcep", "epa_eu", "epa_uk", "epa_australia", "epa_philippines"}


def test_china_is_under_two_treaties_with_different_periods(seed: Seed) -> None:
    limits = {treaty.key: (treaty.limit, treaty.limit_months) for treaty in seed.treaties}
    assert limits["tia_china_korea"] == ("months", 36)
    assert limits["bit_china"] == ("none", None)


def test_the_brief_keeps_claims_and_facts_apart(seed: Seed) -> None:
    assert [statement.code for statement in seed.brief] == [f"E{number:02}" for number in range(1, 28)]
    claims = {statement.code for statement in seed.brief if statement.standing == "claim"}
    assert {"E03", "E04", "E19", "E20"} <= claims
    assert not {"E02", "E07", "E10", "E21"} & claims
    assert all(statement.origin.source == "csds_2021" for statement in seed.brief)


def test_the_closed_lists_are_those_of_the_submission_document(seed: Seed) -> None:
    assert [word.code for word in seed.domains] == list(DOMAINS)
    assert [word.name.ja for word in seed.domains] == [label.ja for label in DOMAINS.values()]
    assert {word.code for word in seed.legal_grounds} == set(LEGAL_GROUNDS)


def test_a_country_is_called_what_an_official_writes() -> None:
    assert (COUNTRIES["GB"].ja, COUNTRIES["US"].ja, COUNTRIES["NO"].en) == ("英国", "米国", "Norway")


def test_the_words_of_mandates_and_posts_are_those_that_facts_know(seed: Seed) -> None:
    assert (tuple(FUNCTIONS), tuple(LEADS), tuple(CONSENTS)) == (MANDATE_FUNCTIONS, MANDATE_LEADS, POST_CONSENTS)


def test_a_mandate_says_whether_a_law_is_named_for_it(seed: Seed) -> None:
    assert all(mandate.in_law is not None for mandate in seed.mandates)


def test_the_economic_division_makes_policy_and_coordinates_for_every_domain(seed: Seed) -> None:
    held = {(each.function, each.domain) for each in seed.mandates if each.body == "NSS-ECON"}
    assert held == {("policy", ""), ("coordinates", "")}


def test_a_body_holds_nothing_before_it_is_founded_or_after_it_ends(seed: Seed) -> None:
    bodies = {body.code: body for body in seed.bodies}
    rows: tuple[MandateRow | PostRow, ...] = (*seed.mandates, *seed.posts)
    for held in rows:
        body = bodies[held.body]
        assert not (held.from_on and body.founded_on) or held.from_on >= body.founded_on, held.body
        assert body.dissolved_on is None or held.until_on == body.dissolved_on, held.body
