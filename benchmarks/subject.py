"""One subject in this process, with Django set up: `python -m benchmarks.subject NAME`.

Several subjects that measure a register as it grows (`measure`) share one: `python -m benchmarks.subject A B`.
"""

import sys
from importlib import import_module

import django

from benchmarks.large_register import grown_register

if __name__ == "__main__":
    django.setup()
    subjects = [import_module(f"benchmarks.{name}") for name in sys.argv[1:]]
    if len(subjects) == 1:
        subjects[0].main()
    else:
        for cases in grown_register():
            for subject in subjects:
                subject.measure(cases)
