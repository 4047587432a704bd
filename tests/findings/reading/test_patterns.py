"""Every pattern of the readers takes time in proportion to its text, however nasty: found by walking the modules.

A pattern meant for match() begins with \\A, so that it is quick in search() too.
"""

import importlib
import pkgutil
import re
import time

import pytest

from findings import reading

NASTY = (
    "a",
    "A",
    "- ",
    "\n",
    " ",
    "\t",
    "1",
    "1 ",
    ", ",
    "■\n",
    "# ",
    "*",
    "<sup>",
    "[",
    "(",
    ".",
    "a@",
    "A a ",
    "Aa ",
    "- -\n",
    " \n",
    "and ",
    "’",
)
UNIT = 500  # characters: n
MOST = 6  # times as long for four times the text; a quadratic pattern takes sixteen
LONG = 0.2  # seconds
MEASURABLE = 0.002  # seconds; anything quicker is in proportion for all that the clock can tell


def patterns() -> dict[str, re.Pattern]:
    found = {}
    for module in pkgutil.iter_modules(reading.__path__):
        for name, value in vars(importlib.import_module(f"{reading.__name__}.{module.name}")).items():
            for number, pattern in enumerate(value if isinstance(value, tuple | list) else [value]):
                if isinstance(pattern, re.Pattern):
                    found[f"{module.name}.{name}.{number}"] = pattern
    return found


PATTERNS = patterns()


def seconds(pattern: re.Pattern, text: str | bytes) -> float:
    """Computing time, the quickest of three, as noise only ever adds; once is enough where it takes long."""
    times: list[float] = []
    while len(times) < 3 and sum(times) < LONG:
        times.append(_once(pattern, text))
    return min(times)


def _once(pattern: re.Pattern, text: str | bytes) -> float:
    start = time.thread_time()
    for _ in pattern.finditer(text):
        pass
    return time.thread_time() - start


def in_proportion(pattern: re.Pattern, piece: str) -> bool:
    def text(times: int) -> str | bytes:
        whole = piece * (UNIT * times // len(piece))
        return whole.encode() if isinstance(pattern.pattern, bytes) else whole

    def measured() -> bool:
        long = seconds(pattern, text(16))
        return long < MEASURABLE or long <= MOST * seconds(pattern, text(4))

    return any(measured() for _ in range(3))


def test_there_are_patterns_to_test():
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_pattern_takes_time_in_proportion(pattern: re.Pattern):
    assert [piece for piece in NASTY if not in_proportion(pattern, piece)] == []


@pytest.mark.parametrize(("written", "piece"), [(r"(?m)^\s*(?:[-*•] )", "\n"), (r"a*b", "a")])
def test_the_measure_sees_a_pattern_that_is_not(written: str, piece: str):
    assert not in_proportion(re.compile(written), piece)
