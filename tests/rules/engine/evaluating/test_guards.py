"""Each guard against durable_rules: what the engine does without it, in a child process, and what ours does."""

import itertools
import json
import threading

import pytest
from durable import engine

from rules.engine.compiled.compiled_form import Alpha, Join, Presence, Record
from rules.engine.evaluating import durable
from rules.engine.evaluating.admission import admit_records
from rules.engine.evaluating.durable import DurableRulebook
from rules.engine.evaluating.errors import EngineFailed, RecordRefused
from tests.rules.engine.evaluating.children import run
from tests.rules.engine.evaluating.forms import pattern, rule, rulebook, same, variant

pytestmark = pytest.mark.bare


def unguarded(shape: str) -> object:
    """Return the answer of durable_rules without guards, or the last line of its error."""
    ended = run("tests.rules.engine.evaluating.unguarded", shape)
    return json.loads(ended.stdout) if ended.returncode == 0 else (ended.stderr.splitlines() or [""])[-1]


def found(book: DurableRulebook, *records: Record) -> list[tuple[str, ...]]:
    """Return the fact ids of the matches of all rules."""
    return sorted(tuple(fact for _, fact in m) for of_rule in book.matches(records, 1).values() for m in of_rule)


def test_a_host_starts_no_threads() -> None:
    assert unguarded("threads") == 2
    before = threading.active_count()
    DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x")))))
    assert threading.active_count() == before


def test_the_order_of_facts_in_a_batch_never_decides_a_negation() -> None:
    assert unguarded("negation_after_the_fact") == [1, 0]
    book = DurableRulebook(
        rulebook(rule("T-01", variant(pattern("a", "grant"), unless=(pattern("w", "waiver", same("a", "who")),))))
    )
    facts: list[Record] = [
        {"t": "grant", "fact": "g1", "who": "kita"},
        {"t": "grant", "fact": "g2", "who": "sato"},
        {"t": "waiver", "fact": "w", "who": "kita"},
    ]
    assert [found(book, *order) for order in itertools.permutations(facts)] == [[("g2",)]] * 6


def test_a_type_may_be_both_matched_and_negated() -> None:
    assert unguarded("negated_and_matched") == ["1", "2", "3"]
    largest = variant(pattern("a", "x"), unless=(pattern("b", "x", Join("n", ">", "a", "n")),))
    facts: list[Record] = [{"t": "x", "fact": str(n), "n": n} for n in (1, 2, 3)]
    assert found(DurableRulebook(rulebook(rule("T-01", largest))), *facts) == [("3",)]


def test_a_fact_that_no_rule_accepts_is_taken_without_error() -> None:
    assert "MessageNotHandled" in str(unguarded("unaccepted_fact"))
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x", Alpha("p", "==", 1))))))
    assert found(book, {"t": "x", "fact": "1", "p": 1}, {"t": "x", "fact": "2", "p": 2}, {"t": "y", "fact": "3"}) == [
        ("1",)
    ]


def test_a_session_in_which_nothing_matched_is_deleted_safely() -> None:
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x"), pattern("b", "y", same("a", "k"))))))
    assert [found(book, {"t": "x", "fact": "1"}) for _ in range(100)] == [[]] * 100


def test_a_process_outlives_more_sessions_than_the_engine_holds() -> None:
    assert unguarded("sessions_left") == "MemoryError"
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x")))))
    assert all(found(book, {"t": "x", "fact": "1"}) == [("1",)] for _ in range(1_100))


def test_an_error_in_an_action_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unguarded("failing_action") == "s"
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x")))))
    (registered,) = book._stages[1]
    with monkeypatch.context() as patched:
        patched.setattr(durable._Registered, "_check", lambda self, state, fired: fired.clear())
        book.matches([{"t": "x", "fact": "1"}], 1)  # with the check gone, a lost match goes unseen
    monkeypatch.setattr(registered, "_fired", {})
    registered._fired = Forgetful()
    with pytest.raises(EngineFailed, match="an action failed: exception caught out of time"):
        book.matches([{"t": "x", "fact": "1"}], 1)


def test_a_process_that_stands_still_in_a_case_loses_no_match(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(list(unguarded("pause_in_a_case"))) < 5  # type: ignore[call-overload]  # a list of matches
    clock = itertools.count(step=11)  # the engine gives up ten seconds after it began an action
    monkeypatch.setattr(engine, "_unix_now", lambda: next(clock))
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x")))))
    facts: list[Record] = [{"t": "x", "fact": str(number)} for number in range(5)]
    assert len(found(book, *facts)) == 5


def test_a_case_that_the_engine_gives_up_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x")))))
    monkeypatch.setattr(engine.Closure, "_has_completed", lambda self: self._m.get("a0", {}).get("t") == "x")
    with pytest.raises(EngineFailed, match="did not end the case"):
        book.matches([{"t": "x", "fact": "1"}], 1)


class Forgetful(dict[str, durable.Fired]):
    """Sessions whose matches can't be noted: as where a time limit strikes in an action."""

    def __getitem__(self, sid: str) -> durable.Fired:
        message = "out of time"
        raise KeyboardInterrupt(message)


def test_actions_have_one_parameter() -> None:
    assert unguarded("action_with_two_parameters") == 1  # of two matches: the session stays locked
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x")))))
    assert found(book, {"t": "x", "fact": "1"}, {"t": "x", "fact": "2"}) == [("1",), ("2",)]
    assert durable._Registered._note(book._stages[1][0], 0).__code__.co_argcount == 1


@pytest.mark.parametrize("value", [1.5, 1e30, float("inf"), None, ["x"], 2**63, -(2**63)])
def test_a_value_that_the_engine_would_drop_or_clamp_is_refused(value: object) -> None:
    record: Record = {"t": "x", "fact": "x:1", "yen": value}  # type: ignore[dict-item]  # the trouble
    with pytest.raises(RecordRefused, match="x:1: yen"):
        admit_records([record])


def test_without_the_check_one_value_loses_the_batch_and_large_numbers_become_equal() -> None:
    assert unguarded("exponent") == []
    assert unguarded("large_integer") == 1
    assert unguarded("loose_types") == 1


@pytest.mark.parametrize("record", [{"fact": "1"}, {"t": "x"}, {"t": 1, "fact": "1"}])
def test_a_record_without_type_or_id_is_refused(record: Record) -> None:
    with pytest.raises(RecordRefused):
        admit_records([record])


def test_two_facts_of_one_id_are_refused() -> None:
    assert "MessageObserved" in str(unguarded("one_id_twice"))
    with pytest.raises(RecordRefused, match="two facts"):
        admit_records([{"t": "x", "fact": "x:1"}, {"t": "y", "fact": "x:1"}])


def test_a_clash_of_ids_in_the_engine_is_an_error_and_the_next_case_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x")))))
    batch = durable._Registered._batch
    with monkeypatch.context() as patched:
        patched.setattr(
            durable._Registered, "_batch", lambda *given: [{**f, "id": "1"} for f in batch(*given) if f["t"] == "x"]
        )
        with pytest.raises(EngineFailed, match="one id"):
            book.matches([{"t": "x", "fact": "1"}, {"t": "x", "fact": "2"}], 1)
    assert found(book, {"t": "x", "fact": "1"}) == [("1",)]


def test_a_long_text_that_a_rule_compares_is_refused_and_another_is_not() -> None:
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x", Alpha("k", "==", "v"))))))
    assert found(book, {"t": "x", "fact": "1", "k": "v", "note": "long " * 20_000}) == [("1",)]
    with pytest.raises(RecordRefused, match="longer"):
        found(book, {"t": "x", "fact": "1", "k": "v" * 20_000})


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("kita", "kita !"),
        ("a b", "a#"),
        ("a", "a\\"),
        ('a"', "a#"),
        ("a[", "a\\"),
        ("a\\", "a]"),
        ("\n", "\t ~"),
        ("", " "),
    ],
)
def test_texts_with_signs_and_spaces_are_ordered_as_python_orders_them(less: str, more: str) -> None:
    assert unguarded("order_of_a_space") == [] or less == ""
    book = DurableRulebook(
        rulebook(rule("T-01", variant(pattern("a", "x"), pattern("b", "y", Join("k", ">", "a", "k")))))
    )
    facts: list[Record] = [{"t": "x", "fact": "x", "k": less}, {"t": "y", "fact": "y", "k": more}]
    assert found(book, *facts) == ([("x", "y")] if more > less else [])


def test_an_absent_key_in_a_join_holds_nothing_and_in_a_negation_blocks_nothing() -> None:
    joined = variant(pattern("a", "x"), pattern("b", "y", Join("on", "!=", "a", "on")))
    blocked = variant(pattern("a", "x"), unless=(pattern("b", "y", Join("on", "!=", "a", "on")),))
    book = DurableRulebook(rulebook(rule("T-01", joined), rule("T-02", blocked)))
    assert found(book, {"t": "x", "fact": "x"}, {"t": "y", "fact": "y", "on": 3}) == [("x",)]
    assert found(book, {"t": "x", "fact": "x", "on": 1}, {"t": "y", "fact": "y"}) == [("x",)]
    assert found(book, {"t": "x", "fact": "x", "on": 1}, {"t": "y", "fact": "y", "on": 3}) == [("x", "y")]


def test_two_names_are_two_facts_but_a_negation_may_find_a_bound_fact() -> None:
    pair = variant(pattern("a", "x"), pattern("b", "x"))
    blocked = variant(pattern("a", "x"), unless=(pattern("b", "x", Presence("k", present=True)),))
    book = DurableRulebook(rulebook(rule("T-01", pair), rule("T-02", blocked)))
    assert found(book, {"t": "x", "fact": "1", "k": 1}) == []
    assert found(book, {"t": "x", "fact": "1"}, {"t": "x", "fact": "2"}) == [("1",), ("1", "2"), ("2",), ("2", "1")]


def test_a_case_may_have_two_thousand_facts() -> None:
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x"), pattern("b", "y", same("a", "k"))))))
    facts: list[Record] = [{"t": "xy"[n % 2], "fact": f"f{n}", "k": n // 2} for n in range(2_000)]
    assert len(found(book, *facts)) == 1_000


def test_threads_may_share_a_rulebook() -> None:
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x"), pattern("b", "y", same("a", "k"))))))
    wrong: list[object] = []

    def work(own: int) -> None:
        for number in range(200):
            k = own * 1_000 + number
            answer = found(book, {"t": "x", "fact": f"x{k}", "k": k}, {"t": "y", "fact": f"y{k}", "k": k})
            if answer != [(f"x{k}", f"y{k}")]:
                wrong.append(answer)

    threads = [threading.Thread(target=work, args=(own,)) for own in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
