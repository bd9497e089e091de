"""Addresses of the customs desk."""

from django.urls import path

from stratrade.interfaces.web import catch_all, committee
from stratrade.interfaces.web.customs import (
    alerts,
    declarations,
    home,
    licences,
    parties,
    rulings,
    watchlists,
)
from stratrade.interfaces.web.rulings import asking

app_name = "customs"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("declarations/", declarations.Queue.as_view(), name="queue"),
    path("declarations/new/", declarations.Upload.as_view(), name="upload"),
    path("declarations/<uuid:public_id>/", declarations.DeclarationPage.as_view(), name="declaration"),
    path("declarations/<uuid:public_id>/items/<int:number>/", declarations.ItemPage.as_view(), name="item"),
    path(
        "declarations/<uuid:public_id>/items/<int:number>/ask/",
        rulings.ReachBack.as_view(),
        name="reach-back",
    ),
    path("declarations/<uuid:public_id>/hold/", declarations.Hold.as_view(), name="hold"),
    path("declarations/<uuid:public_id>/release/", declarations.Release.as_view(), name="release"),
    path("declarations/<uuid:public_id>/exit/", declarations.Exit.as_view(), name="exit"),
    path("declarations/<uuid:public_id>/cancel/", declarations.Cancel.as_view(), name="cancel"),
    path("declarations/<uuid:public_id>/report/", declarations.Report.as_view(), name="report"),
    path("approvals/", committee.Approvals.as_view(desk="customs"), name="approvals"),
    path("approvals/<uuid:public_id>/", committee.ApprovalPage.as_view(desk="customs"), name="approval"),
    path(
        "approvals/<uuid:public_id>/letter/",
        committee.Letter.as_view(desk="customs"),
        name="approval-document",
    ),
    path("notices/", catch_all.Notices.as_view(desk="customs"), name="notices"),
    path("notices/<uuid:public_id>/", catch_all.NoticePage.as_view(desk="customs"), name="notice"),
    path("alerts/", alerts.Alerts.as_view(), name="alerts"),
    path("alerts/<uuid:public_id>/", alerts.AlertPage.as_view(), name="alert"),
    path("alerts/<uuid:public_id>/trust/", alerts.TrustPage.as_view(), name="trust"),
    path("trusted/", alerts.TrustedParties.as_view(), name="trusted"),
    path("trusted/<uuid:public_id>/", alerts.TrustEnd.as_view(), name="trust-end"),
    path("screenings/<uuid:public_id>/", alerts.EvidencePage.as_view(), name="screening"),
    path("rulings/", asking.Asked.as_view(desk="customs"), name="rulings"),
    path("rulings/<uuid:public_id>/", asking.Ruling.as_view(desk="customs"), name="ruling"),
    path("rulings/<uuid:public_id>/papers/new/", asking.Paper.as_view(desk="customs"), name="ruling-paper"),
    path("rulings/<uuid:public_id>/reply/", asking.Reply.as_view(desk="customs"), name="ruling-reply"),
    path(
        "rulings/<uuid:public_id>/withdraw/", asking.Withdraw.as_view(desk="customs"), name="ruling-withdraw"
    ),
    path("screen/", alerts.ScreenName.as_view(), name="screen"),
    path("watch-lists/", watchlists.WatchLists.as_view(), name="watchlists"),
    path("watch-lists/<slug:code>/", watchlists.WatchList.as_view(), name="watchlist"),
    path("watch-lists/<slug:code>/<path:entry>/", watchlists.Listed.as_view(), name="listed"),
    path("batches/", alerts.Batches.as_view(), name="batches"),
    path("batches/<uuid:public_id>/", alerts.BatchPage.as_view(), name="batch"),
    path("batches/<uuid:public_id>/workbook/", alerts.Workbook.as_view(), name="batch-workbook"),
    path("parties/", parties.Parties.as_view(), name="parties"),
    path("parties/<uuid:public_id>/", parties.PartyPage.as_view(), name="party"),
    path("licences/", licences.Licences.as_view(), name="licences"),
    path("licences/<uuid:public_id>/", licences.LicencePage.as_view(), name="licence"),
]
