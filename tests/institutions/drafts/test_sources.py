"""Papers of a body about people are sources of its own; what serves everybody is one source, whoever names it."""

from typing import Any

import pytest

from institutions.access.callers import reader_of_bodies
from institutions.access.sources import sources_for
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import GovernmentBody, Partnership, Source, table_of
from tests.documents import small
from tests.institutions.imports.records import bring_in, of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
PAPER = {"key": "paper", "title": "Register extract (fictional)", "retrieved_on": "2026-06-01"}
TOLD = {**PAPER, "title_ja": "佐藤遥の申告（架空）"}
HOLDING = {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "source": "paper"}
EXPOSURE = {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100, "source": "paper"}


def stored(reference: str, body: str, paper: dict[str, Any], *statements: dict[str, Any], **more: Any) -> Partnership:
    """Register a document of a body whose statements rest on a paper."""
    content = small(
        reference=reference, submitted_by=body, sponsor=body, sources=[paper], statements=list(statements), **more
    )
    return register_partnership(check_document(content), account=None, way="file").partnership


def sources(of: Partnership, kind: str = "shareholding") -> set[int]:
    """Return the sources of the current statements of a kind in a case."""
    rows: Any = table_of(kind).objects.current().filter(partnership=of)
    return set(rows.values_list("source", flat=True))


def known(body: GovernmentBody) -> dict[int, str]:
    """Return the sources that a body knows of, with their Japanese titles."""
    return dict(sources_for(reader_of_bodies([body.pk], kin=True)).values_list("pk", "title_ja"))


def test_a_paper_about_a_person_is_not_another_bodys_though_it_names_the_same_title(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    one, again = stored("P-1", "METI", TOLD, HOLDING), stored("P-2", "METI", TOLD, HOLDING)
    theirs = stored("P-3", "DA", PAPER, HOLDING)
    (mine,), (other,) = sources(one), sources(theirs)
    assert sources(again) == {mine}, "the papers of one body are one source"
    assert mine != other
    assert known(digital_agency) == {other: ""}
    assert known(meti) == {mine: TOLD["title_ja"]}


def test_what_serves_everybody_is_one_source_and_tells_nothing_of_a_paper_about_a_person(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    about_sato = stored("P-1", "METI", TOLD, HOLDING)
    shared = [stored("P-2", "DA", PAPER, EXPOSURE), stored("P-3", "METI", PAPER, EXPOSURE)]
    (report,) = {pk for each in shared for pk in sources(each, "exposure")}
    assert sources(about_sato) != {report}
    assert known(digital_agency) == {report: ""}
    both = stored("P-4", "METI", PAPER, HOLDING, EXPOSURE)
    assert sources(both) == sources(both, "exposure") == {report}, "one paper of one document is one source"


def test_an_open_paper_about_a_person_tells_nothing_of_a_restricted_one(meti: GovernmentBody) -> None:
    closed = stored("P-1", "METI", TOLD, HOLDING, secrecy="defence")
    opened = stored("P-2", "METI", PAPER, HOLDING)
    assert sources(closed) != sources(opened)
    assert set(known(meti).values()) == {""}


def test_an_import_keeps_papers_about_people_apart_too(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    for body, paper in ((meti, TOLD), (digital_agency, PAPER)):
        people, companies = (small()[name][:1] for name in ("people", "companies"))
        record = of(people=people, companies=companies, sources=[paper], statements=[HOLDING])
        assert words(bring_in(body, record)) == ["added"]
        assert words(bring_in(body, record)) == ["unchanged"]
    assert Source.objects.count() == 2
    assert set(known(digital_agency).values()) == {""}
    assert set(known(meti).values()) == {TOLD["title_ja"]}
