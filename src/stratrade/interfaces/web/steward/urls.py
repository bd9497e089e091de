"""Addresses of the steward's desk."""

from django.urls import path

from stratrade.interfaces.web.steward import home, people, trail, watchlists

app_name = "steward"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("people/", people.People.as_view(), name="users"),
    path("trail/", trail.Trail.as_view(), name="trail"),
    path("watch-lists/", watchlists.WatchLists.as_view(), name="watchlists"),
    path("watch-lists/new/", watchlists.NewEdition.as_view(), name="watchlist_new"),
    path("watch-lists/<uuid:public_id>/", watchlists.WatchListFile.as_view(), name="watchlist_file"),
]
