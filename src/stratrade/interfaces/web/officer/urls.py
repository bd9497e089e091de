"""Addresses of the licensing desk."""

from django.urls import path

from stratrade.interfaces.web.officer import alerts, cases, home, licences, watchlists

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
