"""What a parser says when a message cannot be read."""

from stratrade.kernel.finding import Finding, Scalar, Severity


class Unreadable(Exception):
    """The message is refused whole, with one coded reason.

    Args:
        code: finding code under `exchange.`.
        params: what the sentence names, `field` and `reason` among them where they are known.
    """

    def __init__(self, code: str, **params: Scalar) -> None:
        self.finding = Finding(code, Severity.BLOCK, params)
        named = ", ".join(f"{key}={value}" for key, value in params.items())
        super().__init__(f"{code}: {named}" if named else code)
