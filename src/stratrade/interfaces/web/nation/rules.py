"""The second person puts changes of the sanctions pack in force, sends them back and withdraws them."""

from stratrade.interfaces.web import rule_changes


class Rules(rule_changes.Changes):
    """The rules and their changes."""

    desk = "nation"


class RuleChange(rule_changes.ChangePage):
    """One change."""

    desk = "nation"
