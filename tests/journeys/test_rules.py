"""A rule of the sanctions pack: drafted, shown with what it would change, put in force by another person, withdrawn."""

from stratrade.apps.accounts.clock import today
from stratrade.apps.measures.models import RuleChange
from stratrade.interfaces.jobs.rules import show_effect

PARAGRAPH = "UNSCR 9999 (2026) para 4"


def test_drafted_rule_stops_goods_once_another_person_puts_it_in_force(person, worker):
    steward, customs = person("steward"), person("customs")
    assert customs.declare("S-1", destination="VN").split()[1] != "Hold"
    steward.go("/steward/")
    steward.way("Rules of sanctions")
    steward.follow("Draft a new rule")
    steward.fill(
        rule="XA-TAPS",
        regime="XA-2026",
        country="VN",
        direction="to",
        outcome="prohibited",
        reference=PARAGRAPH,
        source="fictional",
        hs="8481",
        starts_on=today().isoformat(),
        instrument="Note 4/2026",
    )
    steward.press()
    assert "are judged again" in steward.text
    row = RuleChange.objects.get()
    worker(lambda public_id: show_effect(public_id, 1), str(row.public_id))
    steward.go(steward.page.url)
    assert "Declarations: 1 lines answered otherwise" in steward.text
    assert "KHSHV/S-1/1" not in steward.text  # which the steward may not open
    assert PARAGRAPH in steward.text
    assert "Declarations: Release → Hold × 1" in steward.text
    steward.picture("rule-effect")
    steward.choose("action", "offer")
    steward.press()
    assert customs.declare("S-2", destination="VN").split()[1] != "Hold"
    head = person("head", width=360)
    head.go("/nation/")
    head.follow(row.reference)
    assert "Declarations: 1 lines answered otherwise" in head.text
    head.picture("rule-decision")
    head.choose("action", "adopt")
    head.press()
    assert "In force" in head.text
    stopped = customs.declare("S-3", destination="VN")
    assert stopped.split()[1] == "Hold"
    assert PARAGRAPH in stopped
    steward.go(steward.page.url)
    steward.choose("action", "leave")
    steward.fill(reason="The measure was lifted")
    steward.press()
    assert customs.declare("S-4", destination="VN").split()[1] == "Hold"
    head.go("/nation/")
    head.follow(row.reference)
    head.choose("action", "withdraw")
    head.press()
    assert "Withdrawn" in head.text
    assert customs.declare("S-5", destination="VN").split()[1] != "Hold"
