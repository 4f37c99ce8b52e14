"""METI with an officer, and a file of its published processes. Everybody and everything in it is fictional."""

import json
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

import pytest

from institutions.models import Account, GovernmentBody, Person, Role
from rules.models import ComparisonState, ProcessComparison, ProcessFile
from rules.process_files.answering_again import answer_again
from rules.process_files.claim import claim_comparison, claim_file
from rules.process_files.requesting import send_file
from rules.process_files.run import screen_file
from tests.rules.processes.samples import award, bid, process

Json = dict[str, Any]


@pytest.fixture
def body(db: None) -> GovernmentBody:
    return GovernmentBody.objects.create(code="METI", name_en="Ministry of Economy", name_ja="経済産業省")


@pytest.fixture
def officer(body: GovernmentBody) -> Account:
    person = Person.objects.create(name_en="Clerk of the secretariat (fictional)")
    return Account.objects.create_user("officer", "a long pass phrase", role=Role.OFFICER, body=body, person=person)


def lines(*releases: Json) -> bytes:
    """Return releases, one a line."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in releases).encode()


def sent(
    body: GovernmentBody,
    content: bytes,
    account: Account | None = None,
    form: str = "ocds",
    options: Mapping[str, str] | None = None,
    name: str = "tenders.jsonl",
) -> ProcessFile:
    """Return a file that waits."""
    with patch("institutions.jobs.dispatch.send_task"):
        return send_file(content, name=name, form=form, options=options or {}, body=body, account=account)


def screened(file: ProcessFile, portion: int = 2) -> ProcessFile:
    """Return a file that a worker has screened."""
    claim = claim_file(file.pk)
    assert claim
    return screen_file(claim, portion)


def answered_again(portion: int = 7) -> int:
    """Do the jobs that wait to answer processes again, and return their number."""
    done = 0
    while (first := ProcessComparison.objects.filter(state=ComparisonState.QUEUED).first()) is not None:
        claim = claim_comparison(first.pk)
        assert claim
        assert answer_again(claim, portion).state == ComparisonState.RESTING
        done += 1
    return done


__all__ = ["Json", "answered_again", "award", "bid", "lines", "process", "screened", "sent"]
