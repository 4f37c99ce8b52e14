"""A session of Apache Spark, within this process or on the cluster of a master."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NAME: Final = "policyengine"
CONFIGURED: Final = {
    "spark.sql.ansi.enabled": "true",  # a number that overflows is an error, never another number
    "spark.sql.session.timeZone": "UTC",
    # Spark 4.3 looks for a column that is not there when it infers constraints from a union of kept tables.
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.ui.enabled": "false",  # nothing listens on this machine but the session itself
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
LOCAL: Final = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}


class SparkMissingError(Exception):
    """PySpark or Java is not installed, or the master does not answer."""


@dataclass(frozen=True, slots=True)
class SparkLimits:
    """The place of a session: `master` as Spark writes it (`local[2]`, `spark://host:7077`).

    `partitions`: into so many parts a join divides its rows. `checkpoints`: the folder, on storage that all machines
    of a cluster read, for tables that later statements read; empty: with the machine that made them, so that an
    evaluation fails with it.
    """

    master: str = "local[2]"
    partitions: int = 2
    checkpoints: str = ""


@contextmanager
def spark_session(limits: SparkLimits) -> Iterator["SparkSession"]:
    """Open a session; it ends with the block. SparkMissingError says what is missing, with the remedy."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        logging.getLogger("py4j").setLevel(logging.WARNING)  # it tells of each closed connection
        session = _started(limits)
        try:
            if limits.checkpoints:
                session.sparkContext.setCheckpointDir(limits.checkpoints)
            yield session
        finally:
            _remove_checkpoints(session)
            session.stop()


def _remove_checkpoints(session: "SparkSession") -> None:
    """Remove the tables that a session kept in its folder of checkpoints: Spark leaves them, and they hold facts."""
    context = session.sparkContext
    folder = context.getCheckpointDir()
    if folder:
        path = context._jvm.org.apache.hadoop.fs.Path(folder)  # noqa: SLF001 - PySpark's own way to Hadoop's files
        path.getFileSystem(context._jsc.hadoopConfiguration()).delete(path, True)  # noqa: FBT003, SLF001 - as above; with its content


def _started(limits: SparkLimits) -> "SparkSession":
    try:
        from pyspark.errors import PySparkException  # an optional package
        from pyspark.sql import SparkSession
    except ImportError as missing:
        message = "PySpark is not installed. Install it with `make install-spark`, or set SETS_ENGINE=duckdb."
        raise SparkMissingError(message) from missing
    builder = SparkSession.builder.appName(NAME).master(limits.master)
    options = {**CONFIGURED, "spark.sql.shuffle.partitions": str(limits.partitions)}
    for name, value in {**options, **(LOCAL if limits.master.startswith("local") else {})}.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, OSError) as trouble:
        message = (
            f"Spark does not start on {limits.master}: {str(trouble).strip().splitlines()[0]}. Install Java (Debian's "
            "openjdk-21-jre-headless), and check that SPARK_MASTER answers."
        )
        raise SparkMissingError(message) from trouble
