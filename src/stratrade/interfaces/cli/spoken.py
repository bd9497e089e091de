"""Findings in words for commands that run without the database."""

from django.conf import settings

from stratrade.apps.wording import sentence
from stratrade.kernel.finding import Finding


def say(finding: Finding) -> str:
    """The sentence of a finding, in English where no settings name another language."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    return sentence(finding.code, finding.as_dict()["params"])  # type: ignore[arg-type]
