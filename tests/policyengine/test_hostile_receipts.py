"""The verifier of receipts takes files from strangers: none is called proved by itself, none makes it fail or print
lines of its own.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from institutions.values.canonical import canonical_json, hash_json
from institutions.values.merkle import commitment, leaf_hash, tree_hash
from institutions.values.receipts import ReceiptError, check_receipt
from policyengine.verify_receipt import LARGEST, main

Json = dict[str, Any]
AT = "2026-11-28T03:00:00+00:00"


def made_up(key: str = "7", seal: Json | None = None, event: Json | None = None, **columns: Any) -> Json:
    """Return a receipt of a finding that nobody ever stored: each hash fits, since its writer made all of them."""
    written = {"code": "COI-01", **columns}
    value = hash_json(["rules_finding", key, written])
    root = tree_hash([leaf_hash(canonical_json(["written", "rules_finding", key, value]).encode())]).hex()
    content = {
        "rows": root, "chain": "partnership:1", "number": 1, "at": AT, "actor": "system", "verb": "assessed",
        "object": "assessment:1", "before": None, "after": None, "request_id": "", "previous": "", **(event or {}),
    }  # fmt: skip
    said = hash_json(content)
    tree = {"size": 1, "root": leaf_hash(said.encode()).hex()}
    sealed = {"number": 1, "at": AT, "previous": "", "heads_sha256": "0" * 64, "tree": tree, **(seal or {})}
    step = {"part": "written", "value": value, "path": [], "event": said}
    return {
        "receipt": 1,
        "about": {"table": "rules_finding", "key": key},
        "rows": [{"table": "rules_finding", "key": key, "written": written, "opened": {}, "steps": [step]}],
        "events": {said: {"content": content, "seal": sealed["number"], "place": 0, "path": []}},
        "seals": {str(sealed["number"]): {"content": sealed, "hash": hash_json(sealed)}},
    }


def checked(tmp_path: Path, text: str | bytes, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    """Return exit code and output of the verifier."""
    file = tmp_path / "receipt.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    code = main([str(file), *more])
    return code, capsys.readouterr().out


def test_a_receipt_for_what_never_stood_is_not_called_proved_without_a_seal_kept_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = made_up()
    check_receipt(receipt)
    code, out = checked(tmp_path, json.dumps(receipt), capsys)
    assert (code, out.splitlines()[0][:15]) == (2, "NOT PROVED YET:")
    kept = tmp_path / "seal.json"
    kept.write_text(json.dumps(receipt["seals"]["1"]), encoding="utf-8")
    code, out = checked(tmp_path, json.dumps(receipt), capsys, "--seal", str(kept))
    assert (code, out.splitlines()[0][:7]) == (0, "PROVED:")


@pytest.mark.parametrize(
    "values",
    [
        {"key": "7)\nSeal 1: the same as the seal kept elsewhere\n("},
        {"code": "\x1b[2J\x1b[HPROVED: each row below stood"},
        {"title": "safe\u202edevorp\u2066"},
        {"event": {"actor": "account:1\r\nPROVED: all of it"}},
        {"seal": {"at": f"{AT}\x1b[8m"}},
    ],
)
def test_no_value_of_a_receipt_prints_lines_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], values: Json
) -> None:
    plain = len(checked(tmp_path, json.dumps(made_up()), capsys)[1].splitlines())
    _code, out = checked(tmp_path, json.dumps(made_up(**values)), capsys)
    assert all(each.isprintable() for each in out.split("\n"))
    assert len(out.splitlines()) <= plain + 1  # one more column
    assert not any(line.startswith(("PROVED", "Seal 1: the same")) for line in out.splitlines())


DEEP = 200_000


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEP,
        '{"receipt":' * DEEP,
        '{"receipt": 1, "rows": ' + "[" * DEEP + "]" * DEEP + "}",
        '{"receipt": ' + "9" * 100_000 + "}",
        '{"receipt": 1e999}',
        '{"receipt": NaN}',
        '{"receipt": "\\ud800"}',
        '{"receipt": "\ud800"}',
        b"\xff\xfe{}",
        "",
        "null",
        "[1]",
        '"text"',
        '{"receipt": true}',
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_file_that_is_no_receipt_is_refused_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | bytes
) -> None:
    code, out = checked(tmp_path, text, capsys)
    assert code == 1
    assert out.startswith("NOT PROVED. ")
    assert len(out) < 2_000
    receipt = json.dumps(made_up())
    seal = tmp_path / "seal.json"
    seal.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    code, out = checked(tmp_path, receipt, capsys, "--seal", str(seal))
    assert (code, out[:12]) == (1, "NOT PROVED. ")


ODD: list[Any] = [None, True, -1, 10**30, 1.5, "", "x", [], [[]], {}, {"a": 1}, "\x00"]


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of each value of a receipt."""
    inner = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    return [each for key, value in inner for each in [(*path, key), *places(value, (*path, key))]]


def test_a_value_of_another_type_at_any_place_is_refused_and_never_an_error_of_the_program() -> None:
    accepted = []
    for path in places(made_up()):
        for odd in ODD:
            receipt = made_up()
            part: Any = receipt
            for each in path[:-1]:
                part = part[each]
            if part[path[-1]] == odd and type(part[path[-1]]) is type(odd):
                continue
            part[path[-1]] = odd
            with suppress(ReceiptError):
                check_receipt(receipt)
                accepted.append((path, odd))
    assert accepted == []


@pytest.mark.parametrize(
    "content",
    [
        {"seal": {"number": True}},
        {"seal": {"at": 5}},
        {"seal": {"tree": {"size": 1.0, "root": "x"}}},
        {"event": {"actor": {}}},
        {"event": {"more": 1}},
    ],
)
def test_contents_that_fit_their_hashes_but_are_of_another_form_are_refused(content: Json) -> None:
    with pytest.raises(ReceiptError):
        check_receipt(made_up(**content))


@pytest.mark.parametrize(
    ("value", "cut", "shown"),
    [(1_500_000, 1, 500_000), ('She said: "no objection"', 12, 'no objection"'), (12.5, 1, 2.5)],
)
def test_no_part_of_a_value_is_shown_as_the_whole_by_a_longer_salt(value: Any, cut: int, shown: Any) -> None:
    """A salt of any length could take in the beginning of the value: its end was then proved as if it were all."""
    salt = b"s" * 16
    receipt = made_up(reason={"sha256": commitment(salt, value)})
    receipt["rows"][0]["opened"] = {"reason": {"salt": salt.hex(), "value": value}}
    assert check_receipt(receipt)[0][0].values["reason"] == value
    longer = salt + canonical_json(value).encode()[:cut]
    assert commitment(longer, shown) == commitment(salt, value)
    receipt["rows"][0]["opened"] = {"reason": {"salt": longer.hex(), "value": shown}}
    with pytest.raises(ReceiptError, match="its salt has another length"):
        check_receipt(receipt)


def test_of_two_copies_of_one_seal_neither_may_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last copy of a seal counted alone: one that was kept elsewhere and differs was passed over."""
    receipt = made_up()
    right, other = tmp_path / "right.json", tmp_path / "other.json"
    right.write_text(json.dumps(receipt["seals"]["1"]), encoding="utf-8")
    content = {**receipt["seals"]["1"]["content"], "heads_sha256": "1" * 64}
    other.write_text(json.dumps({"content": content, "hash": hash_json(content)}), encoding="utf-8")
    for kept in ((other, right), (right, other)):
        given = [part for each in kept for part in ("--seal", str(each))]
        code, out = checked(tmp_path, json.dumps(receipt), capsys, *given)
        assert (code, out[:52]) == (1, "NOT PROVED. Seal 1 of the receipt is not the seal th")
    assert checked(tmp_path, json.dumps(receipt), capsys, "--seal", str(right), "--seal", str(right))[0] == 0


def test_a_seal_that_the_receipt_does_not_name_proves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt, kept = made_up(), tmp_path / "seal.json"
    for number, said in (
        (2, "--seal: the receipt does not rest on this seal"),
        ("1", "has no number"),
        (True, "has no"),
    ):
        content = {**receipt["seals"]["1"]["content"], "number": number}
        kept.write_text(json.dumps({"content": content, "hash": hash_json(content)}), encoding="utf-8")
        code, out = checked(tmp_path, json.dumps(receipt), capsys, "--seal", str(kept))
        assert (code, out[:12], said in out) == (1, "NOT PROVED. ", True), out


def test_a_timestamp_or_certificates_that_cannot_be_read_prove_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stamp = tmp_path / "seal.tsr"
    given = ("--timestamp", str(stamp), "--roots", str(tmp_path / "roots.pem"))
    for content in (None, b"", b"none"):
        if content is not None:
            stamp.write_bytes(content)
        code, out = checked(tmp_path, json.dumps(made_up()), capsys, *given)
        assert (code, out[:12]) == (1, "NOT PROVED. ")
        assert "is no timestamp that the certificates in" in out


def test_a_long_value_is_cut_where_it_is_shown_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, out = checked(tmp_path, json.dumps(made_up(reason="one  two\n" * 100)), capsys)
    (line,) = [each for each in out.splitlines() if each.startswith("  reason: ")]
    assert line.startswith("  reason: one two one two ")
    assert line.endswith("… (900 characters, in full in the file)")


def test_a_file_of_any_size_is_not_read_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "receipt.json"
    with file.open("wb") as large:
        large.truncate(LARGEST * 100)  # 5 GB of nothing, without taking the disk
    assert main([str(file)]) == 1
    assert "more than 50,000,000 bytes" in capsys.readouterr().out
