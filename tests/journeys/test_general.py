"""A general authorisation from the form to the return: registered, stated on a declaration, used, reported."""

import datetime as dt

from catch_all_steps import work

from stratrade.apps.accounts.clock import today
from stratrade.apps.licences.models import GeneralUse, Registration

CODE = "KH-GA-REPAIR"


def _declare(customs, number):
    tube = "Maraging steel tube, 2050 MPa ultimate tensile strength, returned after repair"
    goods = {"description": tube, "hs": "730441", "net_kg": "10", "licences": [CODE]}
    return customs.declare(number, consignee="Journey Repairs", **goods)


def test_authorisation_is_registered_used_and_reported(person, worker, settings):
    settings.EXERCISE = True  # the only general authorisation of the demonstration State is a draft
    exporter, officer, customs = person("exporter", width=360), person("officer"), person("customs")
    assert f"The exporter is not registered for {CODE}" in _declare(customs, "G-1")
    exporter.go("/exporter/general/")
    exporter.follow("Register")
    for box in exporter.page.locator("main input[name=undertakings]").all():
        box.check()
    exporter.fill(contact="Export manager")
    exporter.picture("general-register")
    exporter.press()
    assert "Asked for" in exporter.text
    officer.go("/officer/")
    officer.follow(CODE)
    officer.follow("Register the company")
    officer.press()
    assert "another person is to agree" in officer.text
    head = person("head")
    head.go("/officer/general/")
    head.follow("GEN-")
    head.follow("Register the company")
    head.press()
    worker(lambda _: work(), None)
    assert f"The general authorisation {CODE} covers it" in _declare(customs, "G-2")
    customs.follow("Confirm exit")
    customs.press()
    last = dt.date(today().year - 1, 9, 9)
    worker(lambda _: _a_year_ago(last), None)
    exporter.go("/exporter/")
    exporter.follow(f"{CODE} · {last.year}")
    assert "KHSHV/G-2" in exporter.text
    exporter.picture("general-return")
    exporter.press()
    assert "filed on" in exporter.text
    officer.go("/officer/general/")
    officer.follow("GEN-")
    assert "KHSHV/G-2" in officer.text
    officer.picture("general-at-the-officer")


def _a_year_ago(day):
    """As if it had been registered and used last year."""
    Registration.objects.update(registered_on=day)
    GeneralUse.objects.update(on=day)
