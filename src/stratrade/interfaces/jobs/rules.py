"""Work out what a drafted change of a rule would have changed; the page of the draft shows how far it is."""

from functools import partial
from uuid import UUID

from procrastinate.contrib.django import app

from stratrade.apps.measures.services import rules
from stratrade.apps.nation import rule_effect


@app.task(name="measures.show_effect", queue="editions")
def show_effect(change: str, version: int) -> None:
    """Judge what is stored by both laws; a draft that was changed meanwhile has a job of its own.

    Args:
        change: public id of the draft.
        version: of the draft that is worked out.
    """
    public_id = UUID(change)
    found = rule_effect.report(public_id, tell=partial(rules.effect_progress, public_id))
    rules.effect_shown(public_id, found, version=version)
