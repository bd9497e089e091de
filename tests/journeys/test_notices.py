"""A notice of the catch-all: proposed, signed by another person, and the next declaration stands with the reason."""

import datetime as dt

from catch_all_steps import work

from stratrade.apps.accounts.clock import today

TOLD = "Water taps of your company may serve a programme of concern"
SECRET = "a source that nobody may name"


def _withdrawn_by_two_people(officer, head, page):
    officer.go(page)
    officer.follow("Propose to withdraw it")
    officer.fill(reason="The buyer has shown the works.")
    officer.press()
    assert "Sign the withdrawal" not in officer.text
    assert "stands until another person signs" in officer.text
    head.go(page)
    head.follow("Sign the withdrawal")
    head.press()
    assert "Withdrawn" in head.text


def test_served_notice_stops_the_next_declaration_with_the_reason(person, worker, settings):
    settings.EXERCISE = True  # the law that carries a notice is a draft
    officer, head, customs = person("officer"), person("head"), person("customs")
    assert TOLD not in customs.declare("C-1")
    standing = customs.page.url
    officer.go("/officer/")
    officer.way("Catch-all notices")
    officer.follow("Propose a notice")
    officer.fill(
        company="K000-700000001",
        hs_from="8481",
        text=TOLD,
        basis=SECRET,
        valid_from=today().isoformat(),
        review_on=(today() + dt.timedelta(days=90)).isoformat(),
    )
    officer.choose("concern", "WMD")
    officer.press()
    reference = officer.page.inner_text("h1").split()[0]
    assert "Read why" not in officer.text
    head.go("/officer/")
    head.follow(reference)
    head.follow("Sign and serve")
    head.press()
    assert "Served" in head.text
    notice = head.page.url
    worker(lambda _: work(), None)
    customs.go(standing)
    assert "Held" in customs.text
    assert f"Judged again because of {reference}" in customs.text
    said = customs.declare("C-2")
    assert "Hold" in said
    assert reference in said
    assert TOLD in said
    assert SECRET not in said
    customs.picture("notice-at-customs")
    exporter = person("exporter", width=360)
    exporter.go("/exporter/")
    exporter.follow(reference)
    assert TOLD in exporter.text
    exporter.picture("notice-at-the-company")
    exporter.press()
    assert "Acknowledged" in exporter.text
    head.go(head.page.url)
    assert "Acknowledged" in head.text
    head.picture("notice")
    head.page.get_by_role("button", name="Read why").click()
    head.page.wait_for_load_state()
    assert SECRET in head.text
    _withdrawn_by_two_people(officer, head, notice)
    worker(lambda _: work(), None)
    customs.go(standing)
    assert "Released" in customs.text
    customs.go("/customs/")
    assert "Judged again" in customs.text
