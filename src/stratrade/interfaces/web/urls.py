"""Every address of the web pages: the public desk at the root, each other desk under its own name."""

from django.urls import include, path

from stratrade.interfaces.web import calendar_feed, files, inbox, sign_in

urlpatterns = [
    *sign_in.urlpatterns,
    path("inbox/", inbox.Inbox.as_view(), name="inbox"),
    path("inbox/read/", inbox.ReadAll.as_view(), name="inbox-read-all"),
    path("inbox/<uuid:public_id>/read/", inbox.Read.as_view(), name="inbox-read"),
    path("inbox/<uuid:public_id>/open/", inbox.Open.as_view(), name="inbox-open"),
    path("papers/<uuid:public_id>/<uuid:paper>/", files.Paper.as_view(), name="paper"),
    path("letters/<uuid:public_id>/<uuid:letter>/", files.Letter.as_view(), name="letter"),
    path("licences/<uuid:public_id>/document/", files.LicencePdf.as_view(), name="licence-pdf"),
    path("calendar/<str:token>.ics", calendar_feed.feed, name="calendar-feed"),
    path("", include("stratrade.interfaces.web.public.urls")),
    path("exporter/", include("stratrade.interfaces.web.exporter.urls")),
    path("officer/", include("stratrade.interfaces.web.officer.urls")),
    path("customs/", include("stratrade.interfaces.web.customs.urls")),
    path("nation/", include("stratrade.interfaces.web.nation.urls")),
    path("steward/", include("stratrade.interfaces.web.steward.urls")),
]
