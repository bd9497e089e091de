"""`stratrade watchlist fetch|adopt`: bring watch lists up to date, from their addresses or from files."""

import argparse
import datetime as dt
from pathlib import Path

from stratrade.interfaces.cli import session
from stratrade.interfaces.cli.errors import Unusable

NAME = "watchlist"
HELP = "fetch or adopt an edition of a watch list"
FORMS = ("un", "ofac", "ofac_cons", "ofac_xml", "ofac_adv", "eu", "uk", "uk_xml", "ftm", "national", "lines")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs and their options."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    fetch = verbs.add_parser("fetch", help="from the addresses in the settings, or from one given here")
    fetch.add_argument("--form", choices=FORMS, help="only this list")
    fetch.add_argument("--url", action="append", default=[], help="the file; once more for aliases")
    adopt = verbs.add_parser("adopt", help="put a file in force")
    adopt.add_argument("file", type=Path)
    adopt.add_argument("--aliases", type=Path, help="the alt.csv beside an sdn.csv")
    adopt.add_argument("--form", choices=FORMS, help="taken from the file where it is not said")
    adopt.add_argument("--label", default="", help="what people call this edition")
    adopt.add_argument("--published-on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
    adopt.add_argument(
        "--despite", default="", metavar="REASON", help="why much of the list in force is gone"
    )


def run(args: argparse.Namespace) -> int:
    """Run the verb; 0 done, 1 where a list waits for a steward, 2 unusable."""
    if args.verb == "fetch" and args.url and not args.form:
        raise Unusable("--url needs --form")
    with session.database():
        session.start_django()
        return _fetch(args) if args.verb == "fetch" else _adopt(args)


def _fetch(args: argparse.Namespace) -> int:
    from stratrade.interfaces.exchange.unreadable import Unreadable  # noqa: PLC0415 - after set-up
    from stratrade.interfaces.jobs import watchlists  # noqa: PLC0415

    wanted = {args.form: tuple(args.url)} if args.url else dict(watchlists.addresses())
    if args.form:
        wanted = {form: urls for form, urls in wanted.items() if form == args.form}
    if not wanted:
        raise Unusable("no address is set (STRATRADE_WATCHLIST_UN_URL, STRATRADE_WATCHLIST_OFAC_URL)")
    waits = False
    for form, urls in wanted.items():
        try:
            done = watchlists.fetch_list(form, urls)
        except (watchlists.Unfit, OSError, Unreadable) as problem:
            raise Unusable(f"{form}: {problem}") from None
        print(f"{form}: {done}")
        waits = waits or done == "waits"
    return 1 if waits else 0


def _adopt(args: argparse.Namespace) -> int:
    from stratrade.apps.accounts.access import SYSTEM  # noqa: PLC0415 - after set-up
    from stratrade.apps.screening import services  # noqa: PLC0415
    from stratrade.interfaces.exchange.unreadable import Unreadable  # noqa: PLC0415
    from stratrade.interfaces.exchange.watchlists import files  # noqa: PLC0415
    from stratrade.interfaces.exchange.watchlists.arrival import arrival  # noqa: PLC0415

    raw = _read(args.file)
    aliases = _read(args.aliases) if args.aliases else b""
    form = args.form or files.guessed(raw)
    if form not in FORMS:
        raise Unusable(f"{args.file.name}: of no form we read; there are {', '.join(FORMS)}")
    try:
        file = arrival(form, raw, aliases, label=args.label, published_on=args.published_on)
        receipt = services.receive(file, by=SYSTEM)
        edition = services.adopt_received(
            receipt.public_id, file.parties, file.digest, despite=args.despite, by=SYSTEM
        )
    except Unreadable as problem:
        raise Unusable(f"{args.file.name}: {problem}") from None
    except services.ShrinkRefused as refused:
        params = dict(refused.finding.params)
        session.tell(
            f"{params['list']}: {params['gone']} of {params['before']} entries are gone; it waits for a steward. "
            "Say why with --despite REASON to adopt it all the same."
        )
        return 1
    print(f"{file.source.code}: {edition.count} entries in force, digest {edition.digest[:12]}")
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Unusable(f"{path}: {problem.strerror}") from None
