"""Reference numbers without gaps: a counter row per pattern and year, drawn under lock."""

from stratrade.apps.documents.models import Counter
from stratrade.kernel import text


def draw(pattern: str, *, year: int) -> str:
    """The next reference of `pattern` for `year`, inside the caller's transaction.

    Args:
        pattern: from the pack, e.g. "EXP-{year}-{number:06d}-{check}".
        year: legal year.

    Returns:
        The reference; its check character (ISO 7064) is over everything before it.
    """
    Counter.objects.get_or_create(pattern=pattern, year=year)
    row = Counter.objects.select_for_update().get(pattern=pattern, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    body = pattern.format(year=year, number=row.last, check="").rstrip("-")
    return pattern.format(year=year, number=row.last, check=text.check_character(body))
