"""One session of Spark for the tests of this folder; they are skipped where PySpark or Java is missing, never in CI."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import pytest

from rules.engine.sets.spark.session import SparkLimits, spark_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LIMITS: Final = SparkLimits(master="local[2]", partitions=2)


@pytest.fixture(scope="session")
def spark() -> Iterator["SparkSession"]:
    """Yield a session within this machine."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up("PySpark or Java is missing: `make install-spark`, and Debian's openjdk-21-jre-headless")
    with spark_session(LIMITS) as session:
        yield session
