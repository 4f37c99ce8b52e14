"""`python -m policyengine.verify_receipt FILE`: what a receipt proves, checked without the database and without Django.

Exit code 1, with the reason, if anything does not fit. A receipt alone shows that it fits its seals, which anybody can
make up together. That a seal is genuine is proved by a copy of it that was kept elsewhere (`--seal`). Without one of
each nothing is proved: exit code 2. A timestamp (`--timestamp`) shows since when a seal has existed, not who made it:
an authority stamps whatever is sent to it.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from institutions.values.canonical import canonical_json, hash_json
from institutions.values.receipts import ProvedRow, ReceiptError, check_receipt, need
from institutions.values.stamp_moments import is_stamped_too_early

NAMES: Final = {
    "rules_finding": "Finding",
    "rules_findingdecision": "Decision on the finding",
    "rules_match": "Words of the finding in a result",
}
LONGEST: Final = 300  # characters of a value that are printed
LARGEST: Final = 50_000_000  # bytes of a file; a receipt has some thousand
NOT_YET: Final = 2  # exit code
ERASED: Final = ("person_erased", "texts_erased")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the file, print what is proved, and return the exit code."""
    parser = ArgumentParser(prog="python -m policyengine.verify_receipt", description=__doc__)
    parser.add_argument("file", metavar="FILE", help="the receipt")
    parser.add_argument(
        "--seal", metavar="FILE", action="append", default=[], help="a seal that was kept elsewhere, as it was exported"
    )
    parser.add_argument(
        "--timestamp",
        metavar="FILE",
        action="append",
        default=[],
        help="the timestamp of a seal (.tsr), for its moment; with --roots",
    )
    parser.add_argument("--roots", metavar="FILE", help="root certificates of the timestamp authority (PEM)")
    given = parser.parse_args(arguments)
    if given.timestamp and not given.roots:
        parser.error("--timestamp needs --roots: a timestamp proves nothing without its authority's root certificate")
    try:
        rows, seals = check_receipt(read_file(given.file))
        kept = [kept_seal(read_file(each), each) for each in given.seal]
        for number, said in kept:  # each copy: of two that differ neither is passed over
            need(number in seals, "--seal: the receipt does not rest on this seal. Give one that it names.")
            need(
                seals[number]["hash"] == said, f"Seal {number} of the receipt is not the seal that was kept elsewhere."
            )
        stamped = dict(stamped_seal(each, Path(given.roots), seals) for each in given.timestamp)
    except ReceiptError as wrong:
        show(f"NOT PROVED. {wrong}")
        return 1
    numbers = {number for number, _ in kept}
    for line in report_lines(rows, seals, numbers, stamped):
        show(line)
    return 0 if seals.keys() <= numbers else NOT_YET


def show(line: str) -> None:
    """Print one line. Characters on which a terminal acts, or which it hides, are written out: it stays one line."""
    shown = "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in line)
    encoding = sys.stdout.encoding or "utf-8"
    print(shown.encode(encoding, "backslashreplace").decode(encoding))  # noqa: T201 - a command's output


def read_file(name: str) -> Any:  # Any: what the file holds
    """Return the content of a JSON file. ReceiptError if it cannot be read or hashed, or names a field twice."""
    try:
        with Path(name).open("rb") as file:
            content = file.read(LARGEST + 1)
        need(len(content) <= LARGEST, f"{name} has more than {LARGEST:,} bytes, so it is no receipt or seal.")
        data = json.loads(content.decode("utf-8"), object_pairs_hook=unique_fields)
        canonical_json(data).encode()  # no infinite numbers, no halves of characters
    except ReceiptError:
        raise
    except RecursionError:
        message = f"{name} is nested too deeply for a receipt. Give the file as `manage.py receipt` wrote it."
    except OSError as other:
        message = f"{name} cannot be read ({other.strerror}). Give the file of a receipt."
    except ValueError as other:
        message = f"{name} is no JSON ({other}). Give the file as `manage.py receipt` wrote it."
    else:
        return data
    raise ReceiptError(message)


def unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # Any: what the file holds
    """Return an object of a JSON file. ValueError if it names a field twice: readers would differ."""
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a field is there twice"
        raise ValueError(message)
    return found


def kept_seal(data: Any, name: str) -> tuple[int, str]:  # Any: what the file holds
    """Return number and hash of an exported seal. ReceiptError if it is none."""
    fits = isinstance(data, dict) and isinstance(data.get("content"), dict)
    need(fits and hash_json(data["content"]) == data.get("hash"), f"{name} is no seal, or was changed.")
    number = data["content"].get("number")
    need(type(number) is int, f"{name} is no seal: it has no number.")
    return number, data["hash"]


def stamped_seal(name: str, roots: Path, seals: dict[int, Any]) -> tuple[int, str]:  # Any: plain data
    """Return the number of the seal that a timestamp is of, and its moment. ReceiptError if it is not valid."""
    try:
        reply = decode_timestamp_response(Path(name).read_bytes())
        builder = VerifierBuilder()
        for each in load_pem_x509_certificates(roots.read_bytes()):
            builder = builder.add_root_certificate(each)
        imprint = reply.tst_info.message_imprint.message
        builder.build().verify(reply, imprint)
    except (OSError, ValueError, VerificationError) as other:
        message = f"{name} is no timestamp that the certificates in {roots} confirm: {other}."
        raise ReceiptError(message) from other
    found = [number for number, seal in seals.items() if seal["hash"] == imprint.hex()]
    need(found, f"{name} is the timestamp of another seal. Give that of a seal that the receipt names.")
    number, moment = found[0], reply.tst_info.gen_time
    sealed = seals[number]["at"]
    try:
        early = is_stamped_too_early(moment, sealed)
    except ValueError as other:
        message = f"Seal {number} gives no moment at which it was made: {other}"
        raise ReceiptError(message) from other
    need(not early, f"{name} is of {moment.isoformat()}, before {sealed}, when seal {number} says that it was made.")
    return number, moment.isoformat()


def report_lines(
    rows: Sequence[ProvedRow],
    seals: dict[int, Any],  # Any: plain data
    kept: set[int],
    stamped: dict[int, str],
) -> Iterator[str]:
    """Yield what is proved, in plain words."""
    if seals.keys() <= kept:
        yield "PROVED: each row below stood in the sealed audit trail with these values."
    else:
        yield (
            "NOT PROVED YET: the receipt fits the seals in it, but whoever writes a receipt can make up both. Give "
            "each seal below as it was kept elsewhere (--seal). A timestamp shows since when a seal has existed, not "
            "who made it."
        )
    for row in rows:
        yield ""
        yield f"{NAMES.get(row.table, row.table)} ({row.table} {row.key})"
        event, seal = row.steps[0]
        yield (
            f"  recorded {event['at']} by {event['actor']} ({event['verb']}, event {event['number']} of "
            f"{event['chain']}); sealed {seal['at']} in seal {seal['number']}"
        )
        for name, value in sorted(row.values.items()):
            yield f"  {name}: {short(value)}"
        for name in row.hidden:
            yield f"  {name}: not shown in this receipt"
        for name in row.erased:
            now = short(row.now[name]) if name in row.now else "not shown in this receipt"
            yield f"  {name}: ERASED since; it now says: {now}"
        for event, seal in row.steps[1:]:
            why = "erasure" if event["verb"] in ERASED else event["verb"]
            yield f"  changed {event['at']} by {event['actor']} ({why}); sealed {seal['at']} in seal {seal['number']}"
    yield ""
    for number, seal in sorted(seals.items()):
        told = "the same as the seal kept elsewhere" if number in kept else "compare it with a copy kept elsewhere"
        yield f"Seal {number} of {seal['at']}: {seal['hash']} ({told})"
        if number in stamped:
            yield f"  existed at {stamped[number]}, as the timestamp authority confirms"


def short(value: object) -> str:
    """Return a value in one line."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}… ({len(text)} characters, in full in the file)"


if __name__ == "__main__":
    sys.exit(main())
