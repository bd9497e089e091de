"""Everything anybody may be allowed to do, on one screen: `area.thing.verb`."""

from enum import StrEnum


class Permission(StrEnum):
    """One act. Roles in `roles.py` hold sets of these; `access.require` asks for one."""

    # applications and cases
    CASEWORK_DRAFT_WRITE = "casework.draft.write"
    CASEWORK_CASE_READ = "casework.case.read"
    CASEWORK_CASE_TRIAGE = "casework.case.triage"
    CASEWORK_CASE_REFER = "casework.case.refer"
    CASEWORK_CASE_HOLD = "casework.case.hold"
    CASEWORK_REFERRAL_ANSWER = "casework.referral.answer"
    CASEWORK_CASE_PROPOSE = "casework.case.propose"
    CASEWORK_CASE_DECIDE = "casework.case.decide"
    # licences and their ledger
    LICENCES_LICENCE_READ = "licences.licence.read"
    LICENCES_LICENCE_READ_ALL = "licences.licence.read_all"
    LICENCES_LICENCE_ISSUE = "licences.licence.issue"
    LICENCES_LICENCE_SUSPEND = "licences.licence.suspend"
    LICENCES_LICENCE_SURRENDER = "licences.licence.surrender"
    LICENCES_LICENCE_FLAG = "licences.licence.flag"
    LICENCES_LEDGER_MOVE = "licences.ledger.move"
    # customs
    ENFORCEMENT_DECLARATION_SUBMIT = "enforcement.declaration.submit"
    ENFORCEMENT_DECLARATION_READ = "enforcement.declaration.read"
    ENFORCEMENT_DECLARATION_HOLD = "enforcement.declaration.hold"
    ENFORCEMENT_DECLARATION_RELEASE = "enforcement.declaration.release"
    ENFORCEMENT_DECLARATION_LIFT = "enforcement.declaration.lift"
    ENFORCEMENT_DECLARATION_EXIT = "enforcement.declaration.exit"
    ENFORCEMENT_DECLARATION_CANCEL = "enforcement.declaration.cancel"
    # goods and parties
    CLASSIFICATION_GOODS_IDENTIFY = "classification.goods.identify"
    CLASSIFICATION_PRODUCT_WRITE = "classification.product.write"
    CLASSIFICATION_RULING_ASK = "classification.ruling.ask"
    CLASSIFICATION_RULING_READ = "classification.ruling.read"
    CLASSIFICATION_RULING_MAKE = "classification.ruling.make"
    CLASSIFICATION_RULING_DECIDE = "classification.ruling.decide"
    DETERMINATION_CASE_ASK = "determination.case.ask"
    SCREENING_PARTY_SCREEN = "screening.party.screen"
    SCREENING_ALERT_READ = "screening.alert.read"
    SCREENING_ALERT_DECIDE = "screening.alert.decide"
    SCREENING_LIST_READ = "screening.list.read"
    SCREENING_LIST_ADOPT = "screening.list.adopt"
    PARTIES_PARTY_READ = "parties.party.read"
    PARTIES_PARTY_REGISTER = "parties.party.register"
    # reference
    LISTS_EDITION_READ = "lists.edition.read"
    LISTS_EDITION_LOAD = "lists.edition.load"
    LISTS_EDITION_PROPOSE = "lists.edition.propose"
    LISTS_EDITION_ADOPT = "lists.edition.adopt"
    LAW_PROVISION_READ = "law.provision.read"
    LAW_PROVISION_LOAD = "law.provision.load"
    # documents, notices
    DOCUMENTS_DOCUMENT_READ = "documents.document.read"
    NOTICES_INBOX_READ = "notices.inbox.read"
    # the house itself
    ACCOUNTS_USER_READ = "accounts.user.read"
    ACCOUNTS_USER_MANAGE = "accounts.user.manage"
    ACCOUNTS_AGENCY_LOAD = "accounts.agency.load"
    ACCOUNTS_SELF_CHANGE = "accounts.self.change"
    AUDIT_TRAIL_READ = "audit.trail.read"
    NATION_OVERVIEW_READ = "nation.overview.read"
