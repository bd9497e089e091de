"""Addresses of the national overview."""

from django.urls import path

from stratrade.interfaces.web.nation import editions, home

app_name = "nation"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("editions/", editions.Editions.as_view(), name="editions"),
    path("editions/<uuid:public_id>/", editions.Edition.as_view(), name="edition"),
]
