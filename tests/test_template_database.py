"""The database that processes copy is made once, and never from other sources than those that run."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from tests.template_database import SOURCES, TemplateFile, key_of

pytestmark = pytest.mark.bare
FILES = ("institutions/migrations/0001_initial.py", "rules/models/case.py", "requirements.txt")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return a small checkout."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["institutions/migrations/0001_initial.py", "rules/models/case.py", "requirements.txt"]
)
def test_a_source_that_changes_gives_another_key(sources: Path, name: str) -> None:
    before = key_of(sources)
    assert key_of(sources) == before
    (sources / name).write_text("two", encoding="utf-8")
    assert key_of(sources) != before


def test_a_source_that_comes_goes_or_moves_gives_another_key(sources: Path) -> None:
    keys = [key_of(sources)]
    (sources / "institutions/migrations/0002_more.py").write_text("", encoding="utf-8")
    keys.append(key_of(sources))
    (sources / "institutions/migrations/0002_more.py").rename(sources / "rules/models/0002_more.py")
    keys.append(key_of(sources))
    (sources / "rules/models/case.py").unlink()
    keys.append(key_of(sources))
    assert len(set(keys)) == 4


def test_every_folder_of_the_project_is_read() -> None:
    for package in settings.BASE_DIR.glob("*/__init__.py"):
        assert package.parent.name in ("tests", "benchmarks") or f"{package.parent.name}/**/*.py" in SOURCES


class Made:
    """A connection whose migrated database is a file that says how often one was made."""

    def __init__(self, folder: Path) -> None:
        self.alias, self.vendor, self.times, self.folder = "default", "sqlite", 0, folder
        self.settings_dict: dict[str, Any] = {"TEST": {"NAME": str(folder / "test.sqlite3")}}
        self.creation = SimpleNamespace(
            create_test_db=self.create_test_db, _get_test_db_name=lambda: self.settings_dict["TEST"]["NAME"]
        )

    def create_test_db(self, **_options: object) -> None:
        self.times += 1
        Path(self.settings_dict["TEST"]["NAME"]).write_text(f"made {self.times}", encoding="utf-8")

    def close(self) -> None: ...

    def ensure_connection(self) -> None: ...


def test_it_is_made_once_copied_each_time_and_made_anew_for_other_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATABASES", {"default": {}})
    connection, kept = Made(tmp_path), tmp_path / "kept"
    kept.mkdir()

    def content(key: str) -> str:
        monkeypatch.setattr("tests.template_database.key_of", lambda: key)
        made = TemplateFile(connection, kept)  # type: ignore[arg-type]  # as far as it is asked
        return Path(made.create_test_db()).read_text(encoding="utf-8")

    assert [content(key) for key in ("a", "a", "b", "b")] == ["made 1", "made 1", "made 2", "made 2"]
    assert len([*kept.glob("*.sqlite3")]) == 1, "that of other sources is gone"
    assert content("a") == "made 3"
    assert connection.settings_dict == {
        "NAME": str(tmp_path / "test.sqlite3"),
        "TEST": {"NAME": str(tmp_path / "test.sqlite3")},
    }
