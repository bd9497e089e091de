"""How soon the list browser answers while one types, through the whole product: view, database, index, template."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from stratrade.interfaces.cli import session
from stratrade.interfaces.cli.errors import Unusable

TYPED = {
    "en": (
        "bellows sealed valve",
        "vacuum pump",
        "carbon fibre",
        "inertial measurement unit",
        "thiodiglycol",
    ),
    "fr": ("vanne à soufflet Hastelloy", "pompe à vide", "fibre de carbone", "caméra thermique"),
    "km": ("ស្នប់បូមសុញ្ញកាស", "ឡាស៊ែរ", "ឧបករណ៍វាស់សម្ពាធ"),
    "hs": ("8481.80", "841410", "90262010"),
    "cas": ("78-38-6", "7719-09-7"),
    "code": ("2B350.g", "6A005.a.1"),
}
"""What people type; each is asked for at every stroke from the second on."""
ROUNDS = 3
FIRST = 2


def run() -> dict[str, dict[str, object]]:
    """Ask the page for every beginning of what people type, as htmx does.

    Returns:
        Figures of the server's answer in milliseconds, and of the search in the index alone as peer.

    Raises:
        Unusable: no control list is in force here.
    """
    with session.database():
        session.start_django()
        return _measured()


def _measured() -> dict[str, dict[str, object]]:
    from django.db import ProgrammingError  # noqa: PLC0415 - Django is set up only now
    from django.test import Client  # noqa: PLC0415

    from stratrade.apps.accounts.clock import today  # noqa: PLC0415
    from stratrade.apps.lists import queries  # noqa: PLC0415
    from stratrade.apps.lists.editions import open_index  # noqa: PLC0415
    from stratrade.engines.classify.search import search  # noqa: PLC0415

    try:
        digest = queries.in_force(today()).digest
    except (queries.NoEditionInForce, ProgrammingError):  # no list, or no tables yet
        raise Unusable("no control list is in force here; `stratrade serve` loads it") from None
    client = Client(SERVER_NAME="127.0.0.1", headers={"HX-Request": "true", "accept-language": "km"})
    begun = time.perf_counter()
    index = open_index(digest)
    load = time.perf_counter() - begun

    def ask(words: str) -> None:
        answer = client.get("/list/", {"q": words})
        if answer.status_code != 200:  # noqa: PLR2004
            raise Unusable(f"/list/?q={words} answers {answer.status_code}")

    groups = {
        name: [word[:end] for word in words for end in range(FIRST, len(word) + 1)]
        for name, words in TYPED.items()
    }
    taken = {name: _timed(words, ask) for name, words in groups.items()}
    alone = _timed([word for words in groups.values() for word in words], lambda words: search(words, index))
    every = [one for times in taken.values() for one in times]
    return {
        "figures": {
            "requests": len(every),
            "p50_ms": _quantile(every, 0.5),
            "p95_ms": _quantile(every, 0.95),
            "max_ms": _quantile(every, 1.0),
            **{f"{name}_p95_ms": _quantile(times, 0.95) for name, times in taken.items()},
            "load_s": round(load, 3),
        },
        "peers": {"index_alone": {"p50_ms": _quantile(alone, 0.5), "p95_ms": _quantile(alone, 0.95)}},
        "versions": {"edition": digest[:12]},
    }


def _timed(words: Sequence[str], work: Callable[[str], object]) -> list[float]:
    taken = []
    for number in range(ROUNDS + 1):
        for word in words:
            begun = time.perf_counter()
            work(word)
            if number:  # the first round warms up
                taken.append(time.perf_counter() - begun)
    return taken


def _quantile(taken: Sequence[float], share: float) -> float:
    return round(float(np.quantile(taken, share)) * 1000, 2)
