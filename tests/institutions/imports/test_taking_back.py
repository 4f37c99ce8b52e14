"""An export of ours that is taken back changes nothing; a corrected row corrects what the body itself brought in."""

from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from institutions.formats.export_formats import FORMATS
from institutions.formats.tables.templates import TEMPLATES
from institutions.formats.tables.writing.cells import TABLES
from institutions.imports.whole_files import work_on_whole
from institutions.kinds import KINDS, Kind
from institutions.lists.declared_lists import OF_FORMAT
from institutions.models import CollectionParty, GovernmentBody, Import, ImportedRecord, Party, table_of
from tests.institutions.exports.registered import fill, selection_of
from tests.institutions.imports.good_files import bring_in, lines_of
from tests.institutions.imports.records import bring_in as store
from tests.institutions.imports.records import of
from tests.rules.web.api.every_kind import value_of

pytestmark = pytest.mark.django_db

HOLDINGS: Any = table_of("shareholding")  # its columns come from the declaration of its kind
APPOINTMENTS: Any = table_of("appointment")
TEXTS = ("=1+1", "'-2", " on two\r\nlines ", "なし", "課長", "２０２６")
COMPANIES = [
    {
        "key": "hikari",
        "name": {"ja": "ヒカリ磁性株式会社", "en": "Hikari Magnetics"},
        "corporate_number": "7000012050002",
    },
    {"key": "kita", "name": {"en": "Kita Materials"}, "country": None, "listed": True, "founded_on": "1990-04-01"},
]
PEOPLE = [{"key": "sato", "name": {"ja": "佐藤 遥"}, "country": "JP"}, {"key": "abe", "name": {"ja": "阿部 海"}}]
SOURCE = {"key": "paper", "title": "報告書", "url": "https://registry.example/1", "retrieved_on": "2026-01-15"}
TABLE = """record,holder,holder.name,holder.type,company,company.name,share_bp,from
1,K1,Kita,company,H1,Hikari,620,2021-04-01
2,S1,佐藤 遥,person,H1,Hikari,120,2021-04-01
"""


def filled(kind: Kind, place: int) -> dict[str, Any]:
    """Return a statement of a kind with every field that an import takes; cells change every second of its texts."""
    fields = [each for each in kind.fields if not each.case_only]
    statement = {each.name: value_of(each, kind, place) for each in fields}
    texts = [name for name, value in statement.items() if value == "text"]
    statement |= {name: TEXTS[(place + number) % len(TEXTS)] for number, name in enumerate(texts)}
    nothing = {each.name: None for each in fields if not each.required and each.name not in one_of(kind)}
    more = {"source": "paper", "from": "2021-04-01", "until": None, "confidence": "claim"}
    return {"kind": kind.name, **statement, **(more if place % 2 else {}), **(nothing if place == 2 else {})}


def one_of(kind: Kind) -> set[str]:
    """Return the fields without which a kind is refused, or belongs to one partnership."""
    return {kind.case_without, *(name for group in kind.one_of for name in group)}


def document(kind: Kind, place: int) -> dict[str, Any]:
    """Return a document of one statement, with the call that a bid is of."""
    call = {"kind": "call", "key": f"call-{place}", "body": "METI"}
    calls = [call] if kind.name != "call" and any(each.name == "call" for each in kind.fields) else []
    lists = {"companies": COMPANIES, "people": PEOPLE, "sources": [SOURCE]}
    return {"record": f"{kind.name}-{place}", **lists, "statements": [*calls, filled(kind, place)]}


@pytest.fixture
def everything(meti: GovernmentBody) -> None:
    """Import statements of every kind that a table has for a body, and register some of two proposals."""
    kinds = [kind for kind in KINDS.values() if kind.name in TEMPLATES]
    job = bring_in(meti, "json", lines_of(*(document(kind, place) for kind in kinds for place in range(4))))
    assert (job.refused, job.added) == (0, 4 * len(kinds))
    assert {kind.name for kind in kinds if not table_of(kind.name).objects.current().exists()} == set()


def counted() -> dict[str, int]:
    """Count the rows of each table that an import could add to."""
    tables: list[type[Model]] = [*map(table_of, KINDS), Party, ImportedRecord, CollectionParty]
    return {each.__name__: each._default_manager.count() for each in tables}


def exported(body: str, form: str, *lists: str, **more: Any) -> bytes:
    """Return an export for a body."""
    return b"".join(FORMATS[form].write(selection_of(body, *lists, **more)))


def counts(job: Import) -> dict[str, int]:
    """Return the counts of the outcomes that occurred."""
    words = ("added", "changed", "refused", "ended", "unchanged")
    assert job.state == "done", job.error
    return {word: number for word in words if (number := getattr(job, word))}


TABLES_OF_BOTH = [name for name, template in TABLES.items() if template.name in TEMPLATES]


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_table_that_is_exported_changes_nothing_when_it_is_taken_back(meti: GovernmentBody, form: str) -> None:
    before = counted()
    for name in TABLES_OF_BOTH:
        job = bring_in(meti, TABLES[name].name, exported("METI", form, name))
        assert counts(job) == {"unchanged": job.total}, (name, problems(job))
        assert job.total or name == "bodies"
    assert counted() == before


def problems(job: Import) -> list[Any]:
    """Return the errors and notes of the records that did not stay as they were."""
    return list(job.outcomes.exclude(outcome="unchanged").values_list("record", "errors", "notes"))


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("ids", [True, False])
def test_an_export_in_json_changes_nothing_when_it_is_taken_back(meti: GovernmentBody, ids: bool) -> None:
    before = counted()
    job = bring_in(meti, "json", exported("METI", "json", ids=ids))
    assert counts(job) == {"unchanged": job.total}, problems(job)
    assert counted() == before


@pytest.mark.usefixtures("everything")
def test_an_export_in_bods_changes_nothing_when_it_is_taken_back(meti: GovernmentBody) -> None:
    before = counted()
    job = bring_in(meti, "bods", exported("METI", "bods"))
    assert counts(job) == {"unchanged": job.total}, problems(job)
    assert counted() == before


def corrected(content: bytes, before: str, after: str) -> bytes:
    """Return a CSV file with one text replaced."""
    text = content.decode("utf-8-sig")
    assert text.count(before) == 1, text
    return text.replace(before, after).encode()


def test_a_corrected_row_of_an_export_supersedes_what_the_body_brought_in(meti: GovernmentBody) -> None:
    first = bring_in(meti, "shareholding", TABLE.encode())
    lineages = {*HOLDINGS.objects.values_list("lineage", flat=True)}
    given = corrected(exported("METI", "csv", "shareholdings"), ",620,", ",700,")
    job = bring_in(meti, "shareholding", given)
    assert counts(job) == {"changed": 1, "unchanged": 1}
    held = HOLDINGS.objects.current()
    assert sorted(held.values_list("share_bp", flat=True)) == [120, 700]
    assert {*held.values_list("lineage", flat=True)} == lineages
    [note] = job.outcomes.get(outcome="changed").notes
    day = timezone.localdate(first.created_at).isoformat()
    assert note["message"] == f"Supersedes what 'f' stated on {day}: share_bp: 620 → 700."
    assert counts(bring_in(meti, "shareholding", given)) == {"unchanged": 2}


def test_the_file_of_a_corrected_row_is_read_anew_and_takes_its_record_back(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", TABLE.encode())
    bring_in(meti, "shareholding", corrected(exported("METI", "csv", "shareholdings"), ",620,", ",700,"))
    assert counts(bring_in(meti, "shareholding", TABLE.encode())) == {"changed": 1, "unchanged": 1}
    assert sorted(HOLDINGS.objects.current().values_list("share_bp", flat=True)) == [120, 620]
    assert counts(bring_in(meti, "shareholding", TABLE.encode())) == {"unchanged": 2}


def test_a_corrected_row_may_name_another_party_and_stays_the_same_statement(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", TABLE.encode())
    row = HOLDINGS.objects.get(share_bp=620)
    other = Party.objects.get(name_en="Hikari")
    text = exported("METI", "csv", "shareholdings").decode("utf-8-sig")
    text = text.replace(f"{row.holder_id},Kita,", "N1,Nagisa,").replace(f",{row.holder_id},", ",,")
    job = bring_in(meti, "shareholding", text.encode())
    assert counts(job) == {"changed": 1, "unchanged": 1}, problems(job)
    held = HOLDINGS.objects.current().get(share_bp=620)
    assert (held.lineage, held.holder.name_en, held.company) == (row.lineage, "Nagisa", other)
    assert "holder: Kita → Nagisa" in job.outcomes.get(outcome="changed").notes[0]["message"]


def test_one_statement_of_a_record_of_several_is_corrected_alone(meti: GovernmentBody) -> None:
    two = [{"kind": "shareholding", "holder": "kita", "company": "hikari", "share_bp": n} for n in (100, 200)]
    bring_in(meti, "json", lines_of({"record": "R", "companies": COMPANIES, "statements": two}))
    given = corrected(exported("METI", "csv", "shareholdings"), ",200,", ",300,")
    assert counts(bring_in(meti, "shareholding", given)) == {"changed": 1, "unchanged": 1}
    assert sorted(HOLDINGS.objects.current().values_list("share_bp", flat=True)) == [100, 300]


def test_a_complete_export_that_is_taken_back_ends_only_what_was_taken_out(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", (TABLE + "3,K1,Kita,company,M1,Minami,10,2021-04-01\n").encode())
    lines = exported("METI", "csv", "shareholdings").decode("utf-8-sig").splitlines(keepends=True)
    job = bring_in(meti, "shareholding", "".join(lines).encode(), complete_on="2025-10-01")
    assert counts(job) == {"unchanged": 3}
    job = bring_in(meti, "shareholding", "".join(lines[:3]).encode(), complete_on="2025-10-01")
    assert counts(job) == {"unchanged": 2, "ended": 1}


def test_what_another_body_stated_is_unchanged_or_refused(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    bring_in(meti, "shareholding", TABLE.encode())
    content = exported("DA", "csv", "shareholdings")
    before = counted()
    assert counts(bring_in(digital_agency, "shareholding", content)) == {"unchanged": 1}, "of people it reads nothing"
    job = bring_in(digital_agency, "shareholding", corrected(content, ",620,", ",700,"))
    assert counts(job) == {"refused": 1}
    [error] = job.outcomes.get().errors
    assert error["field"] == "record"
    assert error["message"].startswith("Another body stated this")
    assert counted() == before


def test_a_body_joins_nothing_to_a_person_of_another_body(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    bring_in(meti, "shareholding", TABLE.encode())
    content = exported("METI", "csv", "shareholdings")
    before = counted()
    job = bring_in(digital_agency, "shareholding", content)
    assert counts(job) == {"unchanged": 1, "refused": 1}
    [refused] = job.outcomes.filter(outcome="refused")
    assert [each["field"] for each in refused.errors] == ["holder.id"]
    assert counted() == before


def test_what_a_proposal_states_is_unchanged_or_corrected_in_the_proposal(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    assert digital_agency
    fill()
    content = exported("METI", "csv", "appointments")
    assert counts(bring_in(meti, "appointment", content)) == {"unchanged": 1}
    job = bring_in(meti, "appointment", corrected(content, "課長", "局長"))
    assert counts(job) == {"refused": 1}
    assert "stated with the proposal 'T-1'" in job.outcomes.get().errors[0]["message"]


def test_what_an_official_list_states_is_unchanged_or_corrected_by_its_next_edition(meti: GovernmentBody) -> None:
    listing = {"kind": "listing", "company": "kita", "list": "other", "from": "2025-04-01"}
    store(meti, of("L", companies=[COMPANIES[1]], statements=[listing]), format=next(filter(work_on_whole, OF_FORMAT)))
    content = exported("METI", "csv", "listings")
    assert counts(bring_in(meti, "listing", content)) == {"unchanged": 1}
    job = bring_in(meti, "listing", corrected(content, "2025-04-01", "2025-05-01"))
    assert counts(job) == {"refused": 1}
    assert job.outcomes.get().errors[0]["message"].startswith("It comes from an official list.")


def test_a_statement_that_is_no_longer_held_is_not_stated_again(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", TABLE.encode())
    content = exported("METI", "csv", "shareholdings")
    HOLDINGS.objects.filter(share_bp=620).supersede(timezone.now())
    job = bring_in(meti, "shareholding", content)
    assert counts(job) == {"refused": 1, "unchanged": 1}
    assert job.outcomes.get(outcome="refused").errors[0]["message"].startswith("The register no longer has this")


def test_a_party_that_the_body_brought_in_is_corrected_under_its_id(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", TABLE.encode())
    kita = Party.objects.get(name_en="Kita")
    given = corrected(exported("METI", "csv", "companies"), ",Kita,", ",Kita Materials,")
    job = bring_in(meti, "companies", given)
    assert counts(job) == {"changed": 1, "unchanged": 1}, problems(job)
    kita.refresh_from_db()
    assert kita.name_en == "Kita Materials"
    assert [*kita.names.filter(superseded_at=None).values_list("text", flat=True)] == ["Kita Materials"]
    assert counts(bring_in(meti, "companies", given)) == {"unchanged": 2}


def test_a_party_of_another_body_is_filled_in_and_never_corrected(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    bring_in(meti, "companies", b"key,name,listed\nK1,Kita,\n")
    content = exported("DA", "csv", "companies")
    kita = Party.objects.get(name_en="Kita")
    [line] = [each for each in content.decode("utf-8-sig").splitlines() if "Kita" in each]
    heading = content.decode("utf-8-sig").splitlines()[0].split(",")
    cells = line.split(",")
    filled_in = [*cells]
    filled_in[heading.index("listed")] = "true"
    renamed = [*cells]
    renamed[heading.index("name")] = "Nagisa"
    job = bring_in(digital_agency, "companies", "\n".join([",".join(heading), ",".join(renamed), ""]).encode())
    assert counts(job) == {"refused": 1}
    assert job.outcomes.get().errors[0]["field"] == "name"
    job = bring_in(digital_agency, "companies", "\n".join([",".join(heading), ",".join(filled_in), ""]).encode())
    assert counts(job) == {"changed": 1}
    kita.refresh_from_db()
    assert (kita.name_en, kita.listed) == ("Kita", True)


def test_a_row_that_points_to_a_party_under_another_name_is_refused(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", TABLE.encode())
    job = bring_in(meti, "shareholding", corrected(exported("METI", "csv", "shareholdings"), ",Kita,", ",Nagisa,"))
    assert counts(job) == {"refused": 1, "unchanged": 1}
    assert "under another name" in job.outcomes.get(outcome="refused").errors[0]["message"]


def test_a_dry_run_says_the_same_and_keeps_nothing(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", TABLE.encode())
    before = counted()
    given = corrected(exported("METI", "csv", "shareholdings"), ",620,", ",700,")
    assert counts(bring_in(meti, "shareholding", given, dry_run=True)) == {"changed": 1, "unchanged": 1}
    assert counted() == before


@pytest.mark.usefixtures("everything")
def test_the_number_of_queries_does_not_grow_with_the_rows_that_are_taken_back(
    meti: GovernmentBody, django_assert_max_num_queries: Any
) -> None:
    rows = "".join(f"{n},K{n},Kita {n},company,H1,Hikari,100,2021-04-01\n" for n in range(150))
    bring_in(meti, "shareholding", (TABLE.splitlines(keepends=True)[0] + rows).encode())
    given = exported("METI", "csv", "shareholdings").replace(b",100,", b",101,")
    with django_assert_max_num_queries(71):
        assert bring_in(meti, "shareholding", given).changed == 150
