"""One session of Spark for the tests of this folder; they are skipped where PySpark or Java is missing, never in CI."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import pytest

from rules.engine.sets.spark.session import SparkLimits, spark_session
from tests.quick_java import compile_quickly

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LIMITS: Final = SparkLimits(master="local[2]", partitions=2)
INTERPRETED: Final = {"spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN"}


@pytest.fixture(scope="session")
def spark() -> Iterator["SparkSession"]:
    """Yield a session within this machine."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up("PySpark or Java is missing: `make install-spark`, and Debian's openjdk-21-jre-headless")
    compile_quickly()
    with spark_session(LIMITS) as session:
        yield session


@pytest.fixture
def interpreting(spark: "SparkSession") -> Iterator["SparkSession"]:
    """Yield a session that interprets its plans: compiling each to Java takes longer than a few rows do.

    What Spark compiles is compared by `make agree`, on 1,000 cases, and by the other tests of this folder.
    """
    before = {name: spark.conf.get(name) for name in INTERPRETED}
    for name, value in INTERPRETED.items():
        spark.conf.set(name, value)
    yield spark
    for name, value in before.items():
        spark.conf.set(name, value)
