"""The installer names in one line what a machine lacks, and makes an environment whole or anew.

It runs as it is, in a project of two small packages that lie on disk: no index is asked.
"""

import base64
import hashlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.policyengine.processes import ROOT, Command, wait_for

pytestmark = [pytest.mark.bare, pytest.mark.worker]

Start = Callable[..., Command]


def wheel(folder: Path, name: str, files: dict[str, str]) -> str:
    """Write a package of a few files; gives its line for a requirements file."""
    info = f"{name}-1.0.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={digest(text)},{len(text)}\n" for path, text in files.items())
    archive = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(archive, "w") as opened:
        for path, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            opened.writestr(path, text)
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(archive.read_bytes()).hexdigest()}\n"


def digest(text: str) -> str:
    """Return a file's sum, as a package's record writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the installer in a project with pinned packages."""
    (tmp_path / "policyengine").mkdir()
    (tmp_path / "wheels").mkdir()
    shutil.copy(ROOT / "policyengine" / "install.py", tmp_path / "policyengine")
    lines = (
        wheel(tmp_path / "wheels", "durable_rules", {"durable/__init__.py": "", "durable/engine.py": ""}),
        wheel(tmp_path / "wheels", "magnets", {"magnets.py": ""}),
    )
    (tmp_path / "requirements.txt").write_text("".join(lines), encoding="utf-8")
    return tmp_path


@pytest.fixture
def install(project: Path) -> Iterator[Start]:
    """Start the installer, by default with the packages at hand; `before` is run in its process first."""
    started = []

    def start(*, before: str = "", packages: str = "", arguments: tuple[str, ...] = (), **environment: str) -> Command:
        file = str(project / "policyengine" / "install.py")
        command_line: tuple[str, ...] = (file, *arguments)
        if before:
            run = f"import runpy, sys; sys.argv = [{file!r}]; {before}; runpy.run_path({file!r}, run_name='__main__')"
            command_line = ("-c", run)
        found_at = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": packages or str(project / "wheels")}
        command = Command(project, command_line, {**found_at, "PIP_CONFIG_FILE": "/dev/null", **environment})
        started.append(command)
        return command

    yield start
    for command in started:
        command.clear_away()


@pytest.fixture
def silent_index() -> Iterator[str]:
    """Yield the address of somebody who takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(50)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


VERSION = "Python 3.11 to 3.13 (this is {}; name one with PYTHON=…)"


@pytest.mark.parametrize(
    ("before", "lack", "package"),
    [
        (
            "import sysconfig; sys.version_info, sys.version = (3, 10, 2), '3.10.2 (main)'",
            VERSION.format("3.10.2"),
            "python3",
        ),
        (
            "import sysconfig; sys.version_info, sys.version = (3, 14, 0), '3.14.0 (main)'",
            VERSION.format("3.14.0"),
            "python3",
        ),
        ("sys.modules['ensurepip'] = None", "Python's venv", "python3-venv"),
        ("import sysconfig; sysconfig.get_paths = lambda: {'include': '/nowhere'}", "Python's headers", "python3-dev"),
    ],
    ids=["too old", "too new", "no venv", "no headers"],
)
def test_what_the_machine_lacks_is_said_in_one_line_before_anything_is_made(
    install: Start, project: Path, before: str, lack: str, package: str
) -> None:
    command = install(before=before)
    assert command.end() == 1
    assert command.printed == f"Missing: {lack}. On Debian: sudo apt-get install {package}\n"
    assert not (project / ".venv").exists()


def test_without_a_compiler_on_the_path_it_says_so(install: Start, project: Path) -> None:
    command = install(PATH=str(project / "wheels"), CC="cc")
    assert command.end() == 1
    assert command.printed == "Missing: a C compiler. On Debian: sudo apt-get install build-essential\n"
    assert not (project / ".venv").exists()


def test_it_installs_once_and_then_has_nothing_to_do_until_a_pin_changes(install: Start, project: Path) -> None:
    venv, pinned = project / ".venv", project / "requirements.txt"
    first = install()
    assert (first.end(), first.printed) == (0, f"Installing into {venv} …\n")
    subprocess.run([venv / "bin" / "python", "-c", "import durable.engine, magnets"], check=True)
    made = (venv / "pyvenv.cfg").stat().st_mtime_ns

    started = time.monotonic()
    second = install(packages="/nowhere")
    assert (second.end(), second.printed) == (0, "")
    assert time.monotonic() - started < 5

    pins = pinned.read_text(encoding="utf-8")
    pinned.write_text(f"# newer\n{pins}", encoding="utf-8")
    third = install()
    assert (third.end(), third.printed) == (0, first.printed)
    assert (venv / "pyvenv.cfg").stat().st_mtime_ns == made, "a whole environment is not made anew"

    pinned.write_text(f"{pins[:-5]}0000\n", encoding="utf-8")
    with_another_hash = install(PIP_FORCE_REINSTALL="1")
    assert with_another_hash.end() == 1
    assert "Installation failed (exit 1) at: " in with_another_hash.printed
    assert not (venv / "installed").exists()


def test_ctrl_c_ends_it_with_one_line_and_the_next_run_makes_anew_what_was_half_made(
    install: Start, project: Path, silent_index: str
) -> None:
    venv = project / ".venv"
    expected = f"Installing into {venv} …\n\nInterrupted. The next run creates the environment again.\n"
    while_it_makes_the_environment = install()
    wait_for((venv / "pyvenv.cfg").exists, while_it_makes_the_environment.log)
    while_it_makes_the_environment.press_ctrl_c()
    assert (while_it_makes_the_environment.end(), while_it_makes_the_environment.printed) == (130, expected)
    assert while_it_makes_the_environment.left() == {}

    (project / "temporary").mkdir()
    while_pip_is_at_work = install(packages=silent_index, TMPDIR=str(project / "temporary"))
    wait_for(
        lambda: (venv / "unfinished").exists() and any((project / "temporary").glob("*/pip-*")),
        while_pip_is_at_work.log,
    )
    half_copied = next((venv / "lib").glob("python*/site-packages")) / "half_copied.py"
    half_copied.touch()
    while_pip_is_at_work.process.send_signal(signal.SIGTERM)
    assert (while_pip_is_at_work.end(), while_pip_is_at_work.printed) == (130, expected)
    assert while_pip_is_at_work.left() == {}
    assert list((project / "temporary").iterdir()) == []

    assert install().end() == 0
    assert not half_copied.exists()
    assert (venv / "installed").exists()


def test_an_environment_of_another_python_is_made_anew(install: Start, project: Path) -> None:
    venv = project / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "pip").touch()
    (venv / "bin" / "python").symlink_to("/nowhere/python3.10")
    (venv / "pyvenv.cfg").write_text("home = /nowhere\nversion = 3.10.2\n", encoding="utf-8")
    assert install().end() == 0
    assert f"version = {'.'.join(map(str, sys.version_info[:3]))}\n" in (venv / "pyvenv.cfg").read_text()


def test_a_folder_that_is_no_environment_is_never_emptied(install: Start, project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "thesis.txt").write_text("years of work")
    command = install()
    assert command.end() == 1
    assert command.printed.splitlines()[1:] == [
        f"{project / '.venv'} exists but is not a virtual environment. Remove it, or name another folder with VENV=…"
    ]
    assert (project / ".venv" / "thesis.txt").read_text() == "years of work"


def test_a_link_to_the_environment_of_another_python_is_refused_and_the_environment_stays(
    install: Start, project: Path
) -> None:
    shared = project / "shared"
    shared.mkdir()
    (shared / "pyvenv.cfg").write_text("version = 3.10.2\n", encoding="utf-8")
    (project / ".venv").symlink_to(shared)
    command = install()
    assert command.end() == 1
    assert f"{project / '.venv'} links to an environment of another Python. Remove the link" in command.printed
    assert (shared / "pyvenv.cfg").exists()


def test_packages_that_are_wanted_besides_are_installed_and_noted_on_their_own(install: Start, project: Path) -> None:
    line = wheel(project / "wheels", "sparks", {"sparks.py": ""})
    (project / "requirements-spark.txt").write_text(line, encoding="utf-8")
    installed = install(arguments=("--spark",))
    assert installed.end() == 0, installed.printed
    subprocess.run([project / ".venv" / "bin" / "python", "-c", "import durable.engine, sparks"], check=True)
    assert (project / ".venv" / "installed-spark").exists()
    assert not (project / ".venv" / "installed").exists()
