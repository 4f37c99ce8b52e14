"""The state of the broker: whether a connection to it can be made, in bounded time."""

from amqp.exceptions import AMQPError
from celery import current_app
from kombu.exceptions import KombuError


def broker_answers() -> bool:
    """Return whether the broker takes a connection and opens a channel."""
    seconds = current_app.conf.broker_connection_timeout
    try:
        with current_app.connection_for_write(connect_timeout=seconds) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=int(seconds))
            with connection.channel():
                return True
    except (KombuError, AMQPError, OSError):
        return False
