"""The licence kinds a State offers, as the pack names them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from stratrade.apps import pack as pack_files


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of licence in the reader's language."""

    code: str
    name: str
    activity: str


def licence_kinds() -> list[KindChoice]:
    """Every kind that can be applied for here."""
    language = (get_language() or "en")[:2]
    pack = pack_files.read(settings.STRATRADE_PACK)
    return [
        KindChoice(k.code, k.names.get(language) or k.names.get("en", k.code), k.activity)
        for k in pack.kinds.values()
    ]
