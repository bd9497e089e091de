"""What the printed outcome of a self-assessment says."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERDICTS: Mapping[str, Promise] = {
    "controlled": _("As described and answered, the goods meet an entry of the control list."),
    "not_listed": _("As described and answered, no entry of the control list covers the goods."),
    "insufficient_data": _("What was answered does not tell whether the goods are listed."),
}
AFTER: Mapping[str, Promise] = {
    "controlled": _("Ask the licensing authority before you sell, ship or send them."),
    "not_listed": _(
        "A licence can still be needed because of who uses the goods, for what, or where. Whoever knows or "
        "suspects a use for weapons of mass destruction asks the authority, whatever stands here."
    ),
    "insufficient_data": _("Find out the open facts from the maker, or ask the authority for a ruling."),
}
PRINTED: Mapping[str, Promise] = {
    "title": _("Outcome of a self-assessment"),
    "no_determination": _(
        "This is no determination and binds nobody. It was made by whoever answered the questions, without an "
        "authority looking at it. It may not be quoted to customs: only a signed ruling, or a signed letter that "
        "no licence is required, may."
    ),
    "goods": _("Goods as described"),
    "answers": _("What was answered"),
    "unknown": _("What was not known"),
    "entries": _("Entries that were looked at"),
    "still_open": _("Nothing that was said excludes these entries yet. These facts would settle it:"),
    "list": _("Edition of the control list"),
    "legal_status": _("Legal status of this edition"),
    "adopted": _("Adopted here by"),
    "not_adopted": _("No legal instrument of this State is recorded for this edition."),
    "day": _("Made on"),
    "fingerprint": _("Fingerprint of the edition"),
    "only_list": _(
        "It rests on the published list and on the answers above, and on nothing else: no confidential notice, "
        "refusal or watch list was looked at, and nobody was asked who they are."
    ),
    "demonstration": _("Demonstration"),
}
ANSWERS: Mapping[str, Promise] = {"yes": _("yes"), "no": _("no")}
