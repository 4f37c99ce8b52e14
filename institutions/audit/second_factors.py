"""Authenticators and recovery codes, compared with what events say: whoever replaces one by hand opens an account.

Their table belongs to a library, which removes and replaces rows lawfully, so its rows are not covered one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from allauth.mfa.models import Authenticator

from institutions.models import AuditEvent
from institutions.values.hashing import hash_json

TAKEN_OFF: Final = "authenticator_taken_off"  # with the recovery codes
CODE_USED: Final = "recovery_code_used"
SHOWN_AT: Final = "viewed_at"
SHA256: Final = "data_sha256"  # in the event: the hash of the encrypted secret, of codes also of which were used


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """One type of second factor: its name, and the verbs of events after which an account has it, or has it no more."""

    name: str  # with its article
    held_after: tuple[str, ...]
    gone_after: tuple[str, ...]


FACTORS: Final = {
    Authenticator.Type.TOTP: SecondFactor("an authenticator", ("totp_added",), ("totp_removed", TAKEN_OFF)),
    Authenticator.Type.RECOVERY_CODES: SecondFactor(
        "a set of recovery codes",
        ("recovery_codes_added", "recovery_codes_made_anew", CODE_USED),
        ("recovery_codes_removed", TAKEN_OFF),
    ),
}


def authenticator_hash(authenticator: Any) -> str:  # Any: allauth declares no types
    """Return the hash by which an event names the secret of an authenticator, which is encrypted.

    The library notes in codes when they were shown, which changes none of them.
    """
    held = authenticator.data
    if isinstance(held, dict):  # as the library writes it; by hand it may be anything
        held = {name: value for name, value in held.items() if name != SHOWN_AT}
    return hash_json(held)


def second_factor_troubles() -> Iterator[str]:
    """Yield each account whose authenticator or recovery codes are not those that its last event names."""
    for kind, factor in FACTORS.items():
        yield from troubles_of(kind, factor)
    for kind in Authenticator.objects.exclude(type__in=FACTORS).order_by("type").values_list("type", flat=True):
        yield f"mfa_authenticator: has a second factor of the type {kind}, which the program does not use"


def troubles_of(kind: str, factor: SecondFactor) -> Iterator[str]:
    """Yield the troubles with the second factors of one type."""
    rows = AuditEvent.objects.filter(verb__in=(*factor.held_after, *factor.gone_after)).order_by("pk")
    last = {what: (verb, after) for what, verb, after in rows.values_list("object", "verb", "after").iterator(500)}
    held: dict[str, list[Any]] = {}  # Any: as above
    for each in Authenticator.objects.filter(type=kind).order_by("pk"):
        held.setdefault(f"account:{each.user_id}", []).append(each)
    for what in sorted({*last, *held}):
        verb, after = last.get(what, ("", None))
        said = after.get(SHA256) if isinstance(after, dict) else None
        is_named = verb in factor.held_after
        if what not in held:
            # Events of codes from before they held a hash may lack the removal.
            if is_named and (said is not None or kind == Authenticator.Type.TOTP):
                yield f"{what}: lacks {factor.name}, and no event says that it was removed"
        elif not is_named or len(held[what]) > 1:
            yield f"{what}: has {factor.name} that no event names"
        elif said is not None and said != authenticator_hash(held[what][0]):
            yield f"{what}: has {factor.name} in the place of the one that was added"
