"""Enter parties in the register, note their dealings, merge and split records, record who owns whom."""

from stratrade.apps.parties.services.addresses import add_address, correct_address, end_address
from stratrade.apps.parties.services.dealings import Named, note
from stratrade.apps.parties.services.identity import Unfit, merge, split, unmerge
from stratrade.apps.parties.services.register import add_member, add_name, change, register
from stratrade.apps.parties.services.relations import end_relation, relate

__all__ = [
    "Named",
    "Unfit",
    "add_address",
    "add_member",
    "add_name",
    "change",
    "correct_address",
    "end_address",
    "end_relation",
    "merge",
    "note",
    "register",
    "relate",
    "split",
    "unmerge",
]
