"""`stratrade client add NAME`: an account for another system that calls the HTTP interface."""

import argparse
import secrets

from stratrade.interfaces.cli import session
from stratrade.interfaces.cli.errors import Unusable

NAME = "client"
HELP = "register another system that calls the HTTP interface"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("action", choices=["add"])
    parser.add_argument("name", help="what the system is called, e.g. asycuda")


def run(args: argparse.Namespace) -> int:
    """Open the account and print its credentials once; the secret is kept as a hash only."""
    if not args.name.isidentifier():
        raise Unusable("name: letters, digits and underscores only")
    with session.database():
        session.start_django()
        from oauth2_provider.models import Application  # noqa: PLC0415 - after set-up

        from stratrade.apps.accounts import queries, services  # noqa: PLC0415
        from stratrade.apps.accounts.access import SYSTEM  # noqa: PLC0415

        email = f"{args.name.lower()}@machines.example"
        if queries.by_email(email) is not None:
            raise Unusable(f"there is a client {args.name} already")
        user = services.create_user(email=email, name=args.name, role="machine", by=SYSTEM)
        identifier, secret = secrets.token_urlsafe(24), secrets.token_urlsafe(40)
        Application.objects.create(
            name=args.name,
            user=user,
            client_id=identifier,
            client_secret=secret,
            client_type=Application.CLIENT_CONFIDENTIAL,
            authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        )
    print(f"client_id     {identifier}")
    print(f"client_secret {secret}")
    print("Keep the secret now: it is not shown again. Tokens come from /oauth/token.")
    return 0
