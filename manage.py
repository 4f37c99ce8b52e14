#!/usr/bin/env python
"""Run the project's commands: migrate, seed, register, assess and the rest."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyengine.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:  # a person ended it: that is no error to trace
        sys.exit(130)
