"""The table of findings, worded in English; the catalogues under `locale` hold the other languages."""

from collections.abc import Mapping

from django.utils.functional import Promise

from stratrade.apps.wording.goods import GOODS

FINDINGS: Mapping[str, Promise] = {**GOODS}
