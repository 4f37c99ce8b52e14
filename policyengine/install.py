"""Create the environment: check what the machine must bring, make the virtual environment, install what is pinned.

Run as a file with the system's Python, before anything is installed:
`python3 policyengine/install.py [--dev] [--spark] [--venv DIR]`. Standard library only.
"""

from __future__ import annotations  # so that Python 3.8 comes as far as being told that it is too old

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)
INTERRUPTED = 130  # the exit code of a command that Ctrl-C ended
UNFINISHED = "unfinished"  # this file lies in an environment while pip is at work in it
ENGINE = "durable_rules"
# The engine's C source calls a function that Python 3.13 dropped under this name; harmless on 3.11 and 3.12.
ENGINE_FLAGS = "-DPyEval_CallObject=PyObject_CallObject"


def missing_packages() -> list[tuple[str, str]]:
    """Return what this machine lacks, each with the Debian package that brings it."""
    absent = []
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        absent.append((f"Python 3.11 to 3.13 (this is {sys.version.split()[0]}; name one with PYTHON=…)", "python3"))
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        absent.append(("Python's venv", "python3-venv"))
    if not any(shutil.which(name) for name in (os.environ.get("CC", "cc"), "gcc", "clang")):
        absent.append(("a C compiler", "build-essential"))
    if not (Path(sysconfig.get_paths()["include"]) / "Python.h").exists():
        absent.append(("Python's headers", "python3-dev"))
    return absent


def pinned_engine(requirements: Path) -> str:
    """Return the engine's own lines of the requirements file, with their hashes."""
    found = re.search(r"^durable[-_]rules==(?:.*\\\n)*.*\n", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        sys.exit(f"{requirements.name} does not pin {ENGINE}. Run `make lock`.")
    return found.group()


def python_of_environment(venv: Path) -> str | None:
    """Return the version of the Python that an environment was made with; None if there is no environment."""
    notes = venv / "pyvenv.cfg"
    version = re.search(r"^version *= *(\S+)", notes.read_text(encoding="utf-8"), re.M) if notes.exists() else None
    return version.group(1) if version else None


def make_environment(venv: Path) -> None:
    """Make the environment again, unless it exists, whole, and of this very Python."""
    occupied = any(venv.iterdir()) if venv.is_dir() else venv.exists()
    if occupied and not (venv / "pyvenv.cfg").exists():
        sys.exit(f"{venv} exists but is not a virtual environment. Remove it, or name another folder with VENV=…")
    ours = python_of_environment(venv) == ".".join(map(str, sys.version_info[:3]))
    if venv.is_symlink() and not ours:  # clearing it would empty an environment that others use too
        sys.exit(f"{venv} links to an environment of another Python. Remove the link, or name that Python: PYTHON=…")
    if not ours or (venv / UNFINISHED).exists() or not (venv / "bin" / "pip").exists():
        run([sys.executable, "-m", "venv", "--clear", str(venv)])


def install_files(venv: Path, files: list[Path], folder: Path) -> None:
    """Install the pinned files into the environment, the engine first and from source."""
    python = venv / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    flags = f"{os.environ.get('CPPFLAGS', '')} {ENGINE_FLAGS}".strip()
    engine = folder / "engine.txt"
    engine.write_text(pinned_engine(ROOT / "requirements.txt"), encoding="utf-8")
    # A wheel that pip cached without the flag would be taken again, and fail again: never from the cache.
    run([*pip, "--no-cache-dir", "--no-deps", "-r", str(engine)], env={**os.environ, "CPPFLAGS": flags})
    for file in files:
        run([*pip, "-r", str(file)])
    if subprocess.run([str(python), "-c", "import durable.engine"], check=False, capture_output=True).returncode:  # noqa: S603 - our own interpreter
        sys.exit(
            f"{ENGINE} was built but cannot be imported. Remove {venv} and try again with the compiler of your system."
        )


def run(command: list[str], env: dict[str, str] | None = None) -> None:
    """Run one step of the installation; the exit says which one failed, and an interruption ends all of it."""
    # Its own group: it gets no Ctrl-C, which would make it print where it was, and its children end with it.
    with subprocess.Popen(command, env=env, start_new_session=True) as process:  # noqa: S603 - arguments of this file only
        try:
            code = process.wait()
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
    if code:
        sys.exit(f"Installation failed (exit {code}) at: {' '.join(command)}")


def main() -> None:
    """Install; do nothing if the environment is already what the pinned files say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    parser.add_argument("--dev", action="store_true", help="also what tests, linter and type checker need")
    parser.add_argument("--spark", action="store_true", help="also what evaluations on Apache Spark need")
    options = parser.parse_args()
    if absent := missing_packages():
        names, packages = ", ".join(name for name, _ in absent), " ".join(package for _, package in absent)
        sys.exit(f"Missing: {names}. On Debian: sudo apt-get install {packages}")
    extras = [extra for extra in ("dev", "spark") if getattr(options, extra)]
    files = [ROOT / "requirements.txt", *(ROOT / f"requirements-{extra}.txt" for extra in extras)]
    interpreter = sys.version.split()[0].encode()
    wanted = hashlib.sha256(interpreter + b"".join(file.read_bytes() for file in files)).hexdigest()
    stamp = options.venv / "-".join(["installed", *extras])
    unfinished = options.venv / UNFINISHED
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and not unfinished.exists():
        return
    print_line(f"Installing into {options.venv} …")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = folder  # of every step: one that is interrupted clears nothing away itself
        make_environment(options.venv)
        unfinished.touch()
        stamp.unlink(missing_ok=True)
        install_files(options.venv, files, Path(folder))
    stamp.write_text(wanted, encoding="utf-8")
    unfinished.unlink()


def print_line(text: str) -> None:
    """Print one line for the person at the terminal."""
    print(text, flush=True)  # noqa: T201 - this is a command


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup wants it
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        print_line("\nInterrupted. The next run creates the environment again.")
        sys.exit(INTERRUPTED)
