"""The program unpickles nothing: what was stored or sent is data, whoever wrote it, and never a program."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.sessions.serializers import JSONSerializer
from django.utils.module_loading import import_string

from policyengine.celery import app

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAM: Final = ("institutions", "rules", "policyengine", "benchmarks")
MODULES: Final = {"_pickle", "cPickle", "cloudpickle", "dill", "joblib", "jsonpickle", "marshal", "pickle", "shelve"}
NAMES: Final = {
    "DatabaseCache",  # Django's caches, with pickles
    "FileBasedCache",
    "PickleSerializer",
    "RedisCache",
    "RedisSerializer",
    "UnsafeLoader",
    "allow_pickle",
    "full_load",
    "read_pickle",
    "to_pickle",
    "unsafe_load",
}
# The caches that keep JSON: each is Django's with another way to write and read an entry.
ALLOWED: Final = {
    "institutions/web/rates/database_cache.py": {"DatabaseCache"},
    "institutions/web/rates/redis_cache.py": {"RedisCache"},
}


def unpickling(tree: ast.AST) -> Iterator[str]:
    """Yield the modules that a file imports and the names that it uses, if they unpickle; also within texts."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name.partition(".")[0] in MODULES)
            case ast.ImportFrom(module=str(module), names=names):
                if module.partition(".")[0] in MODULES:
                    yield module
                yield from (each.name for each in names if each.name in NAMES)
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.keyword(arg=str(name)) if name in NAMES:
                yield name
            case ast.Constant(value=str(text)) if text.rpartition(".")[2] in NAMES or text in MODULES:
                yield text


def test_the_program_unpickles_nothing() -> None:
    found = {}
    for path in (ROOT / "manage.py", *(each for folder in PROGRAM for each in sorted((ROOT / folder).rglob("*.py")))):
        name = path.relative_to(ROOT).as_posix()
        if left := set(unpickling(ast.parse(path.read_text(encoding="utf-8")))) - ALLOWED.get(name, set()):
            found[name] = left
    assert not found, "read and write JSON instead: a pickle that somebody else wrote runs what they want"


def test_the_search_finds_each_way() -> None:
    for text, said in (
        ("import pickle", "pickle"),
        ("from shelve import open", "shelve"),
        ("import_module('marshal')", "marshal"),
        ("numpy.load(path, allow_pickle=True)", "allow_pickle"),
        ("pandas.read_pickle(path)", "read_pickle"),
        ("CACHE = 'django.core.cache.backends.db.DatabaseCache'", "django.core.cache.backends.db.DatabaseCache"),
        ("from django.core.cache.backends.redis import RedisCache", "RedisCache"),
    ):
        assert [*unpickling(ast.parse(text))] == [said], text


def test_sessions_and_messages_to_workers_are_json() -> None:
    assert import_string(settings.SESSION_SERIALIZER) is JSONSerializer
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert (app.conf.accept_content, app.conf.task_serializer) == (["json"], "json")
    assert set(app.conf.result_accept_content or app.conf.accept_content) == {"json"}
    # A backend of results keeps what a task returned. The state file of workers and Celery's own clock are shelves.
    kept = [app.conf[name] for name in ("result_backend", "worker_state_db", "beat_scheduler")]
    assert kept == [None, None, "policyengine.clock:Clock"]
