"""A process in four releases, and files of them as a body sends them."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import GovernmentBody
from rules.models import ProcessFile, ProcessOutcome, StoredProcess
from tests.rules.process_files.conftest import Json, award, bid, process, screened, sent

OCID = "ocds-test01-1"


def release(number: int, tag: str, **content: object) -> Json:
    """Return a release of a month of 2024."""
    return {"ocid": OCID, "id": f"r{number}", "date": f"2024-0{number}-01T00:00:00Z", "tag": [tag], **content}


PERIOD = {"startDate": "2024-01-02T00:00:00Z", "endDate": "2024-01-20T00:00:00Z"}


TENDER = release(
    1,
    "tender",
    buyer={"id": "town", "name": "架空町"},
    tender={
        "id": "t",
        "title": "架空道路",
        "procurementMethod": "open",
        "numberOfTenderers": 2,
        "tenderPeriod": PERIOD,
    },
)


SHORTENED = release(
    2,
    "tenderAmendment",
    tender={"id": "t", "tenderPeriod": {"endDate": "2024-01-09T00:00:00Z"}, "numberOfTenderers": 1},
)


BIDS = release(
    3,
    "tenderUpdate",
    tender={"id": "t", "status": "complete"},
    bids={"details": [bid("W", 1000, id="1"), bid("L", 900, "disqualified", id="2")]},
)


AWARD = release(4, "award", awards=[award("W", id="a", value={"amount": 1000, "currency": "JPY"})])


RELEASES = (TENDER, SHORTENED, BIDS, AWARD)


AS_OF = {"as_of": "2026-11-30"}


OTHER = process(bid("W", 1000), bid("L", 1000), awards=[award("W", id="1")], ocid="ocds-test01-2")


def package(*releases: Json) -> bytes:
    return json.dumps({"releases": releases}, ensure_ascii=False).encode()


def uploaded(body: GovernmentBody, *files: bytes, **options: str) -> list[ProcessFile]:
    """Return files that were sent and screened one after the other."""
    return [
        screened(sent(body, each, options={**AS_OF, **options}, name=f"file{place}.json"))
        for place, each in enumerate(files, start=1)
    ]


def answer() -> Any:  # Any: plain data
    """Return what is stored of the process, other than where it stood."""
    row = StoredProcess.objects.get(ocid=OCID)
    return row.answer, row.facts, row.worst, row.unassessed


def rows() -> list[tuple[str, str]]:
    return sorted(ProcessOutcome.objects.filter(process__ocid=OCID).values_list("code", "outcome"))


@pytest.fixture
def whole(body: GovernmentBody) -> Any:  # Any: plain data
    """Return the answer to all releases in one package, of another body."""
    other = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    uploaded(other, package(*RELEASES))
    found = answer(), rows()
    StoredProcess.objects.all().delete()
    return found


def queries_of(body: GovernmentBody, *files: bytes) -> int:
    """Return the number of queries of screening the last of some files, in one portion."""
    *before, last = files
    uploaded(body, *before)
    file = sent(body, last, options=AS_OF)
    with CaptureQueriesContext(connection) as found:
        screened(file, portion=50)
    return len(found)
