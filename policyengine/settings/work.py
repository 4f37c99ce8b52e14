"""Settings for workers: the broker, leases of assessments and imports, and the sweep."""

from django.core.exceptions import ImproperlyConfigured

from institutions.jobs.queues import USUAL
from policyengine.settings.environment import VAR_DIR, env

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
CELERY_QUEUE = env.str("CELERY_QUEUE", default=USUAL)  # installations that share a broker differ in this
BROKER_DIR = VAR_DIR / "broker"

# One assessment takes milliseconds. Its lease must outlast the hard limit: a check refuses other values.
ASSESSMENT_HARD_SECONDS = env.float("ASSESSMENT_HARD_SECONDS", default=120.0)
ASSESSMENT_SOFT_SECONDS = env.float("ASSESSMENT_SOFT_SECONDS", default=ASSESSMENT_HARD_SECONDS * 0.75)
ASSESSMENT_LEASE_SECONDS = env.float("ASSESSMENT_LEASE_SECONDS", default=ASSESSMENT_HARD_SECONDS * 1.25)
# Assessments that a worker takes at once, of those that nobody waits for or of those that somebody waits for: one set
# of queries gathers them all. A proposal that somebody has just submitted may have to wait for so many.
ASSESSMENT_BATCH = env.int("ASSESSMENT_BATCH", default=20)
# An import renews its lease with each portion of its file, so that this bounds one portion and no whole import.
IMPORT_LEASE_SECONDS = env.float("IMPORT_LEASE_SECONDS", default=120.0)
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=15.0)
RESEND_SECONDS = env.float("RESEND_SECONDS", default=60.0)  # a queued row is sent again after this long
WORKER_GRACE_SECONDS = env.float("WORKER_GRACE_SECONDS", default=10.0)  # then a stopping worker gives its rows back
# An evaluation in sets: memory as DuckDB writes it, threads, and seconds for one statement; the cases of a longer one
# are handed over. Programs of rulebooks are kept below SETS_DIR, and there DuckDB puts what exceeds the memory.
SETS_MEMORY = env.str("SETS_MEMORY", default="4GB")
SETS_THREADS = env.int("SETS_THREADS", default=2)
SETS_STATEMENT_SECONDS = env.float("SETS_STATEMENT_SECONDS", default=600.0)
SETS_DIR = VAR_DIR / "sets"
# The engine of such an evaluation: `duckdb`, within the process, or `spark`, on the master that SPARK_MASTER names.
# Joins there have so many partitions, and tables that later statements read are kept in the folder SPARK_CHECKPOINTS
# (empty: with the machine that made them).
SETS_ENGINE = env.str("SETS_ENGINE", default="duckdb")
if SETS_ENGINE not in {"duckdb", "spark"}:
    raise ImproperlyConfigured(f"SETS_ENGINE is {SETS_ENGINE!r}. Set it to duckdb or spark.")
SPARK_MASTER = env.str("SPARK_MASTER", default="local[2]")
SPARK_PARTITIONS = env.int("SPARK_PARTITIONS", default=2)
SPARK_CHECKPOINTS = env.str("SPARK_CHECKPOINTS", default="")
# A screening is done in ranges of so many cases, by the workers of imports side by side. It renews its lease several
# times a range. Of so many unchanged cases one is assessed by the case evaluators
# too. Each night from this hour on the register is screened once; with -1 it is not.
SCREENING_LEASE_SECONDS = env.float("SCREENING_LEASE_SECONDS", default=1800.0)
SCREENING_RANGE = env.int("SCREENING_RANGE", default=50_000)
SCREENING_SAMPLE = env.int("SCREENING_SAMPLE", default=1000)
SCREENING_HOUR = env.int("SCREENING_HOUR", default=2)
WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
# What one body may have waiting: imports that are not over, and bytes of their files and of those set aside.
OPEN_IMPORTS_OF_BODY = env.int("OPEN_IMPORTS_OF_BODY", default=10)
IMPORT_BYTES_OF_BODY = env.int("IMPORT_BYTES_OF_BODY", default=5_000_000_000)
# Bytes of documents, with all their revisions, that one body may register over REST and the form.
DOCUMENT_BYTES_OF_BODY = env.int("DOCUMENT_BYTES_OF_BODY", default=5_000_000_000)
# Drafts of one owner (an account, or a body whose system sends them) that are neither closed, enacted nor withdrawn: of
# reorganisations, and of rulebooks. Then bytes of drafts of both kinds, with all revisions.
OPEN_DRAFTS_OF_OWNER = env.int("OPEN_DRAFTS_OF_OWNER", default=200)
DRAFT_BYTES_OF_OWNER = env.int("DRAFT_BYTES_OF_OWNER", default=1_000_000_000)
# Bytes of published processes of one body, with the answers to them, as they are stored.
PROCESS_BYTES_OF_BODY = env.int("PROCESS_BYTES_OF_BODY", default=5_000_000_000)
