"""Names of nobody on a list, and how often the matcher alerts on them all the same.

`python setup/negatives.py --lists FILE [--count 20000] [--seed 4711] [--threshold 0.7] [--show 20] [--page FILE.md]`

Half persons, half companies, drawn from the name tables of Faker (a development dependency) in the locales below.
Without --lists the packaged list is used. Ends with 1 where the share of alerts is above --most.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from faker import Faker

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import Hit, PartyQuery
from stratrade.engines.matching.normalise import script, tokens
from stratrade.engines.matching.policy import ALERT
from stratrade.interfaces.cli.parties import read_lists
from stratrade.interfaces.exchange.watchlists import lines

SEED = 4711
COUNT = 20_000
LOCALES = (
    "en_US", "en_GB", "en_IN", "fr_FR", "de_DE", "es_ES", "es_MX", "it_IT", "pt_BR", "nl_NL", "pl_PL", "cs_CZ",
    "tr_TR", "ru_RU", "uk_UA", "bg_BG", "el_GR", "ar_SA", "ar_AA", "fa_IR", "he_IL", "hi_IN", "th_TH", "vi_VN",
    "id_ID", "fil_PH", "zh_CN", "zh_TW", "ja_JP", "ko_KR", "ka_GE", "az_AZ", "sv_SE", "fi_FI",
)  # fmt: skip
REAL = frozenset({("ru_RU", "organisation"), ("fa_IR", "organisation")})
"""Faker's companies of these locales are companies that exist, listed ones among them."""


def names(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """(locale, kind, name), the same for the same seed, each name once."""
    drawn: set[str] = set()
    makers = {locale: Faker(locale) for locale in LOCALES}
    for place, maker in enumerate(makers.values()):
        maker.seed_instance(seed + place)
    order = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    while len(drawn) < count:
        locale = order.choice(LOCALES)
        kind = order.choice(("person", "organisation"))
        if (locale, kind) in REAL:
            continue
        maker = makers[locale]
        name = maker.name() if kind == "person" else maker.company()
        if name not in drawn:
            drawn.add(name)
            yield locale, kind, name


def cause(hit: Hit, name: str) -> str:
    """Why a name that means nobody resembles a listed one."""
    ours, theirs = tokens(name), tokens(hit.name)
    if script(name) != script(hit.name):
        return "across scripts"
    if sorted(ours) == sorted(theirs):
        return "the same name"
    if min(len(ours), len(theirs)) == 1:
        return "one word"
    if set(ours) < set(theirs) or set(theirs) < set(ours):
        return "a word more or less"
    return "nearly the same words"


def page(report: Mapping[str, Any], found: Sequence[tuple[str, str, str, Hit]]) -> str:
    """The report as a page of the documentation: the figures, then every alert under its cause."""
    said = (
        f"{report['names']} names of nobody, drawn with seed {report['seed']} from the name tables of Faker, "
        f"held against {report['listed_parties']} listed parties at the threshold {report['threshold']}: "
        f"{report['alerts']} alerts ({report['share']:.2%})."
    )
    lines = [
        "# False alerts",
        "",
        said,
        "",
        "Made by `python setup/negatives.py --page docs/reference/false-alerts.md`; the same seed gives the same page.",
        "",
        "| kind | names | alerts |",
        "| --- | --- | --- |",
        *(f"| {kind} | {row['names']} | {row['alerts']} |" for kind, row in report["by_kind"].items()),
    ]
    for reason, count in report["by_cause"].items():
        lines += [
            "",
            f"## {reason.capitalize()}: {count}",
            "",
            "| name of nobody | listed name | score |",
            "| --- | --- | --- |",
        ]
        alike = sorted((f for f in found if cause(f[3], f[2]) == reason), key=lambda f: (-f[3].score, f[2]))
        lines += [f"| {name} ({locale}) | {hit.name} | {hit.score:.2f} |" for locale, _, name, hit in alike]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 1 where more than --most of the names raise an alert."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lists", nargs="*", type=Path, default=[])
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threshold", type=float, default=ALERT)
    parser.add_argument("--most", type=float, default=0.005)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--page", type=Path, help="write the report as a page, each alert by its cause")
    args = parser.parse_args(arguments)
    matcher = Matcher(read_lists(args.lists) if args.lists else _packaged())
    found: list[tuple[str, str, str, Hit]] = []
    asked: Counter[str] = Counter()
    begun = time.perf_counter()
    for locale, kind, name in names(args.count, args.seed):
        asked[kind] += 1
        hits = matcher.screen(PartyQuery(name=name, kind=kind), limit=1, floor=args.threshold)
        found += [(locale, kind, name, hit) for hit in hits]
    seconds = time.perf_counter() - begun
    share = len(found) / args.count
    report = {
        "seed": args.seed,
        "threshold": args.threshold,
        "listed_parties": len(matcher),
        "names": args.count,
        "alerts": len(found),
        "share": round(share, 5),
        "by_cause": dict(Counter(cause(hit, name) for _, _, name, hit in found).most_common()),
        "by_kind": {
            k: {"names": n, "alerts": sum(kind == k for _, kind, _, _ in found)}
            for k, n in sorted(asked.items())
        },
        "by_locale": dict(Counter(locale for locale, _, _, _ in found).most_common(12)),
        "queries_per_s": round(args.count / seconds),
        "shown": [
            f"{locale} {name} ~ {hit.name} ({hit.list} {hit.entry_id}) {hit.score:.3f}, {cause(hit, name)}"
            for locale, _, name, hit in sorted(found, key=lambda f: -f[3].score)[: args.show]
        ],
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))
    if args.page:
        args.page.write_text(page(report, found), encoding="utf-8")
    return int(share > args.most)


def _packaged() -> list:  # type: ignore[type-arg]
    raw = (files("stratrade") / "data" / "watchlists" / "un-2026-02-27.jsonl").read_bytes()
    return lines.parse(raw)


if __name__ == "__main__":
    raise SystemExit(main())
