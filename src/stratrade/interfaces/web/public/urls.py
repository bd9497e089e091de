"""Addresses that anybody may open."""

from django.urls import path

from stratrade.interfaces.web.public import (
    about,
    changes,
    customs_code,
    entries,
    entry,
    goods,
    home,
    self_assessment,
    transaction,
    verify,
)

app_name = "public"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("goods/", goods.Goods.as_view(), name="goods"),
    path("transaction/", transaction.Ask.as_view(), name="transaction"),
    path("transaction/answer.pdf", transaction.Print.as_view(), name="transaction_pdf"),
    path("list/", entries.Entries.as_view(), name="entries"),
    path("list/changes/", changes.Changes.as_view(), name="changes"),
    path("list/customs-code/", customs_code.CustomsCode.as_view(), name="customs_code"),
    path("list/<str:code>/", entry.EntryPage.as_view(), name="entry"),
    path("list/<str:code>/paragraphs/", entries.Paragraphs.as_view(), name="paragraphs"),
    path("self-assessment/", self_assessment.Start.as_view(), name="self-start"),
    path("self-assessment/resume/", self_assessment.Resume.as_view(), name="self-resume"),
    path("self-assessment/step/", self_assessment.Step.as_view(), name="self-step"),
    path("self-assessment/describe/", self_assessment.Describe.as_view(), name="self-describe"),
    path("self-assessment/review/", self_assessment.Review.as_view(), name="self-review"),
    path("self-assessment/outcome/", self_assessment.Outcome.as_view(), name="self-outcome"),
    path("self-assessment/outcome/print/", self_assessment.OutcomePdf.as_view(), name="self-pdf"),
    path("self-assessment/leave/", self_assessment.Leave.as_view(), name="self-leave"),
    path("verify/", verify.Verify.as_view(), name="verify"),
    path("about/", about.About.as_view(), name="about"),
    path("accessibility/", about.Accessibility.as_view(), name="accessibility"),
]
