"""What is stated of a transaction, in one form: codes without dots, facts and approvals by one name each."""

import re
from dataclasses import dataclass

from stratrade.engines.determination.model import Transaction

_FLAGS = {
    "aware_of": "aware",
    "knows": "aware",
    "known": "aware",
    "is_informed": "informed",
    "informed_by_authority": "informed",
    "suspects": "suspect",
    "suspicious_end_use": "suspicious_end_use",
    "grounds_for_suspicion": "suspect",
    "weapons_of_mass_destruction": "wmd",
    "nuclear": "wmd",
    "nuclear_weapon": "wmd",
    "nuclear_weapons": "wmd",
    "chemical_weapon": "wmd",
    "chemical_weapons": "wmd",
    "biological_weapon": "wmd",
    "biological_weapons": "wmd",
    "cbrn": "wmd",
    "missiles": "missile",
    "missile_delivery": "missile",
    "military": "military_end_use",
    "military_use": "military_end_use",
    "military_end_user": "military_end_use",
    "embargo": "arms_embargo",
    "arms_embargoed": "arms_embargo",
    "arms_embargoed_destination": "arms_embargo",
    "embargoed_destination": "arms_embargo",
    "consumer_goods": "consumer_goods_retail",
    "retail": "consumer_goods_retail",
    "retail_consumer_goods": "consumer_goods_retail",
    "personal_use": "consumer_goods_retail",
    "retransfer": "re_transfer",
    "re_export": "re_transfer",
    "reexport_planned": "re_export_planned",
    "retransfer_planned": "re_export_planned",
    "in_public_domain": "public_domain",
    "published": "public_domain",
    "basic_research": "basic_scientific_research",
    "fundamental_research": "basic_scientific_research",
    "massmarket": "mass_market",
    "human_rights": "internal_repression",
    "human_rights_violations": "internal_repression",
    "serious_human_rights_violations": "internal_repression",
    "surveillance": "cyber_surveillance",
    "dprk_vessel": "dprk_flag_vessel",
    "dprk_flagged_vessel": "dprk_flag_vessel",
    "ship_to_ship_transfer": "ship_to_ship",
    "sts_transfer": "ship_to_ship",
    "params_missing": "parameters_missing",
    "missing_parameters": "parameters_missing",
    "unknown_parameters": "parameters_missing",
    "illegal_military_parts": "parts_of_illegal_military_export",
    "un_approved": "committee_approved",
    "unsc_approved": "committee_approved",
    "committee_approval": "committee_approved",
    "approved_by_committee": "committee_approved",
    "un_committee_approved": "committee_approved",
    "1718_committee_approved": "committee_approved",
    "1718_committee_approval": "committee_approved",
    "committee_exemption": "committee_approved",
    "un_exemption": "committee_approved",
    "security_council_approved": "committee_approved",
    "humanitarian": "humanitarian_exemption",
    "humanitarian_aid": "humanitarian_exemption",
    "humanitarian_purpose": "humanitarian_exemption",
    "humanitarian_exception": "humanitarian_exemption",
    "temporary": "temporary_export",
    "exhibition": "temporary_export",
    "exporter_aware": "aware",
    "exporter_knows": "aware",
    "is_aware": "aware",
    "broker_aware": "aware",
    "provider_aware": "aware",
    "knowledge": "aware",
    "informed_by_competent_authority": "informed",
    "authority_informed": "informed",
    "authority_notice": "informed",
    "exporter_informed": "informed",
    "notified_by_authority": "informed",
    "broker_informed": "informed",
    "provider_informed": "informed",
    "suspected": "suspect",
    "suspicion": "suspect",
    "exporter_suspects": "suspect",
    "grounds_for_suspecting": "suspect",
    "grounds_to_suspect": "suspect",
    "wmd_end_use": "wmd",
    "wmd_use": "wmd",
    "wmd_programme": "wmd",
    "wmd_concern": "wmd",
    "nuclear_end_use": "wmd",
    "nuclear_use": "wmd",
    "nuclear_programme": "wmd",
    "nuclear_explosive": "wmd",
    "chemical_weapons_use": "wmd",
    "chemical_weapons_end_use": "wmd",
    "biological_weapons_use": "wmd",
    "cw": "wmd",
    "bw": "wmd",
    "cbrn_use": "wmd",
    "missile_use": "missile",
    "missile_end_use": "missile",
    "missile_programme": "missile",
    "wmd_delivery": "missile",
    "means_of_delivery": "missile",
    "delivery_systems": "missile",
    "military_enduse": "military_end_use",
    "armed_forces": "military_end_use",
    "arms_embargo_country": "arms_embargo",
    "under_arms_embargo": "arms_embargo",
    "embargoed_country": "arms_embargo",
    "cyber": "cyber_surveillance",
    "cybersurveillance": "cyber_surveillance",
    "cyber_surveillance_items": "cyber_surveillance",
    "repression": "internal_repression",
    "human_rights_abuse": "internal_repression",
    "human_rights_abuses": "internal_repression",
    "ihl_violations": "internal_repression",
    "humanitarian_law_violations": "internal_repression",
    "consumer_retail": "consumer_goods_retail",
    "retail_packaged": "consumer_goods_retail",
    "retail_sale": "consumer_goods_retail",
    "packaged_for_retail_sale": "consumer_goods_retail",
    "consumer_product": "consumer_goods_retail",
    "re_transferred": "re_transfer",
    "onward_transfer": "re_transfer",
    "third_state_transfer": "re_transfer",
    "mass_market_cryptography": "mass_market",
    "mass_market_crypto": "mass_market",
    "cryptography_retail": "mass_market",
    "retail_cryptography": "mass_market",
    "cryptography_note": "mass_market",
    "crypto_note_3": "mass_market",
    "parameters_unknown": "parameters_missing",
    "incomplete_parameters": "parameters_missing",
    "technical_data_missing": "parameters_missing",
    "insufficient_data": "parameters_missing",
    "illegal_military_export": "parts_of_illegal_military_export",
    "parts_for_illegal_military_export": "parts_of_illegal_military_export",
    "parts_for_illegally_exported_military_items": "parts_of_illegal_military_export",
    "temp_export": "temporary_export",
    "trade_fair": "temporary_export",
    "fair": "temporary_export",
    "returned_after_repair": "after_repair",
    "repair_return": "after_repair",
    "intragroup": "intra_group",
    "intra_company": "intra_group",
    "within_group": "intra_group",
    "patent": "patent_application",
    "for_patent_application": "patent_application",
    "national_control_list": "national_list",
    "article_9": "national_list",
    "art_9": "national_list",
    "other_member_state_list": "list_of_another_member_state",
    "listed_in_other_member_state": "list_of_another_member_state",
    "article_10": "list_of_another_member_state",
    "art_10": "list_of_another_member_state",
    "repair": "after_repair",
    "repair_or_replacement": "after_repair",
}
_APPROVALS = (
    (re.compile(r"procurement"), "procurement-channel"),
    (re.compile(r"1718"), "committee-1718"),
    (re.compile(r"1737"), "committee-1737"),
    (re.compile(r"\beuc\b|end.?use(?:r)?.?cert"), "end_use_certificate"),
    (re.compile(r"regist"), "registration"),
    (re.compile(r"notif"), "notification"),
    (re.compile(r"^(?:individual.|export.|import.|transit.|brokering.)?licen[cs]e$"), "licence"),
)
_HOW = frozenset({"informed", "aware", "suspect"})
_USES = (
    (
        re.compile(
            r"nuclear (?:weapon|explosive|programme|program|bomb|warhead)|chemical weapon|biological weapon|nerve agent"
            r"|mass destruction|\bwmd\b|uranium enrichment|plutonium"
        ),
        "wmd",
    ),
    (re.compile(r"(?<!anti-)\bmissiles?\b|rocket (?:programme|program)|delivery of weapons"), "missile"),
    (
        re.compile(
            r"cyber.?surveillance|spyware|imsi.catcher|lawful interception|intrusion software|deep packet"
            r"|facial recognition|mass surveillance"
        ),
        "cyber_surveillance",
    ),
    (re.compile(r"internal repression|human rights|humanitarian law"), "internal_repression"),
)
"""Words of a description that tell the use of goods, or what they are, once somebody knows something of their use."""
_CLAIMS = frozenset({"committee_approved", "humanitarian_exemption"})
_CLAIMED = re.compile(
    r"committee.{0,12}(?:approv|exempt|authori[sz])|(?:approv|exempt|authori[sz])\w* (?:\w+ ){0,4}committee"
    r"|\bun.approved|humanitarian exemption|exemption granted"
)
_LACKING = re.compile(
    r"\b(?:no(?!\.)|not|without|missing|pending|lacks?|lacking|refused|denied|absent|unless|needs?)\b"
)
_COMMITTEE = re.compile(r"\b(\d{3,4})\b")
_COUNCIL = re.compile(r"\b(?:(?:sanctions |un |unsc )?committee|security council|unsc)\b")
"""An approval that does not say which committee gave it counts for the committee that may give it."""
_MILITARY = re.compile(
    r"(?<!non-)(?<!non_)(?<!para)\b(?:military|armed forces|army|navy|air force|defen[cs]e|ministry of defen[cs]e)\b"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A transaction with its facts in one form.

    Args:
        hs: digits of the HS code.
        vessel: flag of the ship or aircraft that carries them.
        text: description, end use and kind of end user in lower case.
        who: kind of end user, description and facts in lower case, for measures on persons.
    """

    transaction: Transaction
    hs: str
    text: str
    who: str
    flags: frozenset[str]
    approvals: frozenset[str]
    vessel: str = ""

    def approved(self, approval: str, rule: str) -> str:
        """The approval that lifts a rule; empty where none at hand does."""
        for name in (approval, f"{approval}#{rule}"):
            if approval and name in self.approvals:
                return name
        generic = "committee" in self.approvals and approval.startswith("committee-")
        return "committee" if generic else ""

    @property
    def claims_approval(self) -> bool:
        """Whether an approval of a committee is claimed, of which no letter is at hand."""
        if not self.flags.isdisjoint(_CLAIMS):
            return True
        return _CLAIMED.search(self.text) is not None and _LACKING.search(self.text) is None


def read(transaction: Transaction) -> Stated:
    """Bring what is stated into one form."""
    hs = "".join(c for c in transaction.hs_code if c.isdigit()) if transaction.hs_code else ""
    flags = frozenset(map(flag, transaction.flags)) if transaction.flags else frozenset()
    approvals = frozenset(map(approval, transaction.approvals)) if transaction.approvals else frozenset()
    text = f"{transaction.description} {transaction.purpose}".lower().strip()
    who = transaction.end_user_type.lower().replace("_", " ")
    if who and _MILITARY.search(who):
        flags |= {"military_end_use"}
    if text and not flags.isdisjoint(_HOW):
        flags |= {use for words, use in _USES if words.search(text)}
        if _MILITARY.search(text):
            flags |= {"military_end_use"}
    if flags:
        who = f"{who} {' '.join(sorted(flags)).replace('_', ' ')}"
    vessel = transaction.vessel_flag or ("KP" if "dprk_flag_vessel" in flags else "")
    return Stated(transaction, hs, text, f"{who} {text}".strip(), flags, approvals, vessel)


def flag(name: str) -> str:
    """One name a fact.

    >>> flag("Retransfer"), flag("military end-use"), flag("nuclear weapons")
    ('re_transfer', 'military_end_use', 'wmd')
    """
    key = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return _FLAGS.get(key, key)


def approval(name: str) -> str:
    """One name an approval; an approval for one rule keeps the name of the rule after `#`.

    >>> approval("EUC"), approval("1718 Committee"), approval("committee-1718#DPRK-CRUDE"), approval("EU001")
    ('end_use_certificate', 'committee-1718', 'committee-1718#DPRK-CRUDE', 'EU001')
    >>> approval("UN Committee approval")
    'committee'
    """
    base, mark, rule = name.partition("#")
    key = base.strip().lower()
    for pattern, canonical in _APPROVALS:
        if pattern.search(key):
            return f"{canonical}{mark}{rule}"
    number = _COMMITTEE.search(key) if "committee" in key else None
    if number:
        return f"committee-{number.group(1)}{mark}{rule}"
    return "committee" if _COUNCIL.search(key) else name.strip()
