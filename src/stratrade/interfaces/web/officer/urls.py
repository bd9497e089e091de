"""Addresses of the licensing desk."""

from django.urls import path

from stratrade.interfaces.web.officer import alerts, bench, cases, home, licences, rulings, watchlists

app_name = "officer"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("cases/", cases.Cases.as_view(), name="cases"),
    path("cases/<uuid:public_id>/", cases.CasePage.as_view(), name="case"),
    path("cases/<uuid:public_id>/accept/", cases.Accept.as_view(), name="accept"),
    path("cases/<uuid:public_id>/return/", cases.SendBack.as_view(), name="return"),
    path("cases/<uuid:public_id>/goods/<int:number>/", cases.Rate.as_view(), name="rate"),
    path("cases/<uuid:public_id>/refer/", cases.Refer.as_view(), name="refer"),
    path("cases/<uuid:public_id>/propose/", cases.Propose.as_view(), name="propose"),
    path("cases/<uuid:public_id>/decide/", cases.Decide.as_view(), name="decide"),
    path("questions/", cases.Referrals.as_view(), name="referrals"),
    path("questions/<uuid:public_id>/", cases.AnswerPage.as_view(), name="answer"),
    path("rulings/", rulings.Rulings.as_view(), name="rulings"),
    path("rulings/<uuid:public_id>/", rulings.RulingPage.as_view(), name="ruling"),
    path("rulings/<uuid:public_id>/take/", rulings.Take.as_view(), name="ruling-take"),
    path("rulings/<uuid:public_id>/reject/", rulings.Reject.as_view(), name="ruling-reject"),
    path("rulings/<uuid:public_id>/ask/", rulings.Inquire.as_view(), name="ruling-ask"),
    path("rulings/<uuid:public_id>/find/", rulings.Find.as_view(), name="ruling-find"),
    path("rulings/<uuid:public_id>/propose/", rulings.Propose.as_view(), name="ruling-propose"),
    path("rulings/<uuid:public_id>/decide/", rulings.Decide.as_view(), name="ruling-decide"),
    path("rulings/<uuid:public_id>/revoke/", rulings.Revoke.as_view(), name="ruling-revoke"),
    path("rulings/<uuid:public_id>/goods/<int:number>/", bench.Bench.as_view(), name="bench"),
    path("rulings/<uuid:public_id>/goods/<int:number>/values/", bench.Fill.as_view(), name="bench-fill"),
    path(
        "rulings/<uuid:public_id>/goods/<int:number>/follow/<int:precedent>/",
        bench.Follow.as_view(),
        name="bench-follow",
    ),
    path("precedents/", bench.Precedents.as_view(), name="precedents"),
    path("licences/", licences.Licences.as_view(), name="licences"),
    path("licences/<uuid:public_id>/", licences.LicencePage.as_view(), name="licence"),
    path("licences/<uuid:public_id>/standing/", licences.Standing.as_view(), name="standing"),
    path("alerts/", alerts.Alerts.as_view(), name="alerts"),
    path("alerts/<uuid:public_id>/", alerts.AlertPage.as_view(), name="alert"),
    path("alerts/<uuid:public_id>/trust/", alerts.TrustPage.as_view(), name="trust"),
    path("trusted/", alerts.TrustedParties.as_view(), name="trusted"),
    path("trusted/<uuid:public_id>/", alerts.TrustEnd.as_view(), name="trust-end"),
    path("screenings/<uuid:public_id>/", alerts.EvidencePage.as_view(), name="screening"),
    path("screen/", alerts.ScreenName.as_view(), name="screen"),
    path("watch-lists/", watchlists.WatchLists.as_view(), name="watchlists"),
]
