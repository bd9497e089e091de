"""How long a piece of work takes, over and over, and how much memory the process took."""

import resource
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np

ROUNDS = 3


T = TypeVar("T")


def timed(given: Iterable[T], work: Callable[[T], object], *, rounds: int = ROUNDS) -> tuple[float, float]:
    """Do the work for each thing, in rounds of which the first warms up and is not counted.

    Returns:
        Things a second, and the 95th percentile of the time for one in milliseconds.
    """
    things = list(given)
    taken = []
    for number in range(rounds + 1):
        for thing in things:
            begun = time.perf_counter()
            work(thing)
            if number:
                taken.append(time.perf_counter() - begun)
    return len(taken) / sum(taken), float(np.quantile(taken, 0.95)) * 1000


def peak_mb() -> float:
    """The most memory this process has held, in MiB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
