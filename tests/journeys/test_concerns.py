"""An exporter notifies what it knows: its goods wait at once, and go on when two people answer no objection."""

from catch_all_steps import work

KNOWN = "their engineer asked about a launch rail"


def _notify(exporter):
    exporter.go("/exporter/concerns/")
    exporter.follow("Notify a concern")
    exporter.fill(
        description="Household water tap of brass",
        hs="848180",
        destination="TH",
        consignee="Journey Water Works",
        statement=KNOWN,
    )
    exporter.choose("how", "AWARE")
    exporter.choose("concern", "MISSILE")
    exporter.page.set_input_files(
        "main input[type=file]",
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"},
    )
    exporter.picture("concern-form")
    exporter.press()


def test_notified_concern_holds_the_goods_until_the_authority_answers(person, worker, settings):
    settings.EXERCISE = True  # the law that carries it is a draft
    exporter, officer, head, customs = (
        person("exporter", width=360), person("officer"), person("head"), person("customs"),
    )  # fmt: skip
    assert "Released" in customs.declare("O-1")
    standing = customs.page.url
    _notify(exporter)
    reference = exporter.page.inner_text("h1").split()[0]
    assert "letter.pdf" in exporter.text
    worker(lambda _: work(), None)
    customs.go(standing)
    assert "Held" in customs.text
    assert f"Judged again because of {reference}" in customs.text
    assert KNOWN not in customs.text
    customs.picture("concern-at-customs")
    officer.go("/officer/")
    officer.follow(reference)
    assert KNOWN in officer.text
    officer.follow("Ask more")
    officer.fill(question="When did he ask?")
    officer.press()
    worker(lambda _: work(), None)
    exporter.go("/exporter/")
    exporter.follow(reference)
    exporter.follow("Answer the question")
    exporter.fill(text="In spring, by mistake as it turned out")
    exporter.press()
    officer.go(officer.page.url)
    assert "by mistake" in officer.text
    officer.follow("Propose an answer")
    officer.choose("outcome", "NO_OBJECTION")
    officer.fill(answer="The taps may go")
    officer.press()
    assert "Sign the answer" not in officer.text
    head.go("/officer/")
    head.follow(reference)
    head.follow("Sign the answer")
    head.press()
    head.picture("concern-answered")
    worker(lambda _: work(), None)
    exporter.go(exporter.page.url)
    assert "The taps may go" in exporter.text
    assert "draft law on strategic trade" in exporter.text
    exporter.picture("concern-at-the-company")
    customs.go(standing)
    assert "Released" in customs.text
    assert "Released" in customs.declare("O-2")
