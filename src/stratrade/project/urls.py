"""Every address of the product."""

from django.urls import include, path
from oauth2_provider.views import TokenView

urlpatterns = [
    path("api/", include("stratrade.interfaces.api.urls")),
    path("oauth/token", TokenView.as_view(), name="oauth-token"),
    path("", include("stratrade.interfaces.web.urls")),
]

handler400 = "stratrade.interfaces.web.errors.bad_request"
handler403 = "stratrade.interfaces.web.errors.forbidden"
handler404 = "stratrade.interfaces.web.errors.not_found"
handler500 = "stratrade.interfaces.web.errors.broken"
