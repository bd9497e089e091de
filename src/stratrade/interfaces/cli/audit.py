"""`stratrade audit`: look at the trail."""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.db import ProgrammingError

from stratrade.apps.audit import verifying

UNREADABLE = 2


def verify(*, as_json: bool = False) -> int:
    """Compare the trail with its hashes, heads and signed roots, and print what is wrong.

    Django is set up and the database reachable when this is called.

    Args:
        as_json: print one JSON document in place of sentences.

    Returns:
        Exit code: 0 clean, 1 not clean, 2 there is no trail or the signed roots cannot be read.
    """
    try:
        outcome = verifying.verify(Path(settings.STRATRADE_HOME))
    except ProgrammingError:
        print(
            "stratrade audit verify: the database has no tables yet; run: stratrade prepare", file=sys.stderr
        )
        return UNREADABLE
    except (OSError, ValueError, TypeError, KeyError) as error:
        print(f"stratrade audit verify: the signed roots cannot be read: {error}", file=sys.stderr)
        return UNREADABLE
    if as_json:
        document = {
            "clean": outcome.clean,
            "subjects": outcome.subjects,
            "events": outcome.events,
            "signed_roots": outcome.signed_roots,
            "flaws": [
                {"kind": f.kind.value, "subject": f.subject, "seq": f.seq, "detail": f.detail}
                for f in outcome.flaws
            ],
        }
        print(json.dumps(document, ensure_ascii=False))
    else:
        for flaw in outcome.flaws:
            print(flaw)
        state = "clean" if outcome.clean else f"NOT clean, {len(outcome.flaws)} flaws"
        print(
            f"{outcome.events} events of {outcome.subjects} subjects, "
            f"{outcome.signed_roots} signed roots: {state}"
        )
    return 0 if outcome.clean else 1
