"""The table of findings, worded in English; the catalogues under `locale` hold the other languages."""

from collections.abc import Mapping

from django.utils.functional import Promise

from stratrade.apps.wording.goods import GOODS
from stratrade.apps.wording.house import HOUSE
from stratrade.apps.wording.judgement import JUDGEMENT
from stratrade.apps.wording.messages import MESSAGES
from stratrade.apps.wording.names import NAMES
from stratrade.apps.wording.tables import TABLES
from stratrade.apps.wording.treaties import TREATIES

FINDINGS: Mapping[str, Promise] = {
    **GOODS,
    **HOUSE,
    **JUDGEMENT,
    **MESSAGES,
    **NAMES,
    **TABLES,
    **TREATIES,
}
