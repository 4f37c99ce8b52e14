"""The settings that decide, beside the release, which facts a process has: profiles, options, and the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from institutions.formats.ocds.publishers import PublisherProfile, profile_for


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """The settings of the rules. `as_of`: the day from which they look, as ISO text.

    `publisher`: one profile for every process; None: each has the one that its ocid begins like, if any. The options
    stand where the release and the profile say nothing certain; `domain` is that of every process of the files.
    """

    as_of: str
    publisher: PublisherProfile | None = None
    profiles: tuple[PublisherProfile, ...] = ()
    reserve_from: str | None = None
    method: str | None = None
    object: str | None = None
    domain: str | None = None
    yen_per_unit: Mapping[str, Decimal] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:  # Any: plain data
        """Return what decides the answers, to compare two runs."""
        profiles = self.profiles if self.publisher is None else (self.publisher,)
        return {
            "as_of": self.as_of,
            "publishers": [str(each) for each in profiles],
            "options": [self.reserve_from, self.method, self.object, self.domain],
            "rates": {currency: str(rate) for currency, rate in sorted(self.yen_per_unit.items())},
        }

    def profile_of(self, ocid: str) -> PublisherProfile:
        """Return the profile for a process."""
        return profile_for(ocid, self.profiles) if self.publisher is None else self.publisher
