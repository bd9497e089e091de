"""Addresses of the national overview."""

from django.urls import path

from stratrade.interfaces.web.nation import home

app_name = "nation"
urlpatterns = [path("", home.Home.as_view(), name="home")]
