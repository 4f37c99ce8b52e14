"""The code that confirms an address: entering it proves access to its e-mail. It is computed, so nothing is stored."""

from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

LENGTH: Final = 10  # hexadecimal digits: 40 bits


def address_code(account: int, address: str) -> str:
    """Return the code of an address for an account."""
    return salted_hmac("rules.mail.code", f"{account}:{address}", algorithm="sha256").hexdigest()[:LENGTH]


def is_code(given: str, account: int, address: str) -> bool:
    """Return whether the code is right, in any case and with any blanks."""
    return constant_time_compare("".join(given.split()).lower(), address_code(account, address))
