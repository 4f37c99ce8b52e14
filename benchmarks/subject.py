"""One subject in this process, with Django set up: `python -m benchmarks.subject NAME`."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    import_module(f"benchmarks.{sys.argv[1]}").main()
