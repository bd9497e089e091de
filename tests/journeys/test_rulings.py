"""Rulings and self-assessment, by hand: from the question to a verified letter, and from a code to an outcome."""

import re

DRUM = "Triethanolamine solution in drums"


def _ask(exporter):
    exporter.go("/exporter/rulings/new/")
    exporter.choose("kind", "CLASSIFICATION")
    exporter.fill(title="Drums for a cement works", destination="VN")
    exporter.press()
    exporter.follow("Add goods")
    exporter.fill(description=DRUM, cas="102-71-6")
    exporter.press()
    assert "What the control list asks" in exporter.text
    exporter.press()
    exporter.follow("Check and hand in")
    exporter.page.locator("main input[name=true]").check()
    exporter.press()
    return re.search(r"RUL-\S+", exporter.text)[0]


def _inquire(officer, reference):
    officer.go("/officer/")
    officer.follow(reference)
    officer.follow("Take this request")
    officer.press()
    officer.page.locator("main a[href$='/goods/1/']").click()
    officer.page.wait_for_load_state()
    officer.page.locator("main input[name=ask][value=concentration_pct]").check()
    officer.page.get_by_role("button", name="Ask the applicant").click()
    officer.page.wait_for_load_state()
    assert officer.page.locator("main input[name=parameters]:checked").count() == 1
    officer.fill(text="How strong is the solution?")
    officer.press()


def _find(officer, reference):
    officer.go("/officer/")
    officer.follow(reference)
    officer.page.locator("main a[href$='/goods/1/']").click()
    officer.page.wait_for_load_state()
    share = officer.page.locator("#v-concentration_pct")
    assert share.input_value() == "80"
    share.fill("1")
    share.press("Tab")
    officer.page.wait_for_selector("text=The goods do not meet 1C350")
    officer.picture("bench")
    officer.page.reload()
    form = officer.page.locator("main form[action$='/find/']")
    form.locator("[name=entry]").fill("1C350")
    form.locator("[name=reason]").fill("Named by its CAS number, above 30 %.")
    form.locator("button").click()
    officer.page.wait_for_load_state()
    officer.follow("Propose the ruling")
    officer.fill(reply="The chemical is listed.", valid_months="12")
    officer.press()
    assert "another person decides" in officer.text


def test_ruling_travels_from_a_question_to_a_letter_that_anybody_verifies(person):
    exporter = person("exporter", width=360)
    reference = _ask(exporter)
    officer = person("officer")
    _inquire(officer, reference)
    exporter.go("/exporter/")
    exporter.follow("Drums for a cement works")
    assert "How strong is the solution?" in exporter.text
    exporter.follow("Answer")
    exporter.page.locator("#v-concentration_pct").fill("80")
    exporter.fill(answer="See the data sheet")
    exporter.press()
    _find(officer, reference)
    head = person("head")
    head.go("/officer/")
    head.follow(reference)
    head.follow("Decide")
    head.choose("choice", "decide")
    head.press()
    exporter.page.reload()
    assert "The chemical is listed." in exporter.text
    exporter.picture("ruling")
    letter = exporter.page.locator("main a", has_text="PDF").first.get_attribute("href")
    answer = exporter.context.request.get(exporter.site + letter)
    assert answer.body().startswith(b"%PDF")
    code = exporter.page.locator("main section code").first.inner_text()
    anybody = person("", width=360)
    anybody.go(f"/verify/?code={code}")
    assert "stands in the register" in anybody.text
    assert reference in anybody.text


def test_self_assessment_is_resumed_by_its_code(person):
    anybody = person("", width=360)
    anybody.go("/")
    anybody.go("/self-assessment/")
    anybody.fill(text=DRUM, cas="102-71-6")
    anybody.press()
    code = anybody.page.locator("main .stc-panel code").inner_text()
    anybody.picture("self-assessment")
    anybody.page.get_by_role("button", name="Leave").click()
    anybody.page.wait_for_load_state()
    other = person("")
    other.go("/self-assessment/resume/")
    other.fill(code=code)
    other.press()
    for _ in range(10):
        if not other.page.url.endswith("/step/"):
            break
        share = other.page.locator("#v-concentration_pct")
        if share.count():
            share.fill("80")
            other.page.get_by_role("button", name="Continue").click()
        else:
            other.page.get_by_role("button", name="I do not know").click()
        other.page.wait_for_load_state()
    assert "meet an entry" in other.text
    other.press()
    assert "no determination" in other.text
    assert "1C350" in other.text
    printed = other.context.request.get(other.site + "/self-assessment/outcome/print/")
    assert printed.body().startswith(b"%PDF")
    anybody.go("/self-assessment/step/")
    assert code not in anybody.text
