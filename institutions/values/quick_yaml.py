"""YAML of the project's own files, read by libyaml where PyYAML was built with it: ten times as fast."""

from typing import Any, Final

import yaml

Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:  # Any: what a file holds
    """Return the content of a file as plain data; yaml.YAMLError if it is not YAML."""
    return yaml.load(text, Loader=Loader)  # noqa: S506 - the safe loader, in C where there is one
