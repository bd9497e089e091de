"""Cases as a licensing officer would write them, decided by the packaged list."""

from pathlib import Path

import pytest
import yaml

from stratrade.apps import shelf
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.index import Index
from stratrade.engines.classify.values import read_value

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['case']}")
    for path in sorted((Path(__file__).parents[2] / "cases" / "classify").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KEYS = {"case", "text", "hs", "cas", "values", "party", "verdict", "paragraph", "status", "asks", "because"}


@pytest.fixture(scope="module")
def index():
    return Index.build(shelf.read_edition())


@pytest.mark.parametrize("case", CASES)
def test_case(case, index):
    assert set(case) <= KEYS | {"reference"}
    assert case["reference"]
    values = {
        name: read_value(name, str(text), index.edition) for name, text in case.get("values", {}).items()
    }
    query = Query(
        case["text"], str(case.get("hs", "")), tuple(case.get("cas", ())), values, case.get("party")
    )
    found = identify(query, index)
    seen = [(c.paragraph, c.status) for c in found.candidates]
    assert found.verdict == case.get("verdict", found.verdict), seen
    if "paragraph" in case:
        chosen = [c for c in found.candidates if f"{c.paragraph}.".startswith(f"{case['paragraph']}.")]
        assert chosen, seen
        assert chosen[0].status == case.get("status", "met"), seen
        asked = [ask.parameter for ask in (*chosen[0].ask, *found.ask)]
        assert asked[: len(case.get("asks", ()))] == case.get("asks", []), asked
        assert set(case.get("because", ())) <= {f.code for f in chosen[0].because}
    else:
        asked = [ask.parameter for ask in found.ask]
        assert asked[: len(case.get("asks", ()))] == case.get("asks", []), asked
