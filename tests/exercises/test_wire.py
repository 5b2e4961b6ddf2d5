"""The wire: values arrive as they were, lists stay who they are, and nothing else gets through."""

import json
import math
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local import serve, wires

from purenn.exercises.values import Envelope
from purenn.exercises.wire import LostError, Remote, RemoteError, WireError

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.fractions()
values = st.recursive(plain, lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner), max_leaves=12)


@pytest.fixture
def asked():
    """Give a function that lets one side call a function that lives on the other."""
    checker, worker = wires()
    thread = threading.Thread(target=serve, args=(worker,), daemon=True)
    thread.start()

    def ask(function, *arguments):
        return Remote(checker, worker.leave(function)[1], "function")(*arguments)

    ask.checker, ask.worker = checker, worker
    yield ask
    checker.incoming.close()  # first: a side that writes more than the pipe holds would wait for ever
    checker.outgoing.close()
    thread.join()
    worker.incoming.close()


@given(values)
def test_values_arrive_as_they_were(value):
    """A tuple that arrives as a list, a fraction that is rounded, an integer that becomes a float."""
    written = json.loads(json.dumps(Envelope(None).pack(value)))
    arrived = Envelope(None).unpack(written)
    assert arrived == value
    assert repr(arrived) == repr(value)


def test_special_numbers_arrive(asked):
    assert asked(lambda: math.inf) == math.inf
    assert math.isnan(asked(lambda: math.nan))
    assert asked(lambda: 10**300) == 10**300


def test_a_list_that_comes_back_is_the_same_list(asked):
    """A function that returns its argument, and is not found out."""
    m = [[1.0], [2.0]]
    assert asked(lambda a: a, m) is m
    assert asked(lambda a: [a[1], [3.0]], m)[0] is m[1]
    assert asked(lambda a: [list(row) for row in a], m)[0] is not m[0]
    first, second = asked(lambda: (lambda row: [row, row])([0.0]))
    assert first is second


def test_a_change_of_an_argument_is_seen(asked):
    """A function that changes what the caller passed, and is not found out."""

    def spoil(a):
        a[0].append(9.0)
        a.append(a[0])

    m = [[1.0], [2.0]]
    first = m[0]
    asked(spoil, m)
    assert m == [[1.0, 9.0], [2.0], [1.0, 9.0]]
    assert m[0] is first is m[2]


def test_functions_can_be_passed_and_called_back(asked):
    assert asked(lambda f, x: f(x) + f(f(x)), lambda x: 3 * x, 2) == 24
    echo = asked(lambda f: f, max)
    assert echo is max, "a function that comes home is itself"


def test_objects_stay_where_they_are(asked):
    """A class of the learner's that is loaded on the checker's side."""

    class Counter:
        def __init__(self):
            self.count = 0

        def up(self, by=1):
            self.count += by
            return self

    counter = asked(Counter)
    assert type(counter) is Remote
    counter.up(5)
    counter.count = counter.count + 2
    assert counter.count == 7


@pytest.mark.parametrize("name", ["__globals__", "__code__", "__class__", "_secret"])
def test_private_names_are_not_told(asked, name):
    """A law that reads the code of what it tests."""

    def function():
        pass

    remote = asked(lambda: function)
    if name != "__class__":  # which is that of the stand-in
        with pytest.raises(AttributeError):
            getattr(remote, name)
    with pytest.raises(RemoteError, match="private"):
        asked.checker.request("get", remote._number, name)


def test_functions_and_classes_cannot_be_changed_from_afar(asked):
    """A law that gives all versions a method of its own."""

    class Thing:
        size = 1

    remote = asked(lambda: Thing)
    remote.size = 2
    assert Thing.size == 1


def test_what_was_forgotten_cannot_be_called(asked):
    """A law that keeps the right version and compares the others with it."""
    remote = asked(lambda: min)
    asked.worker.forget()
    with pytest.raises(RemoteError, match="nothing of this kind"):
        remote(1, 2)


def test_modules_frames_and_generators_do_not_travel(asked):
    """A frame, which leads to everything."""
    for thing in (json, (x for x in ())):
        with pytest.raises(RemoteError, match="cannot be sent"):
            asked(lambda thing=thing: thing)


def test_errors_arrive_with_their_name_and_text(asked):
    def raising(x):
        raise IndexError("no such row: %d" % x)

    with pytest.raises(RemoteError) as caught:
        asked(raising, 3)
    assert (caught.value.kind, caught.value.text) == ("IndexError", "no such row: 3")

    # An error of the checker's function reaches the learner's code as what it is, and comes back as what it is.
    def guarded(f):
        try:
            f()
        except ZeroDivisionError as error:
            return str(error)

    assert "by zero" in asked(guarded, lambda: 1 // 0)
    with pytest.raises(RemoteError) as caught:
        asked(lambda f: f(), lambda: [][1])
    assert caught.value.kind == "IndexError"


def test_long_answers_are_refused(asked):
    """A list that fills the checker's memory."""
    with pytest.raises(RemoteError, match="too long"):
        asked(lambda: [0.5] * 10**5)


BAD = [b"", b"\0", b"\0\0\0\2[]", b"\0\0\0\1{", b"\xff\xff\xff\xff", b"\0\0\0\2{}", b'\0\0\0\x0d{"result": 1}', b"\0\1\x86\xa0" + b"[" * 100000]
BAD += [json.dumps({"result": wrong, "changes": []}).encode() for wrong in ([1], {"again": 5}, {"thing": 1}, {"fraction": [1, 0]}, {"x": 1}, {}, {"tuple": 3})]


@pytest.mark.parametrize("content", BAD, ids=range(len(BAD)))
def test_nonsense_is_refused_in_one_way(content):
    """What is no message, and raises whatever it likes in the checker."""
    checker, worker = wires()
    if content.startswith(b"{"):
        content = len(content).to_bytes(4, "big") + content
    thread = threading.Thread(target=lambda: (worker.outgoing.write(content), worker.outgoing.close()), daemon=True)
    thread.start()
    with pytest.raises((LostError, WireError)):
        checker.request("call", 1, [], {})
    thread.join()
    for stream in (checker.incoming, checker.outgoing, worker.incoming):
        stream.close()
