"""Every event has its sentence, every reaction and every job can be found. Needs Django, no database."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from procrastinate.contrib.django import app as jobs

from stratrade.apps.audit import reactions
from stratrade.apps.audit.events import Event
from stratrade.apps.wording import Unworded, event_sentence
from stratrade.interfaces.jobs.registry import JOBS


def faults() -> list[str]:
    """Print each event with who reacts to it, and name what leads nowhere."""
    for config in apps.get_app_configs():
        if config.name.startswith("stratrade.apps.") and find_spec(f"{config.name}.events"):
            import_module(f"{config.name}.events")
    ours = {n: c for n, c in sorted(Event.known.items()) if c.__module__.startswith("stratrade.apps.")}
    wired = reactions.installed()
    found = [f"{name}: no such event, but somebody reacts to it" for name in wired if name not in ours]
    for name in ours:
        print(name, *(f"  -> {reaction}" for reaction in wired.get(name, ())), sep="\n")
        try:
            event_sentence(name, {})
        except Unworded:
            found.append(f"{name}: the wording has no sentence for it")
        found += [f"{name}: {r} is not at module level" for r in wired.get(name, ()) if not _resolves(r)]
    print()
    for job in JOBS:
        print(f"{job.name}  {job.schedule or 'on an event'}  {job.queue}")
        import_module(job.module)
        task = jobs.tasks.get(job.name)
        if task is None:
            found.append(f"job {job.name}: {job.module} does not define it")
        elif task.queue != job.queue:
            found.append(f"job {job.name}: waits in {task.queue}, the registry says {job.queue}")
    return found


def _resolves(dotted: str) -> bool:
    module, _, name = dotted.rpartition(".")
    try:
        return callable(getattr(import_module(module), name))
    except (ImportError, AttributeError, ValueError):
        return False
