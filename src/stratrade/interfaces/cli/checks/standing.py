"""The measures of the Security Council as they stand in this deployment: checked, and written as a file of a pack."""

from pathlib import Path
from typing import Any

import yaml

from stratrade.apps import pack
from stratrade.apps.measures import standing
from stratrade.interfaces.cli.errors import Unusable


def faults(output: Path | None) -> list[str]:
    """What in the standing measures breaks the schema of a pack.

    Args:
        output: where to write them, as a sanctions.yaml that a release or another State can take over.

    Raises:
        Unusable: the file cannot be written.
    """
    content: dict[str, Any] = dict(standing.page())
    print(f"{len(content['rules'])} rules, digest {standing.digest()[:12]}")
    if output is not None:
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as problem:
            raise Unusable(f"--output: {output}: {problem.strerror}") from None
    return [f for f in pack.schema_errors({"sanctions.yaml": content}) if f.startswith("sanctions.yaml")]
