"""A table of treaties supersedes what it names, also what the seed brought, and leaves everything else as it is."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from institutions.codes.wording import code_words
from institutions.lists.refreshing import RefreshedList
from institutions.models import GovernmentBody, Treaty, TreatyCoverage, TreatyParty
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed
from tests.institutions.lists.editions import bring, edition_file, in_english

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
MAPPING = SHARED / "treaties" / "japan_investment_treaties.csv"
HEADINGS = (
    "treaty,name,name_ja,form,status,signed_on,in_force_on,terminated_on,isds,limit_months,survival_years,"
    "excludes_procurement,carve_outs,note,confidence,review_on,party.country,party.in_force_on,party.withdrawn_on"
)
NOVA = (  # a treaty with a country, as nobody has it
    "bit_nova,Japan–Nova Investment Agreement,日・ノヴァ投資協定,investment,signed,2026-04-01,,,true,36,10,"
    "false,taxation; subsidies,,seen,,SM,,"
)

pytestmark = pytest.mark.django_db


def treaties(folder: Path, *rows: str, headings: str = HEADINGS, **head: str) -> Path:
    """Return a table of treaties."""
    return edition_file(folder, *rows, headings=headings, list="investment_treaties", title="Treaties", **head)


def messages(found: RefreshedList) -> list[str]:
    assert found.applied
    return [each.message for each in found.applied.errors]


@pytest.fixture
def seeded(db: None) -> GovernmentBody:
    """Return the register after `manage.py seed`; METI keeps the list."""
    store_seed(read_folder())
    return GovernmentBody.objects.get(code="METI")


def test_a_treaty_that_is_signed_is_not_in_force(meti: GovernmentBody, tmp_path: Path) -> None:
    found = bring(treaties(tmp_path, NOVA), meti)
    assert found.counts == {"added": 1, "changed": 0, "ended": 0, "unchanged": 0}
    treaty = Treaty.objects.get()
    assert (treaty.status, treaty.isds, treaty.limit_months, treaty.survival_years) == ("signed", True, 36, 10)
    assert (treaty.carve_outs, treaty.confidence) == (["subsidies", "taxation"], "seen")
    assert treaty.source is not None
    assert treaty.source.title == "Treaties (2026-06-01)"
    assert {(each.country, each.in_force_on) for each in TreatyParty.objects.all()} == {("JP", None), ("SM", None)}


def test_a_day_of_entry_into_force_is_refused_of_what_is_only_signed(meti: GovernmentBody, tmp_path: Path) -> None:
    found = bring(treaties(tmp_path, NOVA.replace("2026-04-01,,", "2026-04-01,2026-05-01,")), meti)
    assert "is signed only, but has a day of entry into force" in messages(found)[0]
    assert found.applied
    assert "署名のみの状態ですが" in code_words(found.applied.errors[0].said, "ja")
    assert (found.taken, Treaty.objects.count()) == (None, 0)


def test_looking_stores_nothing(meti: GovernmentBody, tmp_path: Path) -> None:
    assert bring(treaties(tmp_path, NOVA), meti, take=False).counts["added"] == 1
    assert Treaty.objects.count() == 0


def test_what_the_seed_brought_is_superseded_and_stays_readable(seeded: GovernmentBody, tmp_path: Path) -> None:
    before = timezone.now()
    others = Treaty.objects.current().count() - 1
    headings = "treaty,status,in_force_on,confidence"
    found = bring(treaties(tmp_path, "bit_zambia,発効,令和8年5月1日,確認済", headings=headings), seeded)
    assert found.counts == {"added": 0, "changed": 1, "ended": 0, "unchanged": 0}
    (entry,) = found.entries
    assert "status: signed → in_force" in in_english(entry.differs)
    assert "ZM: in_force_on: not stated → 2026-05-01" in in_english(entry.differs)
    assert in_english(found.notes) == [f"{others} treaties that the file does not name stay as they are."]

    rows = Treaty.objects.filter(code="bit_zambia")
    now, then = rows.current().get(), rows.known_at(before).get()
    assert (now.status, now.in_force_on, now.confidence) == ("in_force", date(2026, 5, 1), "seen")
    assert (then.status, then.in_force_on, then.superseded_at) == ("signed", None, now.recorded_at)
    assert (now.lineage, now.name_ja, now.isds) == (then.lineage, then.name_ja, then.isds)
    parties = TreatyParty.objects.current().filter(treaty="bit_zambia")
    assert {each.in_force_on for each in parties} == {date(2026, 5, 1)}


def test_seeding_again_does_not_take_a_list_back(seeded: GovernmentBody, tmp_path: Path) -> None:
    headings = "treaty,status,in_force_on,confidence"
    bring(treaties(tmp_path, "bit_zambia,in_force,2026-05-01,seen", headings=headings), seeded)
    counts = {each.label: each.counts for each in store_seed(read_folder())}
    assert not any(each.changed for each in counts.values())
    assert Treaty.objects.current().get(code="bit_zambia").status == "in_force"


def test_the_same_table_again_changes_nothing(seeded: GovernmentBody, tmp_path: Path) -> None:
    headings = "treaty,status,in_force_on,confidence"
    row = "bit_zambia,in_force,2026-05-01,seen"
    bring(treaties(tmp_path, row, headings=headings), seeded)
    rows = list(Treaty.objects.values())
    found = bring(treaties(tmp_path, row, headings=headings, as_of="2026-07-01"), seeded)
    assert found.counts == {"added": 0, "changed": 0, "ended": 0, "unchanged": 1}
    assert list(Treaty.objects.values()) == rows


def test_a_party_leaves_by_its_day_and_never_by_not_being_named(seeded: GovernmentBody, tmp_path: Path) -> None:
    before = TreatyParty.objects.current().filter(treaty="cptpp").count()
    headings = "treaty,confidence,party.country,party.withdrawn_on"
    found = bring(treaties(tmp_path, "cptpp,seen,BN,2026-06-01", headings=headings), seeded)
    assert "BN: ended_on: not stated → 2026-05-31" in in_english(found.entries[0].differs)
    parties = TreatyParty.objects.current().filter(treaty="cptpp")
    assert parties.count() == before
    assert {each.country for each in parties.filter(ended_on__isnull=False)} == {"BN"}


def test_none_takes_away_and_an_empty_cell_says_nothing(seeded: GovernmentBody, tmp_path: Path) -> None:
    headings = "treaty,limit_months,survival_years,confidence"
    was = Treaty.objects.current().get(code="bit_egypt")
    found = bring(treaties(tmp_path, "cptpp,なし,,seen", "bit_egypt,,none,seen", headings=headings), seeded)
    assert messages(found) == []
    cptpp, egypt = (Treaty.objects.current().get(code=code) for code in ("cptpp", "bit_egypt"))
    assert (cptpp.limit_months, cptpp.no_limit, cptpp.carve_outs != []) == (None, True, True)
    assert (was.survival_years, egypt.survival_years, egypt.no_limit) == (10, None, was.no_limit)


COVERAGE = "treaty,status,in_force_on,confidence,coverage.country,coverage.complete_on,coverage.confidence"


def test_a_table_says_for_which_countries_it_is_complete(seeded: GovernmentBody, tmp_path: Path) -> None:
    others = TreatyCoverage.objects.current().exclude(country__in=["ZM", "AE"]).order_by("pk")
    before = list(others.values())
    rows = ("bit_zambia,in_force,2026-05-01,seen,ZM,2026-06-01,確認済", ",,,,AE,令和8年6月1日,seen")
    found = bring(treaties(tmp_path, *rows, headings=COVERAGE), seeded)
    assert messages(found) == []
    outcomes = {each.record: (str(each.outcome), in_english(each.differs[:1])) for each in found.entries}
    assert outcomes["coverage:ZM"] == ("added", [])
    assert outcomes["coverage:AE"] == ("changed", ["AE: complete_on: 2026-03-31 → 2026-06-01"])
    assert found.applied
    assert {"AE", "ZM"} <= {country for change in found.applied.changes for country in change.countries}
    held = {each.country: each for each in TreatyCoverage.objects.current().filter(country__in=["ZM", "AE"])}
    assert {each.complete_on for each in held.values()} == {date(2026, 6, 1)}
    assert held["AE"].source is not None
    assert held["AE"].source.title == "Treaties (2026-06-01)"
    assert list(others.values()) == before

    again = bring(treaties(tmp_path, *rows, headings=COVERAGE, as_of="2026-07-01"), seeded)
    assert (again.counts["unchanged"], sum(again.counts.values())) == (3, 3)
    store_seed(read_folder())
    assert TreatyCoverage.objects.current().get(country="AE").complete_on == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,,,,2026-06-01,seen", "The country that this is about is missing. Fill in coverage.country."),
        (",,,,AE,none,seen", "A country can't be removed from the covered ones."),
        (",,,,AE,2026-06-01,memory", "'memory' needs a day to check it again. Give 'review_on'."),
        (",,,,AE,2026-06-01,", "'confidence'"),
        (",,,,XX,2026-06-01,seen", "We don't recognise the country 'XX'."),
        (",,,,ZM,,seen", "'complete_on'"),
        (",in_force,,seen,AE,2026-06-01,seen", "The row names no treaty."),
    ],
)
def test_each_trouble_of_coverage_names_the_remedy(seeded: GovernmentBody, tmp_path: Path, row: str, said: str) -> None:
    found = bring(treaties(tmp_path, row, headings=COVERAGE), seeded)
    assert any(said in each for each in messages(found)), messages(found)
    assert found.taken is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            ",seen,",
            ",,",
            "The confidence is missing. Fill in confidence with one of: seen, seen_2013, derived, memory.",
        ),
        (",seen,", ",memory,", "'memory' needs a day to check it again. Give 'review_on'."),
        (",signed,", ",sigend,", "'sigend' is not a valid value of Status. Did you mean signed?"),
        (",SM,", ",XX,", "We don't recognise the country 'XX'."),
        ("bit_nova,", "Bit Nova,", "'Bit Nova' is not a code."),
        (",36,", ",99999999999,", "is more than 9,999"),
        (",true,", ",perhaps,", "'perhaps' is not true, false or unknown."),
        ("taxation; subsidies", "taxes", "'carve_outs' can't be taxes. Use one of taxation"),
        ("日・ノヴァ投資協定", "", "'ja' is missing."),
    ],
)
def test_each_trouble_names_the_remedy(
    meti: GovernmentBody, tmp_path: Path, before: str, after: str, said: str
) -> None:
    found = bring(treaties(tmp_path, NOVA.replace(before, after, 1)), meti)
    assert any(said in each for each in messages(found)), messages(found)
    assert Treaty.objects.count() == 0


def test_rows_of_one_treaty_say_the_same(meti: GovernmentBody, tmp_path: Path) -> None:
    other = NOVA.replace(",signed,", ",in_force,").replace(",SM,", ",LI,")
    found = bring(treaties(tmp_path, NOVA, other), meti)
    assert messages(found) == ["Line 8 contradicts this about the same treaty. Keep one of them, or make both agree."]


def test_the_same_treaty_under_another_code_is_told(seeded: GovernmentBody, tmp_path: Path) -> None:
    zambia = NOVA.replace("2026-04-01", "2025-02-06").replace(",SM,", ",ZM,")
    found = bring(treaties(tmp_path, zambia), seeded)
    assert messages(found) == [
        "Treaty bit_zambia has the same countries and day of signature. Write bit_zambia if it is the same."
    ]


@pytest.mark.skipif(not MAPPING.exists(), reason="the copy of UNCTAD's mapping is not beside the project")
def test_the_mapping_of_unctad_is_read_as_it_is(seeded: GovernmentBody, tmp_path: Path) -> None:
    head = {"as_of": "2016-12-31", "publisher": "UNCTAD", "url": "https://investmentpolicy.unctad.org/"}
    lines = ["list,investment_treaties", "title,Mapping", *(f"{name},{value}" for name, value in head.items())]
    path = tmp_path / "mapping.csv"
    path.write_text("\n".join([*lines, MAPPING.read_text(encoding="utf-8")]), encoding="utf-8")
    found = bring(path, seeded, take=False)
    assert messages(found) == []
    assert sum(found.counts.values()) == 34
    # The seed was read from it: what it says of arbitration, procurement and periods agrees.
    said = {line.split(":")[0] for each in found.entries for line in in_english(each.differs)}
    assert not said & {"isds", "excludes_procurement", "survival_years"}, [
        (each.record, each.differs) for each in found.entries if each.differs
    ]


def test_a_mapping_of_a_treaty_that_is_not_held_is_refused(meti: GovernmentBody, tmp_path: Path) -> None:
    path = treaties(
        tmp_path,
        "1,Japan,Peru,1. Japan 2. Peru,21/11/2008",
        "2,Japan,Nova,1. Japan 2. Nova,21/11/2008",
        "3,Japan,Peru,1. Japan 2. Peru,2008",
        headings="id,Party1,Party2,Parties,Date of signature",
    )
    first, second, third = messages(bring(path, meti))
    assert first.startswith("The register has no treaty of these countries signed on this day.")
    assert second == "We don't recognise the country 'Nova' by this name. Use our own table."
    assert third.startswith("'2008' is not a day of signature such as 08/07/2014")
