"""Findings about goods and control lists, worded in English."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GOODS: Mapping[str, Promise] = {
    # what points to an entry
    "classify.family.named": _("the name %(name)s says that it belongs to a family of this entry"),
    "classify.code.named": _("The description names entry %(entry)s"),
    "classify.cas.found": _("CAS number %(cas)s is named in this entry"),
    "classify.cas.invalid": _("%(cas)s is no CAS number: its check digit does not fit"),
    "classify.term.found": _("The description says “%(term)s”"),
    "classify.goods.ordinary": _("“%(term)s” names everyday goods, which this entry does not mean as such"),
    "classify.kind.found": _("“%(term)s” is a kind of goods that this entry covers"),
    "classify.kind.derived": _(
        "It speaks of software or technology, and of goods that this entry derives from"
    ),
    "classify.words.similar": _("The words of the description resemble this entry"),
    "classify.hs.link": _("HS %(hs)s is linked with this entry (%(strength)s)"),
    "classify.value.read": _("Read from the description: %(label)s = %(value)s"),
    "classify.value.follows": _(
        "Taken from what the goods are, unless stated otherwise: %(label)s = %(value)s"
    ),
    "classify.value.typical": _(
        "Typical of %(line)s, unverified: %(label)s = %(value)s. Confirm it for this model"
    ),
    "classify.special.unsaid": _(
        "Nothing says that it has this special quality, so it is taken not to have it: %(label)s"
    ),
    "classify.value.unreadable": _("“%(value)s” cannot be read as a value of %(parameter)s"),
    "classify.substance.assumed_neat": _(
        "Nothing speaks of a mixture: the chemical is taken to be undiluted"
    ),
    "classify.description.translated": _("Read as: %(text)s"),
    "classify.description.vague": _("The description does not say what the goods are"),
    "classify.description.not_understood": _(
        "What the description names is not known here, and goods of HS %(hs)s may be listed"
    ),
    # criteria
    "lists.quantity.met": _("%(label)s %(value)s meets %(op)s %(threshold)s %(unit)s (%(path)s)"),
    "lists.quantity.not_met": _("%(label)s %(value)s does not meet %(op)s %(threshold)s %(unit)s (%(path)s)"),
    "lists.member.met": _("%(label)s: %(value)s is among those of %(path)s"),
    "lists.member.not_met": _("%(label)s: %(value)s is not among those of %(path)s"),
    "lists.feature.met": _("%(label)s: yes (%(path)s)"),
    "lists.feature.not_met": _("%(label)s: no (%(path)s)"),
    "lists.purpose.met": _("%(label)s: specially designed for it (%(path)s)"),
    "lists.purpose.not_met": _("%(label)s: not specially designed for it (%(path)s)"),
    "lists.substance.met": _("Contains %(substance)s (%(cas)s), listed at %(path)s"),
    "lists.substance.below_limit": _(
        "Holds %(share)s %% of %(substance)s, not more than the %(limit)s %% of %(path)s"
    ),
    "lists.substance.absent": _("Does not contain %(substance)s (%(path)s)"),
    "lists.reference.met": _("%(entry)s is met (%(path)s)"),
    "lists.reference.not_met": _("%(entry)s is not met (%(path)s)"),
    "lists.either.met": _("Whatever it is, a criterion of %(path)s is met: %(label)s"),
    "lists.value.unreadable": _("“%(value)s” is no value for %(parameter)s"),
    "lists.exclusion.applies": _("Excluded by a note of %(path)s: %(note)s"),
    "lists.exclusion.not_claimed": _(
        "%(entry)s has exclusions that nobody has claimed; whoever relies on one shows that it applies"
    ),
    "lists.precedence.yields": _("%(entry)s leaves these goods to %(to)s, which is met"),
    # editions compared
    "lists.diff.entry_added": _("%(entry)s is new: %(title)s"),
    "lists.diff.entry_removed": _("%(entry)s is gone: %(title)s"),
    "lists.diff.title_changed": _("Title: “%(before)s” became “%(after)s”"),
    "lists.diff.validity_changed": _("Days in force: %(before)s became %(after)s"),
    "lists.diff.precedence_changed": _("Yields to: %(before)s became %(after)s"),
    "lists.diff.criterion_added": _("%(entry)s has a new criterion: %(criterion)s"),
    "lists.diff.criterion_removed": _("%(entry)s has lost a criterion: %(criterion)s"),
    "lists.diff.criterion_changed": _("%(entry)s: %(before)s became %(after)s"),
    "lists.diff.threshold_changed": _("%(parameter)s from %(before)s to %(after)s"),
    "lists.diff.options_changed": _("%(parameter)s: added %(added)s; taken out %(removed)s"),
    "lists.diff.logic_changed": _("%(entry)s: the same criteria are joined in another way"),
    "lists.diff.hs_changed": _("HS %(hs)s: %(before)s became %(after)s"),
    "lists.diff.hs_added": _("HS %(hs)s was added: %(strength)s"),
    "lists.diff.hs_removed": _("HS %(hs)s was taken out: %(strength)s"),
    "lists.diff.hs_source": _("HS %(hs)s has another source now: %(strength)s"),
    "lists.diff.tariff_changed": _(
        "Lines of the national tariff: %(added)s added, %(removed)s taken out, %(changed)s changed"
    ),
    # loose ends of an edition
    "lists.adoption.past": _("%(day)s has passed; a list applies from today at the earliest"),
    "lists.adoption.no_instrument": _("Name the legal text that puts the list in force"),
    "lists.adoption.no_reason": _("Say why it goes back"),
    "lists.adoption.unreadable": _("%(file)s, at %(path)s: %(reason)s"),
    "lists.adoption.stands": _("%(edition)s applies on that day already"),
    "lists.adoption.base_changed": _(
        "Another edition applies on that day by now; have the file read again before it is proposed"
    ),
    "lists.adoption.not_weighed": _(
        "It is still being worked out what the edition changes; look again in a moment"
    ),
    "lists.adoption.not_ready": _("The file is not ready; look at its state"),
    "lists.adoption.waits": _("%(edition)s was proposed already and awaits a decision"),
    "lists.check.paragraph_missing": _("%(paragraph)s is referred to, but its entry has no such paragraph"),
    "lists.check.named_entry_missing": _("%(entry)s is named but not in the edition"),
    "lists.check.no_terms": _("%(entry)s has no terms"),
    "lists.check.no_french": _("%(entry)s has no French title"),
    "lists.check.aliases_missing": _("No words introduce %(parameter)s in free text"),
}
