"""A download that lasts breaks off once its reader's rights are others than when it began."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.access.keys import KeyHolder
from institutions.models import Account, ApiKey, GovernmentBody, Role
from rules.web.exporting.entitled_parts import RightsChangedError, while_entitled
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
CHANGES: dict[str, Callable[[], object]] = {
    "the right to restricted partnerships": lambda: Account.objects.update(reads_secret=False),
    "the role": lambda: Account.objects.update(role=Role.REVIEWER),
    "the account": lambda: Account.objects.update(is_active=False),
}


@pytest.fixture
def looked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.web.exporting.entitled_parts.LOOKED_EVERY", 0.0)


@pytest.fixture
def auditor(db: None) -> Account:
    return Account.objects.create_user("auditor", role=Role.AUDITOR, reads_secret=True)


def parts(log: list[str]) -> Iterator[bytes]:
    try:
        yield from (b"0", b"1", b"2")
    finally:
        log.append("closed")


@pytest.mark.usefixtures("looked_each_time")
@pytest.mark.parametrize("what", CHANGES)
def test_it_breaks_off_once_the_right_is_taken_away(auditor: Account, what: str) -> None:
    log: list[str] = []
    sent = while_entitled(parts(log), auditor)
    assert next(sent) == b"0"
    CHANGES[what]()
    with pytest.raises(RightsChangedError):
        next(sent)
    assert log == ["closed"]


@pytest.mark.usefixtures("looked_each_time")
@pytest.mark.parametrize("column", ["revoked_at", "expires_at"])
def test_that_of_a_key_breaks_off_once_the_key_ends(meti: GovernmentBody, column: str) -> None:
    sent = while_entitled(parts([]), KeyHolder(make_key(meti, scopes=("read", "secret"))[0]))
    assert next(sent) == b"0"
    ApiKey.objects.update(**{column: timezone.now()})
    with pytest.raises(RightsChangedError):
        next(sent)


@pytest.mark.usefixtures("looked_each_time")
def test_it_is_sent_to_its_end_where_nothing_changes(auditor: Account, meti: GovernmentBody) -> None:
    for user in (auditor, KeyHolder(make_key(meti, scopes=("read",))[0])):
        assert list(while_entitled(parts([]), user)) == [b"0", b"1", b"2"]


@pytest.mark.usefixtures("looked_each_time")
@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/exports/csv/?what=companies",
        "/exports/file/?format=csv&what=companies",
        "/audit/events.csv",
        "/api/v1/audit/export/csv/",
        "/api/v1/processes/export/csv/",
        "/processes/file/?format=csv",
    ],
)
def test_the_downloads_of_the_register_the_processes_and_the_trail_do_so(
    auditor: Account, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(auditor)
    assert client.get(address).status_code == 200
    monkeypatch.setattr("rules.web.exporting.entitled_parts.rights_now", lambda _user: None)
    with pytest.raises(RightsChangedError):
        client.get(address)


def test_a_download_that_is_sent_at_once_asks_nothing(
    auditor: Account, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(0):
        assert list(while_entitled(parts([]), auditor)) == [b"0", b"1", b"2"]
