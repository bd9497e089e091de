"""Papers and issued documents, handed out only to those who may see what they are about."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.casework import queries as casework
from stratrade.apps.classification import queries as classification
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences import queries as licences
from stratrade.interfaces.web.pages import Page


def _file(raw: bytes, media_type: str, name: str, *, inline: bool) -> HttpResponse:
    response = HttpResponse(raw, content_type=media_type)
    response.headers["Content-Disposition"] = (
        f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def saved(raw: bytes, media_type: str, name: str) -> HttpResponse:
    """Bytes to be saved under a name; never run, never cached."""
    return _file(raw, media_type, name, inline=False)


def _matter(request: HttpRequest, public_id: UUID) -> Any:
    """The case or ruling request that papers and letters are about, where the person may see it."""
    user: Any = request.user
    ways = (casework.one, casework.own_one, classification.ruling, classification.own_ruling)
    found = next((row for way in ways if (row := way(public_id, for_=user)) is not None), None)
    if found is None:
        raise Http404
    return found


class Paper(Page):
    """A paper handed in with something the person may see; a picture or PDF is never run, only saved."""

    permission = Permission.DOCUMENTS_DOCUMENT_READ

    def get(self, request: HttpRequest, public_id: UUID, paper: UUID) -> HttpResponse:
        """The bytes."""
        found = documents.attachment(_matter(request, public_id).subject, paper)
        if found is None:
            raise Http404
        row, raw = found
        return _file(raw, row.file.media_type, row.name, inline=False)


class Letter(Page):
    """A letter issued about a case or a ruling request that the person may see."""

    permission = Permission.DOCUMENTS_DOCUMENT_READ

    def get(self, request: HttpRequest, public_id: UUID, letter: UUID) -> HttpResponse:
        """The PDF."""
        matter = _matter(request, public_id)
        row = next((d for d in documents.all_about(matter.subject) if d.public_id == letter), None)
        if row is None:
            raise Http404
        return _file(documents.content(row), "application/pdf", f"{row.reference}.pdf", inline=True)


class LicencePdf(Page):
    """The document of a licence the person may see."""

    permission = Permission.LICENCES_LICENCE_READ

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The PDF."""
        user: Any = request.user
        licence = licences.one(public_id, for_=user)
        row = documents.standing(licence.subject, "licence") if licence else None
        if row is None:
            raise Http404
        return _file(documents.content(row), "application/pdf", f"{row.reference}.pdf", inline=True)
