"""What publishers' files look like beyond the plain case: every party, number and name here is fictional."""

import datetime as dt
import json

from stratrade.interfaces.exchange.watchlists import files

EU = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://lists.example/fsd/export" generationDate="2026-11-19T17:01:05.449+02:00" globalFileId="1">
<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.9.1" logicalId="21">
<remark>Named in a fictional act</remark>
<regulation regulationType="amendment" organisationType="commission" publicationDate="2024-01-17"
 entryIntoForceDate="2024-01-18" numberTitle="1/2024 (OJ L1)" programme="XXX" logicalId="1">
<publicationUrl>https://lists.example/act</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Sampel" middleName="" lastName="Placeholder" wholeName="Sampel Placeholder" function=""
 gender="" title="" nameLanguage="" strong="true" regulationLanguage="en" logicalId="2"/>
<nameAlias wholeName="Sam the Elder" strong="true" logicalId="3"><remark>Low quality alias</remark></nameAlias>
<citizenship region="" countryIso2Code="00" countryDescription="IRAN (ISLAMIC REPUBLIC OF)" logicalId="4"/>
<birthdate circa="true" calendarType="GREGORIAN" city="" zipCode="" birthdate="1960-04-10" year="1960"
 countryIso2Code="00" countryDescription="UNKNOWN" logicalId="5"/>
<birthdate circa="false" calendarType="ISLAMIC" birthdate="1388-02-01" year="1388" logicalId="6"/>
<birthdate circa="false" calendarType="GREGORIAN" city="Sampletown" monthOfYear="3" year="1965" logicalId="7"/>
<address city="" street="" poBox="" zipCode="" region="" place="" asAtListingTime="false" countryIso2Code="00"
 countryDescription="UNKNOWN" logicalId="8"><remark>Number 1 (fictional)</remark></address>
<identification diplomatic="false" knownExpired="false" number="-" identificationTypeCode="other" logicalId="9"/>
<identification number="٧٧١" latinNumber="ZZ771" identificationTypeCode="passport" logicalId="10"/>
<identification number="DL 5" identificationTypeCode="drivinglicence" logicalId="11"/>
</sanctionEntity>
<sanctionEntity euReferenceNumber="EU.9.2" logicalId="22" designationDate="2021-01-02">
<subjectType code="enterprise" classificationCode="E"/><nameAlias wholeName="Sample Works" strong="true"/>
<identification number="RC 99" identificationTypeCode="tradelic"/>
<identification identificationTypeDescription="SWIFT BIC" number="SAMP KHPP"/>
</sanctionEntity></export>""".encode()
UK_XML = b"""<?xml version="1.0" encoding="utf-8"?>
<Designations xmlns:xsi="http://lists.example/xsi" xmlns:xsd="http://lists.example/xsd">
<DateGenerated>10/09/2026</DateGenerated>
<Designation><UniqueID>TST0031</UniqueID><Names><Name><Name6>SAMPLE WORKS LLC</Name6><NameType>Primary name</NameType>
</Name><Name><Name6>WORKS</Name6><NameType>ALias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name>
</Names><IndividualEntityShip>Entity</IndividualEntityShip>
<Addresses><Address><AddressLine1>1 Example Road</AddressLine1>
<AddressLine6>Sampletown</AddressLine6><AddressCountry>Congo (Democratic Republic)</AddressCountry></Address>
</Addresses><EntityDetails><Entity><BusinessRegistrationNumbers>
<BusinessRegistrationNumber>7770001112223</BusinessRegistrationNumber>
<BusinessRegistrationNumber>(No.): 190950000 (Nowhere), 7704700000/770300000 (Elsewhere)</BusinessRegistrationNumber>
</BusinessRegistrationNumbers></Entity></EntityDetails></Designation>
<Designation><UniqueID>TST0032</UniqueID><Names><Name><Name6>SAMPLE STAR</Name6><NameType>Primary Name</NameType></Name>
</Names><IndividualEntityShip>Ship</IndividualEntityShip><ShipDetails><Ship><IMONumbers><IMONumber>IMO9074729</IMONumber>
</IMONumbers><CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>North Korea</CurrentBelievedFlagOfShip>
</CurrentBelievedFlagOfShips></Ship></ShipDetails></Designation></Designations>"""
OFAC = b"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns:xsi="http://lists.example/xsi" xmlns="https://lists.example/exports/XML">
<publshInformation><Publish_Date>09/10/2026</Publish_Date><Record_Count>1</Record_Count></publshInformation>
<sdnEntry><uid>301</uid><lastName>SAMPLE BANK</lastName><sdnType>Entity</sdnType>
<remarks>(Linked To: NOBODY)</remarks><programList><program>XXX</program></programList><idList>
<id><uid>1</uid><idType>Secondary sanctions risk:</idType><idNumber>section 1(b) of Order 13000</idNumber></id>
<id><uid>2</uid><idType>Organization Established Date</idType><idNumber>15 Jan 1996</idNumber></id>
<id><uid>3</uid><idType>Digital Currency Address - XBT</idType><idNumber>1Samp1eWa11et</idNumber></id>
<id><uid>4</uid><idType>SWIFT/BIC</idType><idNumber>SAMP2KHPP</idNumber></id>
<id><uid>5</uid><idType>Driver's License No.</idType><idNumber>D 7</idNumber></id></idList>
<addressList><address><uid>6</uid><city>Sampletown</city><country>Burma</country></address></addressList>
<nationalityList><nationality><uid>7</uid><country>Korea, North</country></nationality></nationalityList>
</sdnEntry></sdnList>"""
ADVANCED = b"""<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns:xsi="http://lists.example/xsi" xmlns="https://lists.example/ADVANCED_XML" Version="3">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>11</Month><Day>20</Day></DateOfIssue>
<ReferenceValueSets>
<CountryValues><Country ID="11" ISO2="IQ">Iraq</Country></CountryValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType>
<FeatureType ID="13">SWIFT/BIC</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1570">Cedula No.</IDRegDocType>
<IDRegDocType ID="1680">Effective Date (Order 1)</IDRegDocType></IDRegDocTypeValues>
<ListValues><List ID="1550">SDN List</List></ListValues>
<LocPartTypeValues><LocPartType ID="1">Unknown</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues></ReferenceValueSets>
<Locations><Location ID="186"><LocationPart LocPartTypeID="1"><LocationPartValue Primary="true" LocPartValueTypeID="1"
 LocPartValueStatusID="1"><Comment/><Value>Venezuela</Value></LocationPartValue></LocationPart></Location></Locations>
<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1570" IdentityID="61" IssuedBy-CountryID="11" ValidityID="1">
<Comment/><IDRegistrationNo>5890000</IDRegistrationNo><IssuingAuthority/></IDRegDocument>
<IDRegDocument ID="2" IDRegDocTypeID="1680" IdentityID="61" ValidityID="1"><Comment/>
<IDRegistrationNo>26 Mar 2022</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties><DistinctParty FixedRef="401"><Comment/><Profile ID="401" PartySubTypeID="4">
<Identity ID="61" FixedRef="401" Primary="true" False="false">
<Alias FixedRef="401" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="1" FixedRef="401"
 DocNameStatusID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="215" ScriptStatusID="1"
 Acronym="false">Placeholder</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="71" NamePartTypeID="1520"/></MasterNamePartGroup>
</NamePartGroups></Identity>
<Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1" ReliabilityID="1"><Comment/><DatePeriod CalendarTypeID="1">
<Start Approximate="false"><From><Year>1962</Year><Month>11</Month><Day>23</Day></From>
<To><Year>1962</Year><Month>11</Month><Day>23</Day></To></Start>
<End Approximate="false"><From><Year>1962</Year><Month>11</Month><Day>23</Day></From>
<To><Year>1962</Year><Month>11</Month><Day>23</Day></To></End></DatePeriod><VersionDetail DetailTypeID="1430"/>
</FeatureVersion><IdentityReference IdentityID="61" IdentityFeatureLinkTypeID="1"/></Feature>
<Feature ID="2" FeatureTypeID="10"><FeatureVersion ID="2" ReliabilityID="1"><Comment/>
<VersionDetail DetailTypeID="1433"/><VersionLocation LocationID="186"/></FeatureVersion></Feature>
<Feature ID="3" FeatureTypeID="13"><FeatureVersion ID="3"><VersionDetail DetailTypeID="1432">SAMPKHPP</VersionDetail>
</FeatureVersion></Feature></Profile></DistinctParty></DistinctParties>
<SanctionsEntries><SanctionsEntry ID="1" ProfileID="401" ListID="1550"><EntryEvent ID="1" EntryEventTypeID="1"
 LegalBasisID="1"><Comment/><Date CalendarTypeID="1"><Year>2017</Year><Month>7</Month><Day>31</Day></Date></EntryEvent>
<SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>XXX</Comment></SanctionsMeasure></SanctionsEntry>
</SanctionsEntries></Sanctions>"""


def row(identifier, schema, target=None, **properties):
    said = {"id": identifier, "caption": identifier, "schema": schema, "properties": properties}
    return {**said, "datasets": ["xx"], "first_seen": "2024-02-03T00:00:00"} | (
        {} if target is None else {"target": target}
    )


def ftm(*rows):
    return files.read("ftm", b"\n".join(json.dumps(r, ensure_ascii=False).encode() for r in rows)).parties


def test_european_list_as_published():
    person, firm = files.read("eu", EU).parties
    assert [(n.text, n.quality) for n in person.names] == [
        ("Sampel Placeholder", "strong"), ("Sam the Elder", "weak")
    ]  # fmt: skip
    assert (person.nationalities, person.dates_of_birth) == (("IR",), ("1960", "1965"))
    assert person.identifiers == {"passport": ("٧٧١", "ZZ771"), "document": ("DL 5",)}
    assert (person.addresses, person.listed_on) == ((), dt.date(2024, 1, 18))
    assert firm.identifiers == {"registration": ("RC 99", "SAMP KHPP")}


def test_british_xml_as_published():
    found = files.read("uk_xml", UK_XML)
    firm, ship = found.parties
    assert found.published_on == dt.date(2026, 9, 10)
    assert [n.quality for n in firm.names] == ["strong", "weak"]
    assert firm.identifiers == {"registration": ("7770001112223", "190950000", "7704700000", "770300000")}
    assert (ship.identifiers, ship.nationalities) == ({"imo": ("9074729",)}, ("KP",))


def test_ofac_keeps_no_days_or_remarks_as_numbers():
    (bank,) = files.read("ofac_xml", OFAC).parties
    assert bank.identifiers == {"document": ("1Samp1eWa11et", "D 7"), "registration": ("SAMP2KHPP",)}
    assert (bank.nationalities, bank.addresses) == (("KP",), ("Sampletown, Burma",))


def test_advanced_form_names_a_country_in_a_part_of_no_kind():
    (person,) = files.read("ofac_adv", ADVANCED).parties
    assert (person.nationalities, person.dates_of_birth) == (("VE",), ("1962-11-23",))
    assert person.identifiers == {"national_id": ("5890000",), "registration": ("SAMPKHPP",)}
    assert person.listed_on == dt.date(2017, 7, 31)


def test_collection_lists_its_targets_with_papers_and_addresses_of_their_own_lines():
    found = ftm(
        row("addr-1", "Address", False, full=["1 Example Road,\u2028Sampletown"]),
        row(
            "NK-1",
            "Person",
            True,
            name=["Sampel\u2028Placeholder"],
            topics=["sanction"],
            addressEntity=["addr-1"],
        ),
        row("NK-2", "Company", False, name=["Owned by Placeholder Ltd"]),
        row("pass-1", "Passport", False, holder=["NK-1"], number=["ZZ0001"]),
        row("id-1", "Identification", False, holder=["NK-1"], number=["7-7"]),
        row(
            "sanc-1", "Sanction", False, entity=["NK-1"], startDate=["2022-03-04"], listingDate=["2022-03-05"]
        ),
        row(
            "NK-3", "Airplane", True, name=["Sample 1"], registrationNumber=["XU-ZZ1"], serialNumber=["77123"]
        ),
    )
    assert [p.entry_id for p in found] == ["NK-1", "NK-3"]
    person, plane = found
    assert person.identifiers == {"passport": ("ZZ0001",), "national_id": ("7-7",)}
    assert (person.addresses, person.listed_on) == (("1 Example Road, Sampletown",), dt.date(2022, 3, 4))
    assert plane.identifiers == {"tail": ("XU-ZZ1", "77123")}


def test_collection_without_targets_lists_those_with_topics_and_one_without_either_everybody():
    sanctioned = row("NK-1", "Person", name=["Sampel Placeholder"], topics=["sanction"])
    plain = row("NK-2", "Person", name=["Anna Placeholder"])
    assert [p.entry_id for p in ftm(sanctioned, plain)] == ["NK-1"]
    assert [p.entry_id for p in ftm(plain)] == ["NK-2"]
    nested = {
        **plain,
        "properties": {**plain["properties"], "addressEntity": [row("a", "Address", full=["2 Road"])]},
    }
    assert ftm(nested)[0].addresses == ("2 Road",)
