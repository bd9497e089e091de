"""The control list by hand: read and played by anybody, and changed by a steward and the head of the authority."""

from stratrade.apps.accounts.clock import today
from stratrade.interfaces.jobs import editions

NATIONAL = (
    "code,title_en,title_km,title_fr,terms_en,hs,strength,parameter,op,value,unit\n"
    "KH-001,Crop spraying drones,ដ្រូនបាញ់ថ្នាំ,Drones d'épandage,hopper kite,880622,direct,hopper volume,ge,20,l\n"
)


def test_anybody_types_opens_an_entry_and_plays_with_it(person):
    visitor = person("", width=360)
    page = visitor.page
    visitor.go("/list/")
    page.locator("summary", has_text="Materials processing").click()
    page.locator("summary", has_text="2B").first.click()
    page.locator("#e-2B230 .stc-leafing__mark").click()
    page.wait_for_selector("#e-2B230 a[href='/list/2B230/#2B230.c.1']")
    page.locator("#q").press_sequentially("pressure transd", delay=20)
    page.wait_for_selector("text=entries found")
    visitor.follow("2B230")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.select_option("[name=v-measures_absolute_pressure]", "yes")
    page.wait_for_selector(".stc-node--leaf.stc-node--met")
    page.fill("[name=v-full_scale_pressure]", "10 kPa")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=Yours: 10 kPa")
    page.fill("[name=v-accuracy_pct_fs]", "0.5")
    page.keyboard.press("Tab")
    page.wait_for_selector(".stc-node--all.stc-node--met")  # 2B230.c.1, the box around both
    assert "Still open" in visitor.text
    page.fill("[name=v-accuracy_pct_fs]", "2")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=The goods do not meet 2B230.")
    assert "v-accuracy_pct_fs=2" in page.url  # so that it can be sent on
    page.reload()
    assert "The goods do not meet 2B230." in visitor.text


def test_a_large_entry_keeps_open_what_was_opened(person):
    visitor = person("")
    page = visitor.page
    visitor.go("/list/2B350/")
    fold = page.locator("details.stc-fold").first
    assert not fold.evaluate("e => e.open")
    fold.locator("summary").first.click()
    field = fold.locator("select").first
    field.select_option(index=1)
    page.wait_for_selector(".stc-finding-out")
    assert page.locator("details.stc-fold").first.evaluate("e => e.open")


def test_a_national_list_from_the_steward_to_the_goods_of_anybody(person, worker):
    steward = person("steward")
    steward.go("/steward/editions/")
    steward.follow("Hand in an edition or a table")
    steward.choose("kind", "NATIONAL")
    steward.page.set_input_files(
        "main input[type=file]",
        {"name": "national.csv", "mimeType": "text/csv", "buffer": NATIONAL.encode()},
    )
    steward.fill(instrument="Prakas 7", in_force_from=today().isoformat())
    steward.press()
    assert "Is being read" in steward.text
    worker(editions.prepare, _last(steward))
    steward.page.wait_for_selector("input[value=propose]", timeout=60_000)  # the page asks by itself
    assert "KH-001 is new" in steward.text
    steward.choose("action", "propose")
    steward.press()
    assert "Is being worked out" in steward.text
    worker(editions.weigh, _last(steward))
    steward.page.wait_for_selector("text=stored items", timeout=60_000)
    assert steward.page.locator("input[value=adopt]").count() == 0  # another person decides

    visitor = person("", width=360)
    visitor.go("/goods/?text=hopper+kite,+hopper+volume+25+l")
    assert "KH-001" not in visitor.text
    head = person("head", width=360)
    head.go("/nation/editions/")
    head.follow("national tables")
    head.choose("action", "adopt")
    head.press()
    assert "Adopted" in head.text

    visitor.go("/list/")
    visitor.page.fill("#q", "hopper ki")
    visitor.page.wait_for_selector("a[href='/list/KH-001/']")
    visitor.go("/goods/?text=hopper+kite,+hopper+volume+25+l")
    assert "KH-001" in visitor.text
    visitor.go("/list/customs-code/?hs=8806.22")
    assert "Crop spraying drones" in visitor.text


def _last(person):
    return person.page.url.rstrip("/").rpartition("/")[2]
