"""`verify_audit` beside acts of others: it reads one state, finds no trouble, and keeps nobody waiting."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection

from institutions.audit import verify
from institutions.audit.seal import seal_events
from institutions.audit.verify import verify_audit
from tests.rules.assessing.changing import assessed, bare

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_broker", "meti"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the tests keep SQLite in memory, without a journal"),
]


def while_verifying(monkeypatch: pytest.MonkeyPatch, step: str, act: Any) -> None:
    """Let another connection act before a step of the verification."""
    original = verify.__dict__[step]

    def acted() -> None:
        try:
            act()
        finally:
            connection.close()

    def after_the_act(*args: Any) -> Any:
        other = Thread(target=acted)
        other.start()
        other.join(60)
        assert not other.is_alive(), "it waits for the verification"
        return original(*args)

    monkeypatch.setattr(verify, step, after_the_act)


@pytest.mark.parametrize(
    "step", ["seal_troubles", "trigger_troubles", "second_factor_troubles", "derived_row_troubles"]
)
def test_acts_during_a_verification_are_no_troubles_of_it(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assessed(bare("T-1"))
    before = verify_audit().troubles

    def act() -> None:
        assessed(bare("T-2"))
        assessed(bare("T-1", revision=2, value_yen=7))
        seal_events()

    while_verifying(monkeypatch, step, act)
    assert verify_audit().troubles == before
    monkeypatch.undo()
    assert verify_audit().troubles == before
