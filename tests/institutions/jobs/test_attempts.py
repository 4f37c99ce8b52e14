"""An attempt at a job notes the errors that the job is to blame for, and no other."""

from types import SimpleNamespace
from typing import Any

import psycopg.errors
import pytest
from django.db import DataError, OperationalError

from institutions.jobs.attempts import attempt_at
from institutions.jobs.claiming import Claim, ClaimLostError

pytestmark = pytest.mark.bare

KIND: Any = SimpleNamespace(model=SimpleNamespace(__name__="Screening"))  # of a kind, only its name is read
CLAIM = Claim(KIND, SimpleNamespace(pk=7), 1)


def outage() -> OperationalError:
    error = OperationalError("the server closed the connection")
    error.__cause__ = psycopg.errors.AdminShutdown()
    return error


def noted_of(trouble: Exception, *left_to_lease: type[Exception]) -> list[Exception]:
    """Return the errors that are noted where the work raises this one, which must be raised to the caller."""
    noted: list[Exception] = []
    with pytest.raises(type(trouble)), attempt_at(CLAIM, noted.append, left_to_lease=left_to_lease):
        raise trouble
    return noted


def lose_claim() -> None:
    raise ClaimLostError


def test_an_error_of_the_job_is_noted_and_raised() -> None:
    trouble = ValueError("no such rule")
    assert noted_of(trouble) == [trouble]


def test_an_outage_is_raised_without_a_note_so_that_the_job_is_given_back() -> None:
    assert noted_of(outage()) == []


def test_an_error_that_is_left_to_the_lease_is_raised_without_a_note() -> None:
    assert noted_of(DataError("too long"), DataError) == []
    assert len(noted_of(DataError("too long"))) == 1


def test_a_lost_claim_ends_the_attempt_with_a_line_of_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    noted: list[Exception] = []
    with caplog.at_level("INFO"), attempt_at(CLAIM, noted.append):
        lose_claim()
    assert noted == []
    assert "Screening 7 was stopped, or belongs to another process." in caplog.text
