"""The project's settings for the server that is measured: one more address, the peer's."""

from policyengine.settings import *  # noqa: F403 - everything else is as it runs

ROOT_URLCONF = "benchmarks.served_urls"
