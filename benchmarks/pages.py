"""The opening of pages as somebody who has signed in. The peer of each is the emptiest page that needs a session."""

import statistics
import time
from typing import Final, NamedTuple

from django.conf import settings
from django.test import Client

from benchmarks.server_time import server_seconds
from institutions.models import Account

PEER: Final = "account page"
EMPTIEST: Final = "/account/"
TIMES: Final = 7


class PageTimes(NamedTuple):
    """Milliseconds of a page: medians by the clock and of our processor time, and the mean of the database server's."""

    clock: float
    ours: float
    server: float

    @property
    def processor(self) -> float:
        """The milliseconds of both processes together."""
        return self.ours + self.server


def signed_in_client(account: Account) -> Client:
    """Return a client of this account, as the benchmark's settings let it in; it opens more pages than anybody may."""
    settings.REQUESTS_A_MINUTE = dict.fromkeys(settings.REQUESTS_A_MINUTE, 0)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(account)
    return client


def time_requests(client: Client, path: str) -> float:
    """Return the median milliseconds of some requests; the first one prepares what is kept."""
    return page_times(client, path).clock


def page_times(client: Client, path: str) -> PageTimes:
    """Return what some requests took; the first one prepares what is kept."""
    open_page(client, path)
    clock, ours = [], []
    server = server_seconds()
    for _ in range(TIMES):
        began, spent = time.perf_counter(), time.process_time()
        open_page(client, path)
        clock.append(time.perf_counter() - began)
        ours.append(time.process_time() - spent)
    asked = server_seconds() - server
    return PageTimes(statistics.median(clock) * 1000, statistics.median(ours) * 1000, asked / TIMES * 1000)


def open_page(client: Client, path: str) -> None:
    """Ask for a page. RuntimeError unless it comes."""
    answer = client.get(path)
    if answer.status_code != 200:
        message = f"{path} answered {answer.status_code}."
        raise RuntimeError(message)
