"""Public pages in a real browser: no serious barrier, no overflow on a phone, nothing from outside."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import stratrade
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.lists import services as lists

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
WEB = Path(stratrade.__file__).parent / "interfaces" / "web"
AXE = WEB / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "/",
    "/goods/?text=thionyl+chloride",
    "/list/",
    "/list/CWC-3B.14/",
    "/list/2B350/",
    "/list/customs-code/?hs=8481",
    "/verify/?code=ABC",
    "/account/login/",
]
SERIOUS = {"serious", "critical"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium"),
    pytest.mark.skipif(
        not AXE.exists(), reason="the front end is not built: npm ci in interfaces/web/frontend"
    ),
]


@pytest.fixture
def browser(monkeypatch):
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous view.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield running
        running.close()


@pytest.fixture
def site(settings, transactional_db, live_server):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    row = lists.load(by=SYSTEM)
    lists.adopt(row.digest, in_force_from=dt.date(2025, 11, 15), by=SYSTEM)
    return live_server.url


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_public_pages_without_barriers(site, browser, language, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": "language", "value": language, "url": site}])
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    page.on("request", lambda asked: refused.append(asked.url) if not asked.url.startswith(site) else None)
    for path in PAGES:
        assert page.goto(site + path).status == 200
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (path, width)
        assert page.evaluate("document.body.classList.contains('js-enabled')"), path
        assert page.evaluate("document.documentElement.lang") == language
    assert refused == []
    context.close()
    unguarded = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    unguarded.add_cookies([{"name": "language", "value": language, "url": site}])
    page = unguarded.new_page()
    for path in PAGES:
        page.goto(site + path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document)")["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == [], path
    unguarded.close()


def test_khmer_is_set_wide_enough(site, browser):
    page = browser.new_page()
    page.context.add_cookies([{"name": "language", "value": "km", "url": site}])
    page.goto(site + "/about/")
    ratio = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('main .govuk-body'));"
        " return parseFloat(s.lineHeight) / parseFloat(s.fontSize) })()"
    )
    assert ratio >= 1.7
    assert page.evaluate("document.fonts.check('19px \"Noto Sans Khmer\"', 'ក')")


def test_first_load_is_light(site, browser):
    page = browser.new_page()
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if answer.ok else None)
    page.goto(site + "/", wait_until="networkidle")
    assert sum(sizes) < 360_000  # as sent here, before compression; under 200 kB compressed


def test_the_question_is_answered_in_place(site, browser):
    page = browser.new_page()
    page.goto(site + "/list/CWC-3B.14/")
    page.fill("#cas", "7719-09-7")
    page.fill("#v-concentration_pct", "98")
    page.locator("#v-concentration_pct").dispatch_event("change")
    page.locator(".stc-node--leaf.stc-node--met").first.wait_for(timeout=10_000)
    assert "cas=7719-09-7" in page.url


@pytest.fixture
def sat(site, client):
    """The cookies of an officer, whose desk has the most to go to."""
    agency = Agency.objects.create(code="ROWS", names={"en": "Rows"})
    officer = User.objects.create(email="o@rows.example", name="Officer", role="officer", agency=agency)
    client.force_login(officer)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}


@pytest.mark.parametrize("language", ["km", "fr", "en"])
def test_a_desk_has_one_row_of_navigation_and_little_of_a_phone(site, sat, browser, language):
    for width, most in ((1280, 60), (360, 150)):
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.add_cookies([sat, {"name": "language", "value": language, "url": site}])
        page = context.new_page()
        page.goto(site + "/officer/cases/")
        assert page.locator(".stc-nav").bounding_box()["height"] <= most
        for head in page.locator(".stc-nav summary").all():
            head.click()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        context.close()


def test_heads_of_the_navigation_open_by_key_without_a_script(site, sat, browser):
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    context.add_cookies([sat])
    page = context.new_page()
    page.goto(site + "/officer/")
    page.locator(".stc-nav summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/officer/cases/")
    assert page.locator(".stc-nav summary.stc-nav__link--here").count() == 1
    context.close()


def test_one_head_is_open_at_a_time_and_escape_closes_it(site, sat, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([sat])
    page = context.new_page()
    page.goto(site + "/officer/")
    heads = page.locator(".stc-nav summary")
    heads.nth(0).click()
    heads.nth(1).click()
    assert page.locator(".stc-nav details[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".stc-nav details[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    context.close()
