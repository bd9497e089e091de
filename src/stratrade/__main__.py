"""`python -m stratrade` is the command `stratrade`."""

from stratrade.interfaces.cli.main import main

raise SystemExit(main())
