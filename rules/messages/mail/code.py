"""The code that is sent to an address: who enters it reads there. It is computed, so that nothing has to be kept."""

from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

LENGTH: Final = 10  # hexadecimal digits: 40 bits


def code_of(account: int, address: str) -> str:
    """The code of one address for one account."""
    return salted_hmac("rules.mail.code", f"{account}:{address}", algorithm="sha256").hexdigest()[:LENGTH]


def is_code(given: str, account: int, address: str) -> bool:
    """Whether it was that, however it was typed."""
    return constant_time_compare("".join(given.split()).lower(), code_of(account, address))
