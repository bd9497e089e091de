"""Addresses that anybody may open."""

from django.urls import path

from stratrade.interfaces.web.public import about, changes, entries, entry, goods, home, verify

app_name = "public"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("goods/", goods.Goods.as_view(), name="goods"),
    path("list/", entries.Entries.as_view(), name="entries"),
    path("list/changes/", changes.Changes.as_view(), name="changes"),
    path("list/customs-code/", changes.CustomsCode.as_view(), name="customs_code"),
    path("list/<str:code>/", entry.EntryPage.as_view(), name="entry"),
    path("list/<str:code>/paragraphs/", entries.Paragraphs.as_view(), name="paragraphs"),
    path("verify/", verify.Verify.as_view(), name="verify"),
    path("about/", about.About.as_view(), name="about"),
    path("accessibility/", about.Accessibility.as_view(), name="accessibility"),
]
