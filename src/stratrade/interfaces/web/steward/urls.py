"""Addresses of the steward's desk."""

from django.urls import path

from stratrade.interfaces.web.steward import editions, home, kept, people, rules, screen, trail, watchlists

app_name = "steward"
urlpatterns = [
    path("screen/", screen.ScreenName.as_view(), name="screen"),
    path("", home.Home.as_view(), name="home"),
    path("people/", people.People.as_view(), name="users"),
    path("trail/", trail.Trail.as_view(), name="trail"),
    path("seen/", trail.Seen.as_view(), name="seen"),
    path("editions/", editions.Editions.as_view(), name="editions"),
    path("editions/new/", editions.NewEdition.as_view(), name="edition_new"),
    path("editions/files/<uuid:public_id>/", editions.EditionFile.as_view(), name="edition_file"),
    path(
        "editions/templates/<slug:kind>.<slug:form>",
        editions.EditionTemplate.as_view(),
        name="edition_template",
    ),
    path("editions/<uuid:public_id>/", editions.Edition.as_view(), name="edition"),
    path("rules/", rules.Rules.as_view(), name="rules"),
    path("rules/new/", rules.New.as_view(), name="rule_new"),
    path("rules/<uuid:public_id>/", rules.RuleChange.as_view(), name="rule_change"),
    path("rules/<uuid:public_id>/edit/", rules.Edit.as_view(), name="rule_edit"),
    path("rules/<slug:rule>/change/", rules.Change.as_view(), name="rule_change_draft"),
    path("rules/lists/<slug:rule>/", rules.List.as_view(), name="rule_list"),
    path("rules/people/<slug:rule>/", rules.People.as_view(), name="rule_people"),
    path("rules/<slug:rule>/end/", rules.Close.as_view(), name="rule_close"),
    path("watch-lists/", watchlists.WatchLists.as_view(), name="watchlists"),
    path("watch-lists/new/", watchlists.NewEdition.as_view(), name="watchlist_new"),
    path("watch-lists/kept/", kept.Kept.as_view(), name="kept"),
    path("watch-lists/kept/new/", kept.NewEntry.as_view(), name="kept_new"),
    path("watch-lists/kept/<uuid:public_id>/", kept.Entry.as_view(), name="kept_entry"),
    path("watch-lists/<uuid:public_id>/", watchlists.WatchListFile.as_view(), name="watchlist_file"),
]
