"""The state of the exported seals: whether the daily export runs, and which seals wait for a timestamp.

Health checks and the auditor's page show it and must not fail or hang because of it. A folder that cannot be read
within `WAIT_SECONDS`, such as one on a server that does not answer, is a trouble like any other.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from institutions.audit.seal_file_troubles import FolderUnreadable, NotExported, NotSealedForADay, NotStamped
from institutions.audit.seal_files import file_name
from institutions.codes.base import Coded
from institutions.models import AuditEvent, AuditSeal

LOG: Final = logging.getLogger(__name__)
WAIT_SECONDS: Final = 2.0
UNEXPORTED: Final = timedelta(minutes=15)  # three exports
UNSTAMPED: Final = timedelta(days=1)  # an authority may be down for a while, and the next export asks again
UNSEALED: Final = timedelta(hours=25)  # the seal of a day comes shortly after midnight

listing = threading.Lock()  # at most one thread waits for a folder that does not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class SealStanding:
    """The state. `readable`: the folder could be read; else nothing is known of files, and their numbers are 0.

    `waiting`: seals without a timestamp, the oldest of `waiting_since`; they are late only where an authority is set.
    `unsealed_since`: the moment of the oldest event that came after the last seal.
    `late`: something is wrong on a server that sets where seals go. Troubles name each, with the remedy.
    """

    readable: bool
    last_file_on: date | None
    unexported: int
    waiting: int
    waiting_since: datetime | None
    unsealed_since: datetime | None
    troubles: tuple[Coded, ...]

    @property
    def late(self) -> bool:
        """True if there is a trouble and the server sets where seals go."""
        return bool(self.troubles) and (settings.SEALS_DIR_SET or bool(settings.TIMESTAMP_URL))


def seal_standing() -> SealStanding:
    """Read the state: two queries, and the names of the files."""
    now = timezone.now()
    seals = list(AuditSeal.objects.order_by("number").values_list("number", "at"))
    names = names_within(settings.SEALS_DIR, WAIT_SECONDS)
    held = names or frozenset()
    unexported = [at for number, at in seals if f"{file_name(number)}.json" not in held] if names is not None else []
    exported = [at for number, at in seals if f"{file_name(number)}.json" in held]
    waiting = [at for number, at in seals if f"{file_name(number)}.tsq" in held and not is_stamped(number, held)]
    unsealed_since = oldest_unsealed([at for _, at in seals])
    return SealStanding(
        readable=names is not None,
        last_file_on=timezone.localdate(exported[-1]) if exported else None,
        unexported=len(unexported),
        waiting=len(waiting),
        waiting_since=waiting[0] if waiting else None,
        unsealed_since=unsealed_since,
        troubles=tuple(troubles_of(now, names, unsealed_since, unexported, waiting)),
    )


def oldest_unsealed(sealed: Sequence[datetime]) -> datetime | None:
    """Return the moment of the oldest event after the last seal; None if there is none. Read from the end of an index.

    An event whose transaction began before that seal and ended after it is not seen here; the next seal covers it.
    """
    events = AuditEvent.objects.filter(at__gt=sealed[-1]) if sealed else AuditEvent.objects.all()
    return events.order_by("at", "id").values_list("at", flat=True).first()


def is_stamped(number: int, names: frozenset[str]) -> bool:
    """Return whether a seal has its timestamp."""
    return f"{file_name(number)}.tsr" in names


def troubles_of(
    now: datetime,
    names: frozenset[str] | None,
    unsealed_since: datetime | None,
    unexported: Sequence[datetime],
    waiting: Sequence[datetime],
) -> Iterator[Coded]:
    """Yield each trouble, with its remedy."""
    if unsealed_since is not None and now - unsealed_since > UNSEALED:
        yield NotSealedForADay()
    if names is None:
        yield FolderUnreadable()
    if unexported and now - unexported[0] > UNEXPORTED:
        yield NotExported(number=len(unexported), on=timezone.localdate(unexported[0]))
    if settings.TIMESTAMP_URL and waiting and now - waiting[0] > UNSTAMPED:
        yield NotStamped(number=len(waiting), on=timezone.localdate(waiting[0]))


def names_within(folder: Path, seconds: float) -> frozenset[str] | None:
    """Return the names of the files in a folder, none if it is not there; None if it cannot be read within the time."""
    found: list[frozenset[str]] = []
    if not listing.acquire(timeout=seconds):
        return None

    def read_names() -> None:
        try:
            found.append(frozenset(path.name for path in folder.iterdir()))
        except FileNotFoundError:
            found.append(frozenset())
        except OSError as other:
            LOG.warning("The folder of the exported seals cannot be read: %s", other)
        finally:
            listing.release()

    thread = threading.Thread(target=read_names, name="seal-files", daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else None
