"""`make agree`: all parts of the long comparison, one after the other; each prints what is left of it.

`python -m tests.rules.agreement.parts [PART …]`: those parts alone, to go on after an interruption (`make agree
PARTS="3 4 5"`). It ends with 1 at the first part with a disagreement.
"""

import subprocess
import sys
from typing import Final

# 200,000 cases of random rulebooks, and of the real one, in sets too; then fewer on Spark, by one machine and by three.
PARTS: Final = (
    ("long_run",),
    ("long_run", "--sets"),
    ("long_run", "--real", "--sets"),
    ("long_run", "--spark", "--cases", "1000"),
    ("long_run", "--real", "--spark", "--cases", "1000"),
    ("on_cluster",),
)


def main(asked: list[str]) -> int:
    """Run the parts that are asked for, or all; return the exit code."""
    numbers = [str(number) for number in range(1, len(PARTS) + 1)]
    if unknown := [each for each in asked if each not in numbers]:
        sys.stderr.write(f"There is no part {unknown[0]}. Name some of {', '.join(numbers)}, or none for all.\n")
        return 2
    for number in asked or numbers:
        sys.stdout.write(f"\nPart {number} of {len(PARTS)}\n")
        sys.stdout.flush()
        module, *arguments = PARTS[int(number) - 1]
        command = [sys.executable, "-m", f"tests.rules.agreement.{module}", *arguments]
        if code := subprocess.run(command, check=False).returncode:
            sys.stdout.write(f'Part {number} failed. After mending go on with: make agree PARTS="{rest(number)}"\n')
            return code
    return 0


def rest(number: str) -> str:
    """Return a part and those after it."""
    return " ".join(str(each) for each in range(int(number), len(PARTS) + 1))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
