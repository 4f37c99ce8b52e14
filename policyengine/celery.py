"""The Celery app: the messenger between the web and the workers. The jobs themselves are rows of the database.

A message only says "look at this row": losing one, sending it twice or sending it late changes no result. So messages
expire soon, none is waited for, and without a worker a broker keeps only a few (see `policyengine.clock`).
"""

import logging
import os
import signal
import sys
from functools import partial
from typing import Any

from celery import Celery, signals
from kombu import Exchange, Queue
from kombu.transport import TRANSPORT_ALIASES

from institutions.jobs.kind import RARELY_SECONDS
from institutions.jobs.queues import Queues
from institutions.values.late_modules import load_late_modules
from policyengine.garbage import look_past_what_stays, look_rarely
from policyengine.traces import start_traces

look_rarely()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyengine.settings")
os.environ["CELERY_SKIP_CHECKS"] = (
    "yes"  # Celery's would load every page, and pass over what they find; see check_engine
)
TRANSPORT_ALIASES["filesystem"] = "policyengine.files_broker:Transport"

SEAL_SECONDS = 300.0
CASES_SECONDS = 300.0
DAYS_SECONDS = 300.0
CONNECT_SECONDS = 2.0  # a silent broker never holds a registering caller longer than some of these

app = Celery("policyengine", task_cls="institutions.jobs.pausing:PausingTask")
app.steps["consumer"].add("policyengine.reconnecting:SweepAfterLoss")


def transport_options(url: str) -> dict[str, Any]:  # Any: each transport has its own options
    """Return the options of the transport of a broker URL: bounded waits, and folders for the broker made of files."""
    from django.conf import settings

    bounded = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
    if url.startswith("filesystem"):
        folders = {name: settings.BROKER_DIR / name for name in ("messages", "processed", "control")}
        for folder in (settings.BROKER_DIR, *folders.values()):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        return {
            "data_folder_in": str(folders["messages"]),
            "data_folder_out": str(folders["messages"]),
            "processed_folder": str(folders["processed"]),
            "control_folder": str(folders["control"]),
            "store_processed": True,
            "polling_interval": 0.2,
        }
    if url.startswith("redis"):
        return {**bounded, "socket_connect_timeout": CONNECT_SECONDS, "socket_timeout": 5.0}
    return {**bounded, "read_timeout": 5.0, "write_timeout": 5.0}


def schedule_entry(queue: str, task: str, seconds: float) -> dict[str, Any]:  # Any: Celery's own names and values
    """Return an entry of beat's schedule."""
    return {"task": task, "schedule": seconds, "options": {"queue": queue, "expires": seconds}}


def celery_settings() -> dict[str, Any]:  # Any: Celery's own names and values
    """Return Celery's settings, made from Django's when they are first needed."""
    from django.conf import settings

    queues = Queues(settings.CELERY_QUEUE)
    every = partial(schedule_entry, queues.clock)
    return {
        "broker_url": settings.CELERY_BROKER_URL,
        "broker_transport_options": transport_options(settings.CELERY_BROKER_URL),
        "broker_connection_timeout": CONNECT_SECONDS,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        # A folder that fails once fails twice; a connection may just be old.
        "task_publish_retry": not settings.CELERY_BROKER_URL.startswith("filesystem"),
        "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0},
        "accept_content": ["json"],
        "task_serializer": "json",
        "task_ignore_result": True,
        "result_expires": None,
        "task_acks_late": True,
        "worker_prefetch_multiplier": 1,
        "task_soft_time_limit": settings.ASSESSMENT_SOFT_SECONDS,
        "task_time_limit": settings.ASSESSMENT_HARD_SECONDS,
        "task_queues": [Queue(name, Exchange(name), routing_key=name) for name in queues.every],
        "task_default_queue": queues.asked,
        "task_default_exchange": queues.asked,
        "task_default_routing_key": queues.asked,
        "worker_consumer": "policyengine.reconnecting:PromptConsumer",
        "worker_enable_remote_control": False,  # nobody steers a worker through the broker
        "worker_concurrency": settings.WORKER_CONCURRENCY,
        "beat_scheduler": "policyengine.clock:Clock",
        "beat_max_loop_interval": settings.SWEEP_SECONDS,
        "beat_schedule": {
            "sweep": every("rules.sweep", settings.SWEEP_SECONDS),
            # Done once a day, and asked for often: the first events of a new database are not long without a seal, and
            # a beat that starts anew does not know when it last asked.
            "seal": every("institutions.seal", SEAL_SECONDS),
            "sweep cases": every("rules.sweep_cases", CASES_SECONDS),
            "sweep days": every("rules.sweep_days", DAYS_SECONDS),
            # Each case once a day; asked for often, since a look at many takes several turns.
            "look at cases": every("rules.look_at_cases", CASES_SECONDS),
            "sweep deliveries": every("rules.sweep_deliveries", settings.SWEEP_SECONDS),
            "sweep mails": every("rules.sweep_mails", settings.SWEEP_SECONDS),
            "sweep summaries": every("rules.sweep_summaries", CASES_SECONDS),
            "sweep previews": every("rules.sweep_erasure_previews", settings.SWEEP_SECONDS),
            "sweep screenings": every("rules.sweep_screenings", RARELY_SECONDS),
            "reach reorganisations": every("rules.reach_reorganisations", CASES_SECONDS),
            "sweep reorganisation previews": every("rules.sweep_reorganisation_previews", settings.SWEEP_SECONDS),
            "sweep sittings": every("rules.sweep_sittings", settings.SWEEP_SECONDS),
            "sweep process files": every("rules.sweep_process_files", settings.SWEEP_SECONDS),
            "sweep trials": every("rules.sweep_rulebook_trials", RARELY_SECONDS),
            "sweep adoptions": every("rules.sweep_rulebook_adoptions", settings.SWEEP_SECONDS),
            "keep facts": every("rules.keep_facts", RARELY_SECONDS),
            "sweep imports": every("institutions.sweep_imports", settings.SWEEP_SECONDS),
            "sweep name searches": every("institutions.sweep_name_searches", settings.SWEEP_SECONDS),
            "match numbers": every("institutions.match_numbers", CASES_SECONDS),
            "delete old drafts": every("institutions.delete_old_drafts", DAYS_SECONDS),
        },
    }


app.add_defaults(celery_settings)
app.autodiscover_tasks(
    [
        "institutions.audit",
        "institutions.drafts",
        "institutions.imports",
        "rules.assessing",
        "rules.commission",
        "rules.fact_store",
        "rules.process_files",
        "rules.reorganising",
        "rules.screening",
        "rules.workshop",
        "rules.review.casework",
        "rules.review.erasing",
        "rules.review.summaries",
        "rules.messages.mail",
        "rules.messages.notices",
        "rules.messages.webhooks",
    ]
)


@signals.setup_logging.connect
def keep_our_logging(loglevel: int | str | None = None, **_kwargs: object) -> None:
    """Leave the logs as the settings make them (JSON lines); only Celery's own output follows `--loglevel`."""
    if loglevel is not None:
        logging.getLogger("celery").setLevel(loglevel)


@signals.worker_process_init.connect
def trace_tasks(**_kwargs: object) -> None:
    """Begin to trace, if a collector is set, in each process that does tasks."""
    start_traces()


@signals.celeryd_after_setup.connect
def check_engine(**_kwargs: object) -> None:
    """End a worker that could assess nothing, with what is wrong and the remedy, before it takes a task."""
    from django.core.checks import run_checks

    if wrong := [str(each) for each in run_checks(tags=["engine"]) if each.is_serious()]:
        sys.exit("\n".join(["The worker does not start:", *wrong]))


@signals.beat_init.connect
def end_beat_at_once(**_kwargs: object) -> None:
    """Let beat end when it is told to, without a word to the broker.

    Celery takes its leave within the handler of the signal. If a message is half sent just then, the goodbye waits for
    the lock that this message holds, and beat never ends. Beat keeps nothing that it would have to save.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: os._exit(os.EX_OK))


@signals.celeryd_after_setup.connect
def load_receivers(**_kwargs: object) -> None:
    """Load the receivers of events before the worker makes its processes, which then share them."""
    load_late_modules()
    look_past_what_stays()
