"""The opening of pages as somebody who has signed in. The peer of each is the emptiest page that needs a session."""

import statistics
import time
from typing import Final

from django.test import Client

from institutions.models import Account

PEER: Final = "account page"
EMPTIEST: Final = "/account/"
TIMES: Final = 7


def signed_in_client(account: Account) -> Client:
    """Return a client of this account, as the benchmark's settings let it in."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(account)
    return client


def time_requests(client: Client, path: str) -> float:
    """Return the median milliseconds of some requests; the first one prepares what is kept."""
    seconds = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        answer = client.get(path)
        seconds.append(time.perf_counter() - began)
        if answer.status_code != 200:
            message = f"{path} answered {answer.status_code}."
            raise RuntimeError(message)
    return statistics.median(seconds[1:]) * 1000
