"""Java for a run of tests, whose statements run once each."""

import os


def compile_quickly() -> None:
    """Let Java that is started from now on compile once: its second compiler takes longer than it saves here."""
    os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
