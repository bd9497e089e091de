"""`stratrade licence verify`: is a paper or its code what was issued? Needs no database and no network."""

import argparse
import json
from pathlib import Path

from stratrade.apps.documents import keys, seals, tokens
from stratrade.interfaces.cli import session
from stratrade.interfaces.cli.errors import Unusable

NAME = "licence"
HELP = "check a licence without the register"
_LARGEST = 30 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="say genuine, altered or unknown_key")
    verify.add_argument("what", metavar="TOKEN|PDF", help="the text of the QR code, or the file")
    verify.add_argument(
        "--keys", type=Path, help="folder with keys/documents-*.pub (default: STRATRADE_HOME)"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    """Check against the public keys at hand; 0 genuine, 1 altered or unknown key.

    The answer is about the paper. Whether the licence still stands only the register knows: the day whose status the
    paper states is printed with it.
    """
    known = keys.public_keys(args.keys or session.home())
    path = Path(args.what)
    if args.what.startswith(f"{tokens.PREFIX}."):
        answer = tokens.check(args.what, known)
    elif path.is_file():
        if path.stat().st_size > _LARGEST:
            raise Unusable(f"{path} is larger than any licence")
        answer = seals.check_pdf(path.read_bytes(), known)
    else:
        raise Unusable(f"{args.what[:60]!r} is neither a file nor the code of a licence")
    document = {
        "result": answer.result.value,
        "status_as_of": answer.status_as_of,
        "states": dict(answer.payload),
    }
    if args.json:
        print(json.dumps(document, ensure_ascii=False))
    else:
        print(answer.result.value + (f", status as of {answer.status_as_of}" if answer.status_as_of else ""))
        for name, value in answer.payload.items():
            print(f"  {name}  {value}")
    return 0 if answer.result is tokens.Genuineness.GENUINE else 1
