"""What every event is: a frozen dataclass in the past tense whose fields are its payload."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import ClassVar, Self
from uuid import UUID

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. Each app's `events.py` holds its own, named in the past tense.

    The name under which it is stored is "<app>.<Class>"; its fields are stored as JSON, so they hold text,
    whole numbers, decimals (kept as text), dates, identifiers, and lists or mappings of these. `reading` says that
    somebody saw something confidential and changed nothing.
    """

    known: ClassVar[dict[str, type["Event"]]] = {}
    reading: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        """Remember the class under its stored name, so that a stored row can be read back."""
        Event.known[cls.event_name()] = cls

    @classmethod
    def event_name(cls) -> str:
        """The stored name: "<app>.<Class>".

        Returns:
            The app is the package that holds `events.py`.
        """
        parts = cls.__module__.split(".")
        app = parts[parts.index("apps") + 1] if "apps" in parts else parts[-1]
        return f"{app}.{cls.__name__}"

    def payload(self) -> dict[str, Json]:
        """The fields as JSON values.

        Raises:
            TypeError: a field holds something that has no exact JSON form, such as a float.
        """
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Json]) -> Self:
        """The event again, from what was stored; fields unknown to this release are left out."""
        names = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in payload.items() if key in names})


def _plain(value: object) -> Json:
    plain: Json
    match value:
        case Enum():
            plain = _plain(value.value)
        case str():
            plain = value.replace("\x00", "")
        case None | bool() | int():
            plain = value
        case Decimal():
            plain = format(value, "f")
        case datetime() | date():
            plain = value.isoformat()
        case UUID():
            plain = str(value)
        case Mapping():
            plain = {str(k): _plain(v) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            plain = [_plain(item) for item in items]
        case _:
            raise TypeError(f"{type(value).__name__} has no exact JSON form")
    return plain
