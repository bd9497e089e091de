"""Findings about messages that come in, worded in English."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Mapping[str, Promise] = {
    "exchange.message.empty": _("The message is empty."),
    "exchange.message.too_large": _("The message is larger than %(limit_mb)s MB."),
    "exchange.message.encoding": _("The message is not written in %(expected)s."),
    "api.media_type": _("Messages of type %(media_type)s are not read; these are: %(accepted)s."),
    "exchange.xml.broken": _("The XML cannot be read: %(reason)s"),
    "exchange.xml.document_type": _("The XML declares a document type or entities, which is refused."),
    "exchange.xml.encoding": _(
        "The message says that it is written in %(expected)s; line %(line)s holds other bytes. "
        "Save it in that encoding and send it again."
    ),
    "exchange.xml.encoding_unknown": _(
        "The message says that it is written in %(encoding)s, which is not known here. Save it as UTF-8."
    ),
    "exchange.xml.root": _("The XML begins with <%(found)s>, expected is <%(expected)s>."),
    "exchange.json.broken": _("The JSON cannot be read: %(reason)s"),
    "exchange.archive.too_many": _("The archive holds more than %(limit)s files."),
    "exchange.archive.name": _("The archive holds %(name)s; only YAML files in one folder are read."),
    "exchange.archive.alias": _("%(name)s uses YAML aliases, which are not read; write each value out."),
    "exchange.archive.deep": _("%(name)s is nested more than %(limit)s deep."),
    "exchange.file.broken": _("The file cannot be read: %(reason)s"),
    "exchange.file.kind": _("Files like %(name)s are not read; give CSV, XLSX or Parquet."),
    "exchange.header.none": _("No heading row was found in the first %(rows)s rows."),
    "exchange.profile.broken": _("The column profile cannot be read: %(reason)s"),
    "exchange.profile.unknown": _("The column profile names unknown fields: %(field)s."),
    "exchange.field.missing": _("“%(field)s” is missing."),
    "exchange.field.unfit": _("“%(field)s” does not fit: %(reason)s"),
    "exchange.field.not_a_number": _("“%(field)s” holds “%(value)s”, which is no number."),
    "exchange.field.not_a_date": _("“%(field)s” holds “%(value)s”, which is no date."),
    "exchange.items.none": _("The declaration has no items."),
    "exchange.items.count": _("The declaration speaks of %(declared)s items and holds %(found)s."),
    "exchange.items.twice": _("Item number %(number)s occurs twice."),
    "exchange.watchlist.empty": _("The list %(list)s holds no entries."),
    "exchange.watchlist.row": _("Line %(line)s of the list %(list)s cannot be read."),
    "exchange.watchlist.is_another": _(
        "This file looks like a list of another publisher or form (%(seems)s) than the one that was chosen."
    ),
    "exchange.watchlist.is_xml": _("This file is XML, not a file of the list that was chosen."),
    "exchange.watchlist.is_csv": _("This file is a CSV table, not a file of the list that was chosen."),
    "exchange.watchlist.is_lines": _("This file is JSON, not a file of the list that was chosen."),
    "exchange.watchlist.is_no_text": _("This file holds no text; it is no file of a list."),
    "exchange.watchlist.twice": _("Entry %(entry)s stands twice in the list %(list)s."),
    "exchange.watchlist.mixed": _("The file holds entries of several lists: %(lists)s."),
    "exchange.watchlist.count": _(
        "The list %(list)s says that it holds %(said)s entries, and %(found)s were found: the file is not whole."
    ),
    "exchange.watchlist.field": _("Entry %(entry)s of the list %(list)s: “%(field)s” holds “%(value)s”."),
    "exchange.watchlist.cell": _("Line %(line)s of the list %(list)s: “%(field)s” holds “%(value)s”."),
    "exchange.watchlist.column": _("The table of the list %(list)s has no column “%(column)s”."),
    "exchange.watchlist.heading": _("The table has a column “%(column)s” that means nothing here."),
    "exchange.watchlist.cut": _("The list %(list)s is cut off after line %(line)s."),
    "screening.edition.shrinks": _(
        "%(gone)s of the %(before)s entries in force are gone from this edition of the list %(list)s."
        " Say why that is right before it is adopted."
    ),
    "api.unauthenticated": _("Sign in first: the request carries no valid token."),
    "api.not_found": _("There is nothing at this address for you."),
    "api.request.unfit": _("The request cannot be read."),
    "api.unavailable": _("The service is busy. Try again in a few seconds."),
    "api.unforeseen": _("Something went wrong here. It was noted under the request id."),
}
