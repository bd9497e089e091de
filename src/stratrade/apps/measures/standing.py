"""The law of the pack as it stands here: the shipped measures with what the State has laid over them.

Whether drafts of law act is said in one place, the settings. A process asks for the stamp of what stands each time it
answers, so that a rule put in force is used by every process from its commit on.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings

from stratrade.apps import pack as pack_files
from stratrade.apps.measures.models import RuleChange
from stratrade.apps.pack import measures, overlay
from stratrade.engines.determination.rules import Jurisdiction

_EVER = [RuleChange.Status.IN_FORCE, RuleChange.Status.LEAVING, RuleChange.Status.WITHDRAWN]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the law that stands is made of; two processes with the same stamp hold the same law.

    Args:
        exercise: whether drafts of law act.
        demonstration: whether what was invented for a demonstration stands.
        changes: key of each change of a rule that ever was in force, with the day from which it was withdrawn.
    """

    pack: str
    exercise: bool
    changes: tuple[tuple[int, str], ...] = ()
    demonstration: bool = False


def stamp() -> Stamp:
    """The stamp of what stands now; `settings.EXERCISE` alone says whether drafts act."""
    rows = RuleChange.objects.filter(status__in=_EVER, decided_at__isnull=False).order_by("decided_at", "pk")
    changes = tuple((pk, str(day or "")) for pk, day in rows.values_list("pk", "stopped_on"))
    shown = bool(settings.DEMONSTRATION)
    return Stamp(settings.STRATRADE_PACK, bool(settings.EXERCISE), changes, shown)


def law() -> Jurisdiction:
    """What the State has laid down, as it stands now."""
    return law_of(stamp())


@lru_cache(maxsize=8)
def law_of(stamp: Stamp) -> Jurisdiction:
    """The law of a stamp, prepared once per process."""
    shipped = pack_files.read(stamp.pack).jurisdiction
    if stamp.demonstration:
        shipped = replace(shipped, reliefs=(*shipped.reliefs, *shipped.invented))
    if not stamp.changes:
        return replace(shipped, exercise=stamp.exercise)
    return replace(shipped, exercise=stamp.exercise, sanctions=tuple(measures.sanctions(_page(stamp))))


def law_with(change: RuleChange) -> Jurisdiction:
    """The law as it would be with one more change; nothing is kept."""
    page = overlay.laid_page(_page(stamp()), [_read(change)], _zone())
    return replace(law(), sanctions=tuple(measures.sanctions(page)))


def rows() -> list[dict[str, Any]]:
    """The rules that stand as rows of sanctions.yaml."""
    return list(_page(stamp())["rules"])


def page() -> Mapping[str, Any]:
    """The measures that stand as a sanctions.yaml: `sets`, `people` and `rules`."""
    return _page(stamp())


def digest() -> str:
    """Of what stands, kept with every answer."""
    now = stamp()
    shipped = pack_files.read(now.pack).digest
    if not now.changes:
        return shipped
    laid = json.dumps(_page(now), default=str, sort_keys=True)
    return hashlib.sha256(f"{shipped}\0{laid}".encode()).hexdigest()


@lru_cache(maxsize=8)
def _page(stamp: Stamp) -> Mapping[str, Any]:
    seed = pack_files.sanctions_page()
    keys = [key for key, _day in stamp.changes]
    kept = RuleChange.objects.in_bulk(keys)
    changes = [_read(kept[key]) for key in keys]
    return overlay.laid_page(seed, changes, _zone())


def _zone() -> str:
    return pack_files.read(settings.STRATRADE_PACK).zone


def _read(row: RuleChange) -> overlay.Change:
    return overlay.Change(row.kind, row.rule, row.content, row.starts_on, row.ends_on, row.stopped_on)
