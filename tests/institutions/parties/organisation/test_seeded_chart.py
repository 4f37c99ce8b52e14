"""The chart of the seeded register on the four prepared days, body by body."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from institutions.parties.organisation.changes import chart_changes
from institutions.parties.organisation.chart import Chart, ChartNode
from institutions.parties.organisation.chart_events import PREPARED
from institutions.parties.organisation.register import ChartHistory, japanese_bodies
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
REORGANISED, NSS_ECON, DIGITAL_AGENCY = (step.on for step in PREPARED)

IN_2001 = """
CABINET
  CAS
  CLB
  CAO
    FSA
    NPSC
      NPA
    CHANS
    IHA
  MAFF
    FAJ
    FRA
  METI
    SMEA
    JPO
    ANRE
      NISA
    METI-TESB
  MEXT
    ACA
  MHLW
    CLRC
  MIC
    FDMA
    JFTC
    EDCC
  MLIT
    JCG
    JMA
  MOE
  MOF
    NTA
  MOFA
  MOJ
    PSIA
    PSEC
  NPA-JINJI
    NPSEB
BOA
"""
IN_2020 = """
CABINET
  CAS
    NISC
    NSS
      NSS-ECON
    CBP
    CAS-IT
  CLB
  CAO
    FSA
    CAA
    JFTC
    NPSC
      NPA
    RSC
    PPC
    JCRC
    AMED
    CHANS
    IHA
    HRC
  RA
  MAFF
    FAJ
    FRA
  METI
    SMEA
    JPO
    ANRE
    RIETI
    NEDO
    IPA
    JOGMEC
    METI-TESB
  MEXT
    ACA
    JSA
    JST
  MHLW
    CLRC
    PMDA
  MIC
    FDMA
    EDCC
  MLIT
    JCG
    JMA
    JTA
    JTSB
  MOE
    NRA
  MOF
    NTA
    JBIC
  MOFA
  MOJ
    PSIA
    ISA
    PSEC
  MOD
    ATLA
    SDF-EB
  NPA-JINJI
    NPSEB
  NSC
BOA
"""
IN_2021 = IN_2020.replace("  RA\n", "  RA\n  DA\n").replace("    CAS-IT\n", "")
IN_2026 = IN_2021.replace("    HRC\n", "    HRC\n    CAO-ESPO\n").replace("  MOFA\n", "  MOFA\n    MOFA-ESD\n")
IN_2026 = (
    IN_2026.replace("    NISC\n", "")
    .replace("    CBP\n", "    CBP\n    CAICM\n    NCO\n")
    .replace("    CAA\n", "    CAA\n    CFA\n")
)
IN_2026 = IN_2026.replace("  NSC\n", "  NSC\n  ESPC\n")


@pytest.fixture
def history(db: None) -> ChartHistory:
    """Return the seeded register."""
    store_seed(read_folder(), today=TODAY)
    return ChartHistory.read(japanese_bodies())


def drawn(chart: Chart) -> str:
    """Yield the chart with a code a line, indented by its depth."""

    def lines(nodes: tuple[ChartNode, ...], depth: int = 0) -> Iterator[str]:
        for node in nodes:
            yield "  " * depth + node.body.key
            yield from lines(node.under, depth + 1)

    return "\n".join(lines(chart.tree()))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(REORGANISED, IN_2001), (NSS_ECON, IN_2020), (DIGITAL_AGENCY, IN_2021), (TODAY, IN_2026)],
    ids=str,
)
def test_the_chart_of_a_prepared_day(history: ChartHistory, day: date, expected: str) -> None:
    assert drawn(history.chart(day)) == expected.strip()


def test_the_prepared_days_are_the_first_days_of_bodies_of_the_register(history: ChartHistory) -> None:
    founded = {body.founded_on: body.code for body in history.bodies if body.code in ("METI", "NSS-ECON", "DA")}
    assert [founded[step.on] for step in PREPARED] == ["METI", "NSS-ECON", "DA"]


@pytest.mark.parametrize(("day", "code"), [(REORGANISED, "METI"), (NSS_ECON, "NSS-ECON"), (DIGITAL_AGENCY, "DA")])
def test_on_the_day_before_a_body_is_not_there_yet(history: ChartHistory, day: date, code: str) -> None:
    assert code in codes(history.chart(day))
    before = history.chart(day - timedelta(days=1))
    assert code not in codes(before)
    assert code not in {body.key for body in before.not_known.values()}


def test_a_body_without_a_stated_founding_is_there_only_on_days_that_something_says_so(history: ChartHistory) -> None:
    assert [body.key for body in history.chart(REORGANISED).not_known.values()] == ["SDF-EB"]
    assert "SDF-EB" in codes(history.chart(date(2007, 1, 9)))
    assert "SDF-EB" not in codes(history.chart(date(2007, 1, 8)))


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("METI-TESB", DIGITAL_AGENCY, "経済産業省 貿易経済協力局"),
        ("METI-TESB", TODAY, "経済産業省 貿易経済安全保障局"),
        ("JOGMEC", DIGITAL_AGENCY, "石油天然ガス・金属鉱物資源機構"),
        ("JOGMEC", TODAY, "エネルギー・金属鉱物資源機構"),
    ],
)
def test_a_body_stands_under_the_name_that_it_had_then(history: ChartHistory, code: str, day: date, name: str) -> None:
    assert called(history.chart(day), code) == name


def test_the_reorganisation_founded_the_ministries_and_moved_the_commission(history: ChartHistory) -> None:
    found = chart_changes(history.chart(REORGANISED - timedelta(days=1)), history.chart(REORGANISED))
    assert [body.key for body in found.founded] == [
        *("CAO", "MAFF", "METI", "MEXT", "MHLW", "MIC", "MLIT", "MOE", "MOF", "MOFA", "MOJ", "METI-TESB", "NISA"),
    ]
    assert {(each.body.key, each.before, each.after and each.after.key) for each in found.moved} == {
        *(("JFTC", None, "MIC"), ("FDMA", None, "MIC"), ("CHANS", None, "CAO"), ("FSA", None, "CAO")),
        *(("NPSC", None, "CAO"), ("IHA", None, "CAO"), ("ANRE", None, "METI"), ("JPO", None, "METI")),
        *(("SMEA", None, "METI"), ("JCG", None, "MLIT"), ("JMA", None, "MLIT"), ("FAJ", None, "MAFF")),
        *(("FRA", None, "MAFF"), ("ACA", None, "MEXT"), ("NTA", None, "MOF"), ("PSIA", None, "MOJ")),
        *(("EDCC", None, "MIC"), ("PSEC", None, "MOJ"), ("CLRC", None, "MHLW")),
    }
    assert (found.dissolved, found.renamed) == ((), ())


def test_what_changed_from_one_prepared_day_to_the_next(history: ChartHistory) -> None:
    in_2020 = chart_changes(history.chart(REORGANISED), history.chart(NSS_ECON))
    (moved,) = in_2020.moved
    assert (moved.body.key, moved.before and moved.before.key, moved.after and moved.after.key) == (
        "JFTC",
        "MIC",
        "CAO",
    )
    assert [body.key for body in in_2020.dissolved] == ["NISA"]
    assert [(each.before.en, each.before.ja == each.after.ja) for each in in_2020.renamed] == [
        ("Ministry of Public Management, Home Affairs, Posts and Telecommunications", True)
    ]
    assert "SDF-EB" not in {body.key for body in in_2020.founded}, "it may have been there already"
    in_2021 = chart_changes(history.chart(NSS_ECON), history.chart(DIGITAL_AGENCY))
    assert ([body.key for body in in_2021.founded], in_2021.renamed, in_2021.moved) == (["DA"], (), ())
    assert [body.key for body in in_2021.dissolved] == ["CAS-IT"]
    since = chart_changes(history.chart(DIGITAL_AGENCY), history.chart(TODAY))
    assert {body.key for body in since.founded} == {"ESPC", "CAO-ESPO", "MOFA-ESD", "CFA", "CAICM", "NCO"}
    assert [body.key for body in since.dissolved] == ["NISC"]
    assert {each.after.key for each in since.renamed} == {"METI-TESB", "JOGMEC"}


def test_the_regulation_of_nuclear_power_left_the_ministry_that_promotes_it(history: ChartHistory) -> None:
    before, after = history.chart(date(2012, 9, 18)), history.chart(date(2012, 9, 19))
    assert "    ANRE\n      NISA\n" in drawn(before)
    assert "NISA" not in codes(after)
    assert "  MOE\n    NRA\n" in drawn(after)
    assert "NRA" not in codes(before)


def codes(chart: Chart) -> set[str]:
    """Return the codes of the bodies that were there."""
    return {body.key for body in chart.bodies.values()}


def called(chart: Chart, code: str) -> str:
    """Return the Japanese name of a body."""
    return next(body.name("ja") for body in chart.bodies.values() if body.key == code)
