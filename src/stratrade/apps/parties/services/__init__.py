"""Enter parties in the register, note their dealings, merge and split records, record who owns whom."""

from stratrade.apps.parties.services.addresses import add_address, correct_address, end_address
from stratrade.apps.parties.services.dealings import Named, note
from stratrade.apps.parties.services.identity import Unfit
from stratrade.apps.parties.services.kinds import set_kind
from stratrade.apps.parties.services.register import add_member, add_name, change, register
from stratrade.apps.parties.services.relations import end_relation, relate
from stratrade.apps.parties.services.steps import (
    agree_step,
    propose_merge,
    propose_split,
    propose_unmerge,
    send_back_step,
)

__all__ = [
    "Named",
    "Unfit",
    "add_address",
    "add_member",
    "add_name",
    "agree_step",
    "change",
    "correct_address",
    "end_address",
    "end_relation",
    "note",
    "propose_merge",
    "propose_split",
    "propose_unmerge",
    "register",
    "relate",
    "send_back_step",
    "set_kind",
]
