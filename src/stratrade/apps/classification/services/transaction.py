"""What applies to a transaction: the pack's law, the list in force and the treaties, asked once; nothing is kept.

The answer depends on published rules only (lists in force, packs, treaties), never on notices, alerts or watch lists,
so that anybody may be given it. Approvals of committees stand beside it, for officials and for the company whose they
are: `told_to`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import stratrade
from stratrade.apps import pack as pack_files
from stratrade.apps.accounts.models import User
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition
from stratrade.apps.measures import queries as measures
from stratrade.apps.measures import standing, told
from stratrade.apps.measures.standing import Stamp
from stratrade.apps.measures.told import Told
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.model import Determination, Transaction
from stratrade.engines.determination.rules import Jurisdiction

_UNREAD = ("domain", "unverified")
"""Sources that begin so say that nobody of the pack has held the rule, or its paragraph, against the text itself."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer and what it rests on.

    Args:
        edition: digest of the control list applied.
        unverified: ids of the rules, and citations, of the answer that nobody has held against the text yet.
        approvals: approvals of committees that the asker may know of.
        with_them: the outcome between the people of the letters where these goods may go under them; empty where
            none of them fits.
    """

    determination: Determination
    edition: str
    engine_version: str
    unverified: frozenset[str]
    approvals: tuple[Told, ...] = ()
    with_them: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of contracts.md, with edition, engine version and unverified rules."""
        return {
            **self.determination.as_dict(),
            "edition": self.edition,
            "engine_version": self.engine_version,
            "unverified": sorted(self.unverified),
            "approvals": [one.as_dict() for one in self.approvals],
            "outcome_with_approvals": self.with_them,
        }


def ask(transaction: Transaction, *, on: date) -> Reply:
    """What applies to a transaction on a day.

    Args:
        transaction: what is to be transferred, and between whom.
        on: the legal day; the list in force on it is applied.

    Raises:
        NoEditionInForce: no list had been adopted by that day.
    """
    digest = lists.in_force(on).digest
    found = rulebook(digest, on=on).determine(transaction, on=on)
    return Reply(found, digest, stratrade.__version__, _unverified(found))


def told_to(person: User | None, transaction: Transaction, *, on: date) -> Reply:
    """What applies to a transaction, with the approvals of committees that a person may know of.

    Args:
        person: who asks; None for somebody who did not sign in.
        transaction, on: see `ask`.

    Raises:
        NoEditionInForce: see `ask`.
    """
    reply = ask(transaction, on=on)
    known = told.about(transaction, reply.determination, on=on, for_=person)
    lifts = told.lifting(known)
    outcome = ""
    if lifts:
        lifted = replace(transaction, approvals=(*transaction.approvals, *lifts))
        outcome = ask(lifted, on=on).determination.outcome.value
    return replace(reply, approvals=known, with_them=outcome)


def rulebook(digest: str, *, on: date) -> Rulebook:
    """The State's rules over an edition, prepared once per process and set of switches.

    Args:
        digest: of the edition, as adopted.
        on: the day whose switches hold.
    """
    return _book(standing.stamp(), digest, measures.switched_off(on))


def supposed(law: Jurisdiction, *, on: date) -> Rulebook:
    """The rules of another law than the one that stands, over the list in force on a day."""
    edition = open_edition(lists.in_force(on).digest)
    return Rulebook(law, edition, pack_files.memberships(), switched_off=measures.switched_off(on))


@lru_cache(maxsize=4)
def _book(stamp: Stamp, digest: str, switched_off: frozenset[str]) -> Rulebook:
    law = standing.law_of(stamp)
    return Rulebook(law, open_edition(digest), pack_files.memberships(), switched_off=switched_off)


@lru_cache(maxsize=4)
def _sources(stamp: Stamp) -> Mapping[str, str]:
    law = standing.law_of(stamp)
    return {
        **{rule.id: rule.source for rule in (*law.sanctions, *law.autonomous)},
        **{rule.id: rule.source for rule in law.transfers},
        **{relief.id: relief.source for relief in law.reliefs},
        **{provision.citation: provision.source for provision in law.provisions},
    }


def _unverified(found: Determination) -> frozenset[str]:
    sources = _sources(standing.stamp())
    named = {str(finding.params.get("rule", "")) for finding in found.findings}
    named |= {requirement.basis for requirement in found.requirements}
    named |= {finding.reference for finding in found.findings}
    return frozenset(one for one in named if one in sources and sources[one].startswith(_UNREAD))
