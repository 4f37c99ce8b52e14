"""The draw can be repeated by anybody, does not depend on the order of a list, and prefers no contract."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.commission.drawing import digest_of, draw_keys, key_of, number_at_random, rank_of, seed_of
from rules.commission.public_values import NIKKEI

KEYS = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(30)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(st.sets(st.integers(0, 29), min_size=1), st.integers(0, 10**6))
def test_a_draw_is_the_same_in_any_order_and_from_plain_sha256(places: set[int], hundredths: int) -> None:
    keys, value = [KEYS[place] for place in places], f"{hundredths / 100:.2f}"
    number = number_at_random(len(keys))
    digest = hashlib.sha256("".join(f"{each}\n" for each in sorted(keys)).encode()).hexdigest()
    seed = hashlib.sha256(f"{digest}\n{value}\n".encode()).hexdigest()
    ranked = sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest())
    mixed = sorted(keys, key=lambda key: rank_of("another order", key))
    assert (digest_of(mixed), seed_of(digest, value)) == (digest, seed)
    assert draw_keys(mixed, seed, number) == ranked[:number]


def test_every_contract_is_drawn_about_as_often_as_any_other() -> None:
    """Chi-square with 29 degrees of freedom over 3,000 seeds; the limit is exceeded once in 10,000 such tests."""
    seeds, number = 3_000, 10
    counted = dict.fromkeys(KEYS, 0)
    for place in range(seeds):
        for key in draw_keys(KEYS, seed_of("0" * 64, f"{place}.00"), number):
            counted[key] += 1
    expected = seeds * number / len(KEYS)
    # Drawn without replacement, counts vary less than a multinomial's: the statistic is scaled by (N-1)/(N-n).
    chi_square = sum((each - expected) ** 2 / expected for each in counted.values()) * (29 / 20)
    assert chi_square < 64.0


def test_the_key_of_a_contract_changes_with_everything_that_is_fixed_of_it() -> None:
    facts = {"id": "a", "day": "2026-04-01", "title": "t", "supplier": "s", "amount_yen": 1, "method": "open"}
    keys = {key_of(facts), *(key_of({**facts, name: "other"}) for name in facts)}
    assert len(keys) == len(facts) + 1
    assert key_of({**facts, "bidders": 3}) == key_of(facts)


def test_a_third_is_drawn_at_random_rounded_up() -> None:
    assert [number_at_random(size) for size in (1, 2, 3, 4, 6, 7)] == [1, 1, 1, 2, 2, 3]


def write(path: Path, keys: list[str]) -> Path:
    path.write_text("number,key\r\n" + "".join(f"{n},{key}\r\n" for n, key in enumerate(keys, start=1)))
    return path


def test_the_command_repeats_a_draw_from_the_published_file_alone(tmp_path: Path) -> None:
    printed = io.StringIO()
    path, digest = write(tmp_path / "population.csv", KEYS), digest_of(KEYS)
    call_command("commission_draw", str(path), "--value", "38915.87", "--size", "6", "--digest", digest, stdout=printed)
    drawn = draw_keys(KEYS, seed_of(digest, "38915.87"), 2)
    said = printed.getvalue()
    assert f"digest {digest}" in said
    assert [line.split()[-1] for line in said.splitlines() if line.startswith("contract")] == drawn


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"digest": "0" * 64}, "not the population that was fixed"),
        ({"size": "0"}, "1 or more"),
        ({"keys": [*KEYS, KEYS[0]]}, "is in two rows"),
        ({"keys": ["not a hash"]}, "no column 'key'"),
        ({"keys": []}, "no column 'key'"),
    ],
)
def test_the_command_names_what_is_wrong(tmp_path: Path, change: dict[str, object], trouble: str) -> None:
    keys = change.get("keys", KEYS)
    assert isinstance(keys, list)
    path = write(tmp_path / "population.csv", keys)
    more = ["--digest", str(change["digest"])] if "digest" in change else []
    with pytest.raises(CommandError, match=trouble):
        call_command("commission_draw", str(path), "--value", "1.00", "--size", str(change.get("size", 6)), *more)


@pytest.mark.parametrize(
    "other", ["038915.87", "00038915.87", "３８９１５.８７", "38,915.87", " 38915.87", "٣٨٩١٥.٨٧", "३८९१५.८७"]
)
def test_a_value_has_one_written_form_so_that_nobody_chooses_between_draws(other: str) -> None:
    assert NIKKEI.written(other) in (None, "38915.87")
    assert NIKKEI.written("8915.87") == "8915.87"
