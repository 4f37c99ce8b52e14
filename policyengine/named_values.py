"""Values of the environment; one that is no number is refused by name, with what to write there."""

from typing import Any, Final

import environ
from django.core.exceptions import ImproperlyConfigured

NUMBERS: Final = {int: "a whole number, such as 10", float: "a number, such as 2.5"}


class NamedValues(environ.Env):  # type: ignore[misc]  # the package has no types
    """The environment, as django-environ reads it."""

    def get_value(self, var: str, cast: Any = None, *args: Any, **more: Any) -> Any:  # Any: as the package declares it
        """Return a value. ImproperlyConfigured names one that should be a number and is none."""
        try:
            return super().get_value(var, cast, *args, **more)
        except ValueError as trouble:
            if cast not in NUMBERS:
                raise
            message = f"{var} is {self.ENVIRON.get(var)!r}. Set it to {NUMBERS[cast]}, or leave it out."
            raise ImproperlyConfigured(message) from trouble
