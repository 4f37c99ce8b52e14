"""Create the environment: check what the machine must bring, make the virtual environment, install what is pinned.

Run as a file with the system's Python, before anything is installed:
`python3 policyengine/install.py [--dev] [--venv DIR]`. Standard library only.
"""

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)
ENGINE = "durable_rules"
# The engine's C source calls a function that Python 3.13 dropped under this name; harmless on 3.11 and 3.12.
ENGINE_FLAGS = "-DPyEval_CallObject=PyObject_CallObject"


def missing() -> list[tuple[str, str]]:
    """What this machine lacks, each with the Debian package that brings it."""
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
    """The engine's own lines of the requirements file, with their hashes."""
    found = re.search(r"^durable[-_]rules==(?:.*\\\n)*.*\n", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        sys.exit(f"{requirements.name} does not pin {ENGINE}. Run `make lock`.")
    return found.group()


def install(venv: Path, files: list[Path]) -> None:
    """Install the pinned files into the environment, the engine first and from source."""
    python = venv / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    flags = f"{os.environ.get('CPPFLAGS', '')} {ENGINE_FLAGS}".strip()
    with tempfile.TemporaryDirectory() as folder:
        engine = Path(folder) / "engine.txt"
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
    """Run one step of the installation; the exit says which one failed."""
    code = subprocess.run(command, check=False, env=env).returncode  # noqa: S603 - arguments of this file only
    if code:
        sys.exit(f"Installation failed (exit {code}) at: {' '.join(command)}")


def main() -> None:
    """Do nothing if the environment is already what the pinned files say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    parser.add_argument("--dev", action="store_true", help="also what tests, linter and type checker need")
    options = parser.parse_args()
    if absent := missing():
        names, packages = ", ".join(name for name, _ in absent), " ".join(package for _, package in absent)
        sys.exit(f"Missing: {names}. On Debian: sudo apt-get install {packages}")
    files = [ROOT / "requirements.txt", *([ROOT / "requirements-dev.txt"] if options.dev else [])]
    interpreter = sys.version.split()[0].encode()
    wanted = hashlib.sha256(interpreter + b"".join(file.read_bytes() for file in files)).hexdigest()
    stamp = options.venv / ("installed-dev" if options.dev else "installed")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Installing into {options.venv} …", flush=True)  # noqa: T201 - this is a command
    stamp.unlink(missing_ok=True)
    if not (options.venv / "bin" / "pip").exists():  # none yet, or one that was interrupted before it was whole
        run([sys.executable, "-m", "venv", "--clear", str(options.venv)])
    install(options.venv, files)
    stamp.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
