"""A small State with one person per part, and a browser to be each of them."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.parties import services as parties
from stratrade.interfaces.jobs import reference

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "a journey of a thousand steps"
PEOPLE = {
    "exporter": ("exporter", None),
    "officer": ("officer", "NACW"),
    "head": ("head", "NACW"),
    "reviewer": ("reviewer", "MFAIC"),
    "customs": ("customs", "GDCE"),
    "supervisor": ("supervisor", "GDCE"),
    "steward": ("steward", "NACW"),
}


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(
                pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium")
            )


@pytest.fixture
def state(transactional_db):
    """Agencies, law, list and watch list; a person for each part; one registered company."""
    reference.load(lambda _line: None)
    people = {
        key: account_services.create_user(
            email=f"{key}@journey.example",
            name=f"Journey {key.title()}",
            role=role,
            agency=accounts.agency(agency) if agency else None,
            password=PASSWORD,
            by=SYSTEM,
        )
        for key, (role, agency) in PEOPLE.items()
    }
    company = parties.register(
        {"name": "Journey Valves Co., Ltd.", "country": "KH", "address": "1 Journey Road"},
        identifiers={"tax": "K000-700000001"},
        by=SYSTEM,
    )
    parties.add_member(company.public_id, people["exporter"], by=SYSTEM)
    return people


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser, site, who, width=1280):
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        if who:
            self.go("/account/login/")
            self.page.fill("input[name=login]", f"{who}@journey.example")
            self.page.fill("input[type=password]", PASSWORD)
            self.press()

    def go(self, path):
        answer = self.page.goto(path if path.startswith("http") else self.site + path)
        assert answer.status == 200, (path, answer.status)

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def choose(self, name, value):
        self.page.locator(f"main input[name={name}][value='{value}']").check()

    def follow(self, text):
        self.page.locator("main a", has_text=text).first.click()
        self.page.wait_for_load_state()

    def way(self, text):
        """A link of the menu, under whatever head it stands."""
        link = self.page.locator("nav a", has_text=text).first
        head = link.locator("xpath=ancestor::details")
        if head.count() and not link.is_visible():
            head.locator("summary").click()
        link.click()
        self.page.wait_for_load_state()

    def press(self):
        self.page.locator("main form button.govuk-button").last.click()
        self.page.wait_for_load_state()

    def declare(self, number, *, destination="TH", consignee="Journey Water Works", **item):
        """Hand in an export declaration of the company at the customs desk: a household tap, or what `item` says."""
        goods = item or {"description": "Household water tap of brass", "hs": "848180", "net_kg": "12"}
        message = {
            "office": "KHSHV",
            "number": number,
            "regime": "EX",
            "destination": destination,
            "parties": [
                {"role": "exporter", "name": "Journey Valves Co., Ltd.", "country": "KH"},
                {"role": "consignee", "name": consignee, "country": destination},
            ],
            "items": [{"number": 1, **goods}],
        }
        file = {"name": "d.json", "mimeType": "application/json", "buffer": json.dumps(message).encode()}
        self.go("/customs/declarations/new/")
        self.page.set_input_files("main input[type=file]", file)
        self.press()
        return self.text

    @property
    def text(self):
        return self.page.inner_text("main")

    def picture(self, name):
        """A screenshot for the documentation, where a folder for it is named."""
        folder = os.environ.get("JOURNEY_PICTURES")
        if folder:
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.fixture
def browser(monkeypatch):
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous view.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield running
        connections.close_all()  # those opened beside that loop; nobody else sees them
        running.close()


@pytest.fixture
def worker():
    """worker(job, argument) does a job as a worker does: beside the browser, with a connection of its own."""

    def work(job, argument):
        try:
            job(argument)
        finally:
            connections.close_all()

    def run(job, argument):
        with ThreadPoolExecutor(1) as threads:
            threads.submit(work, job, argument).result()

    return run


@pytest.fixture
def person(state, live_server, browser):
    """person("officer") is that person at a browser; person("") is anybody."""

    here = []

    def at(who, width=1280):
        here.append(Person(browser, live_server.url, who, width))
        return here[-1]

    yield at
    for one in here:
        one.context.close()
