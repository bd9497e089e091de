"""What of a declaration left under general authorisations, told to the register that returns are made from."""

from django.conf import settings

from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.licences.services import general
from stratrade.engines.verdict import record as records
from stratrade.kernel.validity import legal_date


def note(declaration: Declaration) -> None:
    """Note every line that a general authorisation covered. Runs inside the caller's use case, once it has left."""
    covered = {item.number: item for item in declaration.items.all() if item.general}
    if not covered or declaration.exited_at is None:
        return
    message = records.load(declaration.content)
    lines = [
        general.Used(
            authorisation=covered[item.number].general,
            item=item.number,
            description=item.description,
            destination=item.destination or message.destination,
            entry=next(
                (str(e["paragraph"]) for e in covered[item.number].entries if e["status"] == "met"), ""
            ),
            hs=item.hs,
            quantity=item.quantity if item.quantity is not None else item.net_kg,
            unit=item.unit if item.quantity is not None else "KGM",
            value=item.value,
            currency=item.currency,
        )
        for item in message.items
        if item.number in covered
    ]
    general.use(
        lines,
        declaration=declaration.ledger_key,
        holder=declaration.exporter,
        ids=[p.id for p in message.parties if p.role == "exporter" and p.id],
        consignee=declaration.consignee,
        on=legal_date(declaration.exited_at, settings.LEGAL_TIME_ZONE),
    )
