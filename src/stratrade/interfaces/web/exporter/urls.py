"""Addresses of the exporter's desk."""

from django.urls import path

from stratrade.apps.accounts.permissions import Permission
from stratrade.interfaces.web import concerns as concern_pages
from stratrade.interfaces.web import files
from stratrade.interfaces.web.exporter import (
    applications,
    concerns,
    general,
    home,
    licences,
    notices,
    products,
)
from stratrade.interfaces.web.rulings import asking

app_name = "exporter"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("applications/", applications.Applications.as_view(), name="applications"),
    path("applications/new/", applications.Start.as_view(), name="start"),
    path("applications/<uuid:public_id>/", applications.Application.as_view(), name="application"),
    path("applications/<uuid:public_id>/details/", applications.Details.as_view(), name="details"),
    path("applications/<uuid:public_id>/goods/new/", applications.ItemPage.as_view(), name="item-new"),
    path(
        "applications/<uuid:public_id>/goods/library/",
        applications.FromLibrary.as_view(),
        name="item-library",
    ),
    path("applications/<uuid:public_id>/goods/<int:number>/", applications.ItemPage.as_view(), name="item"),
    path(
        "applications/<uuid:public_id>/goods/<int:number>/remove/",
        applications.DropItem.as_view(),
        name="item-drop",
    ),
    path("applications/<uuid:public_id>/parties/new/", applications.PartyPage.as_view(), name="party"),
    path(
        "applications/<uuid:public_id>/parties/<int:party>/remove/",
        applications.DropParty.as_view(),
        name="party-drop",
    ),
    path("applications/<uuid:public_id>/papers/new/", applications.Paper.as_view(), name="paper"),
    path("applications/<uuid:public_id>/submit/", applications.Submit.as_view(), name="submit"),
    path("applications/<uuid:public_id>/withdraw/", applications.Withdraw.as_view(), name="withdraw"),
    path(
        "applications/<uuid:public_id>/letters/<uuid:letter>/",
        files.Letter.as_view(desk="exporter"),
        name="letter",
    ),
    path("products/", products.Products.as_view(), name="products"),
    path("products/new/", products.NewProduct.as_view(), name="product-new"),
    path("products/<uuid:public_id>/", products.ProductPage.as_view(), name="product"),
    path("products/<uuid:public_id>/edit/", products.EditProduct.as_view(), name="product-edit"),
    path("rulings/", asking.Asked.as_view(desk="exporter"), name="rulings"),
    path("rulings/new/", asking.Start.as_view(desk="exporter"), name="ruling-new"),
    path("rulings/<uuid:public_id>/", asking.Ruling.as_view(desk="exporter"), name="ruling"),
    path("rulings/<uuid:public_id>/details/", asking.Details.as_view(desk="exporter"), name="ruling-details"),
    path("rulings/<uuid:public_id>/goods/new/", asking.Goods.as_view(desk="exporter"), name="ruling-goods"),
    path(
        "rulings/<uuid:public_id>/goods/library/",
        asking.FromLibrary.as_view(desk="exporter"),
        name="ruling-library",
    ),
    path(
        "rulings/<uuid:public_id>/goods/<int:number>/",
        asking.Goods.as_view(desk="exporter"),
        name="ruling-item",
    ),
    path(
        "rulings/<uuid:public_id>/goods/<int:number>/remove/",
        asking.Drop.as_view(desk="exporter"),
        name="ruling-drop",
    ),
    path("rulings/<uuid:public_id>/papers/new/", asking.Paper.as_view(desk="exporter"), name="ruling-paper"),
    path("rulings/<uuid:public_id>/hand-in/", asking.HandIn.as_view(desk="exporter"), name="ruling-hand-in"),
    path("rulings/<uuid:public_id>/reply/", asking.Reply.as_view(desk="exporter"), name="ruling-reply"),
    path(
        "rulings/<uuid:public_id>/withdraw/", asking.Withdraw.as_view(desk="exporter"), name="ruling-withdraw"
    ),
    path("notices/", notices.Notices.as_view(), name="notices"),
    path("notices/<uuid:public_id>/", notices.NoticePage.as_view(), name="notice"),
    path("notices/<uuid:public_id>/acknowledge/", notices.Acknowledge.as_view(), name="notice-acknowledge"),
    path(
        "concerns/",
        concern_pages.Concerns.as_view(desk="exporter", permission=Permission.MEASURES_CONCERN_NOTIFY),
        name="concerns",
    ),
    path("concerns/new/", concerns.New.as_view(), name="concern-new"),
    path(
        "concerns/<uuid:public_id>/",
        concern_pages.ConcernPage.as_view(desk="exporter", permission=Permission.MEASURES_CONCERN_NOTIFY),
        name="concern",
    ),
    path(
        "concerns/<uuid:public_id>/papers/<uuid:paper>/",
        concern_pages.Paper.as_view(desk="exporter", permission=Permission.MEASURES_CONCERN_NOTIFY),
        name="concern-paper",
    ),
    path("concerns/<uuid:public_id>/reply/", concerns.Reply.as_view(), name="concern-reply"),
    path("general/", general.Authorisations.as_view(), name="general"),
    path("general/register/<str:code>/", general.Register.as_view(), name="general-register"),
    path("general/<uuid:public_id>/", general.Registration.as_view(), name="registration"),
    path("general/<uuid:public_id>/give-up/", general.GiveUp.as_view(), name="registration-end"),
    path(
        "general/<uuid:public_id>/returns/<str:period>/", general.Return.as_view(), name="registration-return"
    ),
    path("licences/", licences.Licences.as_view(), name="licences"),
    path("licences/<uuid:public_id>/", licences.LicencePage.as_view(), name="licence"),
    path("licences/<uuid:public_id>/surrender/", licences.Surrender.as_view(), name="surrender"),
]
