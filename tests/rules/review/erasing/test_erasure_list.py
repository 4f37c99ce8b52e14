"""The list of erasures outside the database names each erasure by ids, and shows what was changed in it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from institutions.models import Account, Erasure, Person, Role
from rules.review.erasing import erase
from rules.review.erasing.erasure_list import (
    ErasureListError,
    LineKind,
    ListPosition,
    read_erasure_list,
)
from rules.review.erasing.listing import ensure_list
from tests.rules.review.erasing.seeing import erase_seen, seen_now

pytestmark = pytest.mark.django_db

NAME = "Miyoshi Kanata (fictional)"


@pytest.fixture(autouse=True)
def own_list(settings: Settings, tmp_path: Path) -> Path:
    """Give each test a list of its own."""
    path = tmp_path / "kept" / "erasures.list"
    settings.ERASURE_LIST = path
    return path


@pytest.fixture
def person(db: None) -> Person:
    """Return a person whom no case names."""
    return Person.objects.create(name_en=NAME, name_ja="三好彼方（架空）")


def administrator() -> Account:
    """Return an administrator."""
    return Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)


def test_an_erasure_is_listed_by_ids_alone(own_list: Path, person: Person) -> None:
    place = ensure_list()
    done = erase_seen(person, reason="Asked for.", account=administrator())
    (listed,) = read_erasure_list().erasures_after(place)
    assert (listed.person, listed.erasure) == (done.person_id, done.pk)
    text = own_list.read_text(encoding="utf-8")
    assert NAME not in text
    assert "三好" not in text
    assert own_list.stat().st_mode & 0o777 == 0o600


def test_a_new_list_names_what_was_erased_before_there_was_one(own_list: Path, person: Person) -> None:
    done = erase_seen(person, reason="Asked for.", account=administrator())
    own_list.unlink()
    ensure_list()
    assert [each.erasure for each in read_erasure_list().erasures_after(ListPosition())] == [done.pk]


def test_an_erasure_that_fails_at_its_end_is_void_in_the_list(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    account, place = administrator(), ensure_list()
    seen = seen_now(person)

    class Failing:
        """A transaction that cannot end."""

        def __enter__(self) -> None: ...

        def __exit__(self, *_what: object) -> None:
            message = "the connection is lost"
            raise ConnectionError(message)

    monkeypatch.setattr(erase, "transaction", SimpleNamespace(atomic=Failing))
    with pytest.raises(ConnectionError):
        erase.erase_person(person, reason="Asked for.", account=account, seen=seen)
    held = read_erasure_list()
    assert [each["kind"] for each in held.lines] == [LineKind.BEGUN, LineKind.ERASED, LineKind.VOID]
    assert held.erasures_after(place) == ()


def test_without_a_list_that_can_be_written_nothing_is_erased(
    person: Person, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.ERASURE_LIST = tmp_path / "file" / "erasures.list"
    with pytest.raises(ErasureListError, match="Set ERASURE_LIST to a file"):
        erase_seen(person, reason="Asked for.", account=administrator())
    assert not Erasure.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: [lines[0], lines[1].replace(b'"erasure":', b'"erasure":1'), *lines[2:]], "line 2: was changed"),
        (lambda lines: [lines[0], lines[2]], "line 2: a line before it is missing"),
        (lambda lines: [lines[0], lines[2], lines[1]], "line 2: a line before it is missing"),
        (lambda lines: [b"nothing", *lines], "line 1: was changed"),
    ],
)
def test_a_changed_list_is_refused_with_its_line(
    own_list: Path,
    person: Person,
    change: Any,
    said: str,  # Any: a function
) -> None:
    lines = three_lines(own_list, person)
    own_list.write_bytes(b"".join(each + b"\n" for each in change(lines)))
    with pytest.raises(ErasureListError, match=said):
        read_erasure_list()
    with pytest.raises(ErasureListError, match=said):
        ensure_list()


def three_lines(path: Path, person: Person) -> list[bytes]:
    """Make a list with two erasures and return its lines."""
    erase_seen(person, reason="Asked for.", account=administrator())
    Erasure.objects.create(
        person=person,
        reason="Again.",
        account=Account.objects.get(),
        redactions=0,
        sha256="",
        at=Erasure.objects.get().at,
    )
    path.unlink()
    ensure_list()
    return path.read_bytes().splitlines()


def test_a_line_that_a_crash_cut_off_is_as_if_never_written(own_list: Path, person: Person) -> None:
    lines = three_lines(own_list, person)
    own_list.write_bytes(own_list.read_bytes() + lines[2][:40])
    assert len(read_erasure_list().lines) == 3
    ensure_list()
    assert own_list.read_bytes().splitlines() == lines


def test_a_list_of_another_key_or_installation_is_refused(
    own_list: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_list()
    former = settings.SECRET_KEY
    settings.SECRET_KEY = "another key of the test"  # noqa: S105 - of a test
    with pytest.raises(ErasureListError, match="signed with another SECRET_KEY"):
        read_erasure_list()
    settings.SECRET_KEY_FALLBACKS = [former]
    assert len(read_erasure_list().lines) == 1
    monkeypatch.setattr("rules.review.erasing.listing.installation_id", lambda: "other")
    with pytest.raises(ErasureListError, match="of another installation"):
        ensure_list()


def test_a_list_older_than_a_backup_is_refused(own_list: Path, person: Person) -> None:
    lines = three_lines(own_list, person)
    place = read_erasure_list().position
    own_list.write_bytes(b"".join(each + b"\n" for each in lines[:2]))
    with pytest.raises(ErasureListError, match="older than the backup, or another list"):
        read_erasure_list().erasures_after(place)
