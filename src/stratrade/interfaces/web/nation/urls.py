"""Addresses of the national overview."""

from django.urls import path

from stratrade.interfaces.web.nation import (
    calls,
    chemicals,
    declarations,
    duties,
    editions,
    home,
    rules,
    screen,
    sites,
)

app_name = "nation"
urlpatterns = [
    path("screen/", screen.ScreenName.as_view(), name="screen"),
    path("", home.Home.as_view(), name="home"),
    path("rules/", rules.Rules.as_view(), name="rules"),
    path("rules/<uuid:public_id>/", rules.RuleChange.as_view(), name="rule_change"),
    path("editions/", editions.Editions.as_view(), name="editions"),
    path("editions/<uuid:public_id>/", editions.Edition.as_view(), name="edition"),
    path("obligations/", duties.Duties.as_view(), name="duties"),
    path("obligations/address/", duties.Feed.as_view(), name="feed"),
    path("declarations/", declarations.Declarations.as_view(), name="declarations"),
    path("declarations/new/<slug:kind>/", declarations.Start.as_view(), name="declaration-new"),
    path("declarations/<uuid:public_id>/", declarations.Declaration.as_view(), name="declaration"),
    path("declarations/<uuid:public_id>/ask/", declarations.Ask.as_view(), name="declaration-ask"),
    path("declarations/<uuid:public_id>/papers/new/", declarations.Evidence.as_view(), name="evidence-new"),
    path("declarations/<uuid:public_id>/papers/<uuid:paper>/", declarations.Paper.as_view(), name="evidence"),
    path("declarations/<uuid:public_id>/copy/<slug:form>/", declarations.Export.as_view(), name="copy"),
    path(
        "declarations/<uuid:public_id>/sections/<slug:section>/",
        declarations.Section.as_view(),
        name="declaration-section",
    ),
    path(
        "declarations/<uuid:public_id>/steps/<slug:action>/",
        declarations.Step.as_view(),
        name="declaration-step",
    ),
    path("calls/", declarations.Declarations.as_view(), name="calls"),
    path("calls/<uuid:public_id>/", calls.Call.as_view(), name="call"),
    path("chemicals/", chemicals.Chemicals.as_view(), name="chemicals"),
    path("chemicals/question/", chemicals.Question.as_view(), name="chemical-question"),
    path("chemicals/line/", chemicals.Line.as_view(), name="chemical-line"),
    path("chemicals/records/", chemicals.OwnTable.as_view(), name="own-table"),
    path("chemicals/partners/", chemicals.Partners.as_view(), name="partners"),
    path("chemicals/partners/table/", chemicals.PartnerTable.as_view(), name="partner-table"),
    path("chemicals/partners/reason/", chemicals.Explain.as_view(), name="partner-reason"),
    path("chemicals/<str:cas>/<slug:activity>/", chemicals.Chemical.as_view(), name="chemical"),
    path("sites/", sites.Sites.as_view(), name="sites"),
    path("sites/new/", sites.NewSite.as_view(), name="site-new"),
    path("sites/<uuid:public_id>/", sites.Site.as_view(), name="site"),
    path("sites/<uuid:public_id>/change/", sites.EditSite.as_view(), name="site-change"),
    path("sites/<uuid:public_id>/visits/new/", sites.Visit.as_view(), name="visit-new"),
]
