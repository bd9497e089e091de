"""The lists of other publishers: what is read from each, and the one error that names what is wrong. All fictional."""

import datetime as dt
import json

import pytest

from stratrade.interfaces.cli import watchlist
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import files, national

SDN = b"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://lists.example/exports/XML">
<publshInformation><Publish_Date>11/20/2026</Publish_Date><Record_Count>3</Record_Count></publshInformation>
<sdnEntry><uid>101</uid><firstName>Anna</firstName><lastName>PLACEHOLDER</lastName><sdnType>Individual</sdnType>
<programList><program>SDGT</program></programList>
<idList><id><uid>1</uid><idType>Passport</idType><idNumber>ZZ0001</idNumber><idCountry>Iraq</idCountry></id>
<id><uid>2</uid><idType>Gender</idType><idNumber>Female</idNumber></id>
<id><uid>3</uid><idType>Tax ID No.</idType><idNumber>7788-99</idNumber></id></idList>
<akaList><aka><uid>4</uid><type>a.k.a.</type><category>strong</category><lastName>PLACEHOLDER</lastName>
<firstName>Ana</firstName></aka><aka><uid>5</uid><type>a.k.a.</type><category>weak</category>
<lastName>EL EJEMPLO</lastName></aka></akaList>
<addressList><address><uid>6</uid><address1>1 Example Road</address1><city>Sampletown</city><country>Iraq</country>
</address></addressList>
<nationalityList><nationality><uid>7</uid><country>Iraq</country><mainEntry>true</mainEntry></nationality>
</nationalityList>
<dateOfBirthList><dateOfBirthItem><uid>8</uid><dateOfBirth>10 Dec 1948</dateOfBirth><mainEntry>true</mainEntry>
</dateOfBirthItem><dateOfBirthItem><uid>9</uid><dateOfBirth>circa 1950</dateOfBirth></dateOfBirthItem></dateOfBirthList>
</sdnEntry>
<sdnEntry><uid>102</uid><lastName>SAMPLE STAR</lastName><sdnType>Vessel</sdnType>
<programList><program>SDGT</program></programList>
<idList><id><uid>10</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9074729</idNumber></id>
<id><uid>11</uid><idType>MMSI</idType><idNumber>514123456</idNumber></id></idList>
<vesselInfo><callSign>XU7Z</callSign><vesselFlag>Cambodia</vesselFlag></vesselInfo></sdnEntry>
<sdnEntry><uid>103</uid><lastName>SAMPLE TRADING CO</lastName><sdnType>Entity</sdnType>
<programList><program>SDGT</program></programList></sdnEntry>
</sdnList>"""
EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://lists.example/fsd/export" generationDate="2026-11-19T17:01:05.000+01:00" globalFileId="1">
<sanctionEntity designationDate="" euReferenceNumber="EU.1.1" logicalId="13">
<regulation entryIntoForceDate="2020-05-06" numberTitle="1/2020"/>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Sampel" middleName="" lastName="Placeholder" wholeName="Sampel Placeholder" gender="M"
 strong="true"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Сампел Плейсхолдер" strong="true"/>
<nameAlias wholeName="Old Sam" strong="false"/>
<citizenship countryIso2Code="IQ" countryDescription="IRAQ"/>
<birthdate birthdate="1937-04-28" year="1937"/><birthdate yearRangeFrom="1935" yearRangeTo="1936"/>
<identification number="ZZ0001" identificationTypeCode="passport" countryIso2Code="IQ"/>
<identification number="0042" identificationTypeCode="id" countryIso2Code="IQ"/>
<address city="Sampletown" street="2 Example Road" countryDescription="IRAQ"/>
</sanctionEntity>
<sanctionEntity euReferenceNumber="EU.1.2" logicalId="14" designationDate="2021-01-02">
<subjectType code="enterprise" classificationCode="E"/><nameAlias wholeName="Sample Works" strong="true"/>
<identification number="RC 99" identificationTypeCode="regnumber"/></sanctionEntity>
</export>""".encode()
UK = (
    "Report Date: 18-Nov-2026,,,,,,,,,,,,,,\r\n"
    "Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name type,Alias strength,"
    "Name non-latin script,Date Designated,D.O.B,Nationality(/ies),Passport number,Designation Type,IMO number\r\n"
    'TST0001,77,,PLACEHOLDER,Sampel,Anton,Primary Name,,"Сампел Плейсхолдер",02/03/2021,dd/mm/1960,'
    "(1) Iraq (2) Syria,(1) ZZ0001 (2) ZZ0002,Individual,\r\n"
    "TST0001,77,,SAM,Old,,Alias,Low quality a.k.a,,02/03/2021,12/11/1961,(1) Iraq (2) Syria,,Individual,\r\n"
    "TST0002,78,,SAMPLE STAR,,,Primary Name,,,05/06/2022,,,,Ship,9074729\r\n"
).encode()
OLD_UK = (
    b"Last Updated,18/11/2024\r\n"
    b"Name 6,Name 1,Name 2,DOB,Nationality,Passport Number,Address 1,Country,Group Type,Alias Type,Alias Quality,"
    b"Listed On,Group ID\r\n"
    b"SAMPLE WORKS,,,,,,2 Example Road,Iraq,Entity,Primary name,,01/02/2010,900\r\n"
    b"WORKS OF SAMPLE,,,,,,,,Entity,AKA,Low,01/02/2010,900\r\n"
)
FULL_UK = (
    "Report Date: 13-Feb-2026\r\n"
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    "Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,"
    "Individual, Entity, Ship,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,"
    "Address Line 1,Address Line 2,Address Line 3,Address Line 4,Address Line 5,Address Line 6,Address Postal Code,"
    "Address Country,Phone number,Website,Email address,Date Designated,D.O.B,Nationality(/ies),"
    "National Identifier number,National Identifier additional information,Passport number,"
    "Passport additional information,Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,"
    "Parent Company,Business registration number (s),IMO number,Current owner/operator (s),"
    "Previous owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,Tonnage of ship,"
    "Length of ship,Year Built,Hull identification number (HIN)\r\n"
).replace("Individual, Entity, Ship", '"Individual, Entity, Ship"').encode() + (
    b"26/01/2022,TST0009,7172,TSi.009,PLACEHOLDER,SAMPEL,HASSAN,,,,Primary Name,,Mullah,,,,Example Regulations 2020,"
    b"Individual,UN,Asset freeze|Travel Ban,Said to be old,,1 Example Road,Sampletown,,,,,123,Iraq,,,,25/01/2001,"
    b"01/01/1958,Iraq,12345,,ZZ0001,,Clerk,Male,,,,,,,,,,,,,,,,\r\n"
    b"12/01/2022,TST0010,12703,TSe.010,SAMPLE EXCHANGE,,,,,,Primary name variation,Good quality a.k.a,,,,,"
    b"Example Regulations 2020,Entity,UN,Asset freeze,,,,,,,,,,,,,,29/06/2012,,,,,,,,,,,,,,RC 77,,,,,,,,,,\r\n"
)
UK_XML = """<?xml version="1.0" encoding="UTF-8"?>
<Designations xmlns:xsi="http://lists.example/xsi"><DateGenerated>2026-02-13T00:00:00</DateGenerated>
<Designation><LastUpdated>26/01/2022</LastUpdated><DateDesignated>25/01/2001</DateDesignated>
<UniqueID>TST0001</UniqueID><OFSIGroupID>77</OFSIGroupID><UNReferenceNumber>TSi.001</UNReferenceNumber>
<Names><Name><Name1>Old</Name1><Name6>SAM</Name6><NameType>Alias</NameType>
<AliasStrength>Low quality a.k.a</AliasStrength></Name>
<Name><Name1>Sampel</Name1><Name2>Anton</Name2><Name6>PLACEHOLDER</Name6><NameType>Primary Name</NameType></Name>
</Names><NonLatinNames><NonLatinName><NameNonLatinScript>Сампел Плейсхолдер</NameNonLatinScript></NonLatinName>
</NonLatinNames><RegimeName>Example Regulations 2020</RegimeName>
<IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UN</DesignationSource>
<Addresses><Address><AddressLine1>1 Example Road</AddressLine1><AddressCountry>Iraq</AddressCountry></Address>
</Addresses><IndividualDetails><Individual><DOBs><DOB>dd/mm/1960</DOB><DOB>12/11/1961</DOB></DOBs>
<Nationalities><Nationality>Iraq</Nationality></Nationalities><PassportDetails><Passport>
<PassportNumber>ZZ0001</PassportNumber></Passport></PassportDetails><Genders><Gender>Male</Gender></Genders>
</Individual></IndividualDetails></Designation>
<Designation><DateDesignated>05/06/2022</DateDesignated><UniqueID>TST0002</UniqueID>
<Names><Name><Name6>SAMPLE STAR</Name6><NameType>Primary Name</NameType></Name></Names>
<IndividualEntityShip>Ship</IndividualEntityShip><ShipDetails><Ship><ShipIMONumbers>
<ShipIMONumber>9074729</ShipIMONumber></ShipIMONumbers></Ship></ShipDetails></Designation>
</Designations>""".encode()
ADVANCED = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://lists.example/exports/ADVANCED_XML" Version="3">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>11</Month><Day>20</Day></DateOfIssue>
<ReferenceValueSets>
<CountryValues><Country ID="11" ISO2="IQ">Iraq</Country></CountryValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType>
<FeatureType ID="25">Location</FeatureType><FeatureType ID="224">Gender</FeatureType>
<FeatureType ID="1">Vessel Call Sign</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType>
<IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
<ListValues><List ID="1550">SDN List</List></ListValues>
<LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType>
</LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
<NamePartType ID="1524">Vessel Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
</ReferenceValueSets>
<Locations><Location ID="50"><LocationCountry CountryID="11"/></Location>
<Location ID="51"><LocationCountry CountryID="11"/>
<LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Sampletown</Value></LocationPartValue>
</LocationPart><LocationPart LocPartTypeID="1451"><LocationPartValue><Value>1 Example Road</Value></LocationPartValue>
</LocationPart></Location></Locations>
<IDRegDocuments><IDRegDocument ID="7" IDRegDocTypeID="1571" IdentityID="61">
<IDRegistrationNo>ZZ0001</IDRegistrationNo></IDRegDocument>
<IDRegDocument ID="8" IDRegDocTypeID="1626" IdentityID="62"><IDRegistrationNo>IMO 9074729</IDRegistrationNo>
</IDRegDocument></IDRegDocuments>
<DistinctParties>
<DistinctParty FixedRef="101"><Profile ID="101" PartySubTypeID="4"><Identity ID="61" FixedRef="101" Primary="true">
<Alias FixedRef="101" AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="2"><DocumentedNamePart>
<NamePartValue NamePartGroupID="71" ScriptID="215">El Ejemplo</NamePartValue></DocumentedNamePart></DocumentedName>
</Alias>
<Alias FixedRef="101" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="1"><DocumentedNamePart>
<NamePartValue NamePartGroupID="71" ScriptID="215">Placeholder</NamePartValue></DocumentedNamePart>
<DocumentedNamePart><NamePartValue NamePartGroupID="72" ScriptID="215">Sampel</NamePartValue></DocumentedNamePart>
</DocumentedName><DocumentedName ID="3"><DocumentedNamePart>
<NamePartValue NamePartGroupID="71" ScriptID="220">Плейсхолдер Сампел</NamePartValue></DocumentedNamePart>
</DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="71" NamePartTypeID="1520"/></MasterNamePartGroup>
<MasterNamePartGroup><NamePartGroup ID="72" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
<Feature ID="1" FeatureTypeID="8"><FeatureVersion><DatePeriod><Start><From><Year>1960</Year><Month>2</Month>
<Day>3</Day></From></Start><End><To><Year>1960</Year><Month>2</Month><Day>3</Day></To></End></DatePeriod>
</FeatureVersion></Feature>
<Feature ID="2" FeatureTypeID="8"><FeatureVersion><DatePeriod><Start><From><Year>1961</Year><Month>1</Month>
<Day>1</Day></From></Start><End><To><Year>1962</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod>
</FeatureVersion></Feature>
<Feature ID="3" FeatureTypeID="10"><FeatureVersion><VersionLocation LocationID="50"/></FeatureVersion></Feature>
<Feature ID="4" FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="51"/></FeatureVersion></Feature>
<Feature ID="5" FeatureTypeID="224"><FeatureVersion><VersionDetail DetailReferenceID="91526"/></FeatureVersion>
</Feature></Profile></DistinctParty>
<DistinctParty FixedRef="102"><Profile ID="102" PartySubTypeID="1"><Identity ID="62" FixedRef="102" Primary="true">
<Alias FixedRef="102" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="4"><DocumentedNamePart>
<NamePartValue NamePartGroupID="73">Sample Star</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="73" NamePartTypeID="1524"/></MasterNamePartGroup>
</NamePartGroups></Identity><Feature ID="6" FeatureTypeID="1"><FeatureVersion><VersionDetail>XU7Z</VersionDetail>
</FeatureVersion></Feature></Profile></DistinctParty>
</DistinctParties>
<SanctionsEntries><SanctionsEntry ID="1" ProfileID="101" ListID="1550"><EntryEvent><Date><Year>2020</Year>
<Month>5</Month><Day>6</Day></Date></EntryEvent></SanctionsEntry></SanctionsEntries>
</Sanctions>""".encode()
FTM = b"\n".join(
    json.dumps(row).encode()
    for row in (
        {
            "id": "NK-1",
            "caption": "Sampel Placeholder",
            "schema": "Person",
            "properties": {
                "name": ["Placeholder, Sampel", "Sampel Placeholder"],
                "weakAlias": ["Old Sam"],
                "birthDate": ["1960-02"],
                "nationality": ["iq"],
                "passportNumber": ["ZZ0001"],
                "gender": ["male"],
                "address": ["1 Example Road, Sampletown"],
            },
            "datasets": ["xx_sample"],
            "first_seen": "2024-02-03T00:00:00",
        },
        {"id": "addr-1", "schema": "Address", "properties": {"full": ["1 Example Road"]}},
        {
            "id": "NK-2",
            "schema": "Vessel",
            "properties": {"name": ["Sample Star"], "imoNumber": ["IMO9074729"]},
        },
    )
)
NATIONAL = (
    "list,entry_id,kind,name,other_names,weak_names,native_names,date_of_birth,nationality,sex,passport,imo,address,"
    "reference,legal_basis,listed_on\r\n"
    "KH-NAT,1,person,Sampel Placeholder,Sam Placeholder; S. Placeholder,Old Sam,គំរូ សាកល្បង,31/12/1970; 1971,"
    'Cambodia,m,ZZ0001,,"1 Example Road, Sampletown",Order 1/2026,Example Act art. 4,2026-11-01\r\n'
    "KH-NAT,2,vessel,Sample Star,,,,,,,,9074729,,Order 1/2026,Example Act art. 4,2026-11-01\r\n"
).encode()
ALL = {
    "ofac_xml": SDN,
    "ofac_adv": ADVANCED,
    "eu": EU,
    "uk": UK,
    "uk_xml": UK_XML,
    "ftm": FTM,
    "national": NATIONAL,
}


def names(party):
    return [(n.text, n.quality) for n in party.names]


def test_ofac_xml_is_read_with_kinds_of_numbers():
    found = files.read("ofac_xml", SDN)
    assert (found.code, found.published_on, len(found.parties)) == ("OFAC", dt.date(2026, 11, 20), 3)
    person, vessel, company = found.parties
    assert names(person) == [
        ("Anna PLACEHOLDER", "strong"),
        ("Ana PLACEHOLDER", "strong"),
        ("EL EJEMPLO", "weak"),
    ]
    assert person.identifiers == {"passport": ("ZZ0001",), "tax": ("7788-99",)}
    assert (person.sex, person.nationalities) == ("f", ("IQ",))
    assert person.dates_of_birth == ("1948-12-10", "1950")
    assert person.addresses == ("1 Example Road, Sampletown, Iraq",)
    assert vessel.identifiers == {"imo": ("9074729",), "mmsi": ("514123456",), "call_sign": ("XU7Z",)}
    assert (vessel.kind, company.kind) == ("vessel", "organisation")


def test_ofac_list_of_sanctions_that_do_not_block_is_a_list_of_its_own():
    found = files.read("ofac_xml", SDN.replace(b"SDGT", b"NS-PLC"))
    assert found.code == "OFAC-CONS"
    assert found.names["en"] != files.read("ofac_xml", SDN).names["en"]


def test_european_list_is_read():
    found = files.read("eu", EU)
    assert (found.code, found.published_on) == ("EU", dt.date(2026, 11, 19))
    person, company = found.parties
    assert names(person) == [
        ("Sampel Placeholder", "strong"),
        ("Сампел Плейсхолдер", "strong"),
        ("Old Sam", "weak"),
    ]
    assert person.names[1].script == "CYRILLIC"
    assert person.dates_of_birth == ("1937-04-28", "1935", "1936")
    assert person.identifiers == {"passport": ("ZZ0001",), "national_id": ("0042",)}
    assert (person.reference, person.listed_on, person.sex) == ("EU.1.1", dt.date(2020, 5, 6), "m")
    assert company.identifiers == {"registration": ("RC 99",)}
    assert company.listed_on == dt.date(2021, 1, 2)
    assert found.legal_basis


def test_british_list_joins_the_rows_of_a_party():
    found = files.read("uk", UK)
    assert (found.code, found.published_on, len(found.parties)) == ("UK", dt.date(2026, 11, 18), 2)
    person, ship = found.parties
    assert names(person) == [
        ("Sampel Anton PLACEHOLDER", "strong"),
        ("Сампел Плейсхолдер", "strong"),
        ("Old SAM", "weak"),
    ]
    assert person.dates_of_birth == ("1960", "1961-11-12")
    assert person.nationalities == ("IQ", "SY")
    assert person.identifiers == {"passport": ("ZZ0001", "ZZ0002")}
    assert person.listed_on == dt.date(2021, 3, 2)
    assert (ship.kind, ship.identifiers) == ("vessel", {"imo": ("9074729",)})


def test_british_table_with_every_heading_it_has_is_read():
    found = files.read("uk", FULL_UK)
    assert found.published_on == dt.date(2026, 2, 13)
    person, firm = found.parties
    assert (person.kind, person.sex, person.nationalities) == ("person", "m", ("IQ",))
    assert names(person) == [("SAMPEL HASSAN PLACEHOLDER", "strong")]
    assert person.identifiers == {"passport": ("ZZ0001",), "national_id": ("12345",)}
    assert (person.reference, person.listed_on) == ("TSi.009", dt.date(2001, 1, 25))
    assert person.addresses == ("1 Example Road, Sampletown, 123, Iraq",)
    assert (firm.kind, firm.identifiers) == ("organisation", {"registration": ("RC 77",)})


def test_british_list_as_xml_is_read_as_its_table_is():
    found = files.read("uk_xml", UK_XML)
    assert (found.code, found.published_on) == ("UK", dt.date(2026, 2, 13))
    person, ship = found.parties
    assert names(person) == [
        ("Sampel Anton PLACEHOLDER", "strong"), ("Old SAM", "weak"), ("Сампел Плейсхолдер", "strong")
    ]  # fmt: skip
    assert (person.dates_of_birth, person.sex, person.nationalities) == (("1960", "1961-11-12"), "m", ("IQ",))
    assert (person.identifiers, person.addresses) == ({"passport": ("ZZ0001",)}, ("1 Example Road, Iraq",))
    assert (ship.kind, ship.identifiers, ship.listed_on) == (
        "vessel",
        {"imo": ("9074729",)},
        dt.date(2022, 6, 5),
    )


def test_advanced_form_of_ofac_is_read_through_its_tables():
    found = files.read("ofac_adv", ADVANCED)
    assert (found.code, found.published_on) == ("OFAC", dt.date(2026, 11, 20))
    person, ship = found.parties
    assert names(person) == [
        ("Sampel Placeholder", "strong"), ("Плейсхолдер Сампел", "strong"), ("El Ejemplo", "weak")
    ]  # fmt: skip
    assert (person.kind, person.sex, person.nationalities) == ("person", "m", ("IQ",))
    assert (person.dates_of_birth, person.listed_on) == (("1960-02-03", "1961", "1962"), dt.date(2020, 5, 6))
    assert (person.identifiers, person.addresses) == (
        {"passport": ("ZZ0001",)}, ("1 Example Road, Sampletown, Iraq",)
    )  # fmt: skip
    assert (ship.kind, ship.identifiers) == ("vessel", {"imo": ("9074729",), "call_sign": ("XU7Z",)})
    other = files.read("ofac_adv", ADVANCED.replace(b"SDN List", b"Non-SDN Menu-Based Sanctions List"))
    assert other.code == "OFAC-CONS"


def test_older_british_table_is_read_by_the_same_form():
    found = files.read("uk", OLD_UK)
    assert found.published_on == dt.date(2024, 11, 18)
    (company,) = found.parties
    assert names(company) == [("SAMPLE WORKS", "strong"), ("WORKS OF SAMPLE", "weak")]
    assert company.addresses == ("2 Example Road, Iraq",)
    assert company.entry_id == "900"


def test_entities_of_follow_the_money_are_read_and_links_passed_over():
    found = files.read("ftm", FTM)
    person, vessel = found.parties
    assert names(person)[0] == ("Sampel Placeholder", "strong")
    assert names(person)[-1] == ("Old Sam", "weak")
    assert person.dates_of_birth == ("1960",)
    assert (person.sex, person.nationalities, person.listed_on) == ("m", ("IQ",), dt.date(2024, 2, 3))
    assert vessel.identifiers == {"imo": ("9074729",)}


def test_national_table_is_read_with_its_legal_basis():
    found = files.read("national", NATIONAL)
    assert (found.code, found.legal_basis) == ("KH-NAT", "Example Act art. 4")
    person, vessel = found.parties
    assert [n.text for n in person.names] == [
        "Sampel Placeholder",
        "Sam Placeholder",
        "S. Placeholder",
        "គំរូ សាកល្បង",
        "Old Sam",
    ]
    assert person.names[-1].quality == "weak"
    assert person.dates_of_birth == ("1970-12-31", "1971")
    assert person.nationalities == ("KH",)
    assert vessel.identifiers == {"imo": ("9074729",)}


def test_national_table_may_leave_out_all_but_four_columns():
    found = files.read("national", b"list,entry_id,kind,name\nN,1,person,Sampel Placeholder\n")
    assert found.parties[0].names[0].text == "Sampel Placeholder"
    assert set(national.NEEDED) < set(national.COLUMNS)


@pytest.mark.parametrize("form", sorted(ALL))
def test_each_form_is_recognised_by_its_beginning(form):
    assert files.guessed(ALL[form]) == form
    assert files.guessed(b"\xef\xbb\xbf" + ALL[form]) == form


@pytest.mark.parametrize("form", sorted(ALL))
def test_digest_names_the_content(form):
    assert files.read(form, ALL[form]).digest == files.digest(ALL[form])
    assert files.read(form, ALL[form] + b"\n").digest != files.digest(ALL[form])


@pytest.mark.parametrize("form", sorted(ALL))
def test_each_form_refuses_the_files_of_the_others(form):
    for other, raw in ALL.items():
        if other != form:
            with pytest.raises(Unreadable):
                files.read(form, raw)


@pytest.mark.parametrize("form", sorted(ALL))
def test_file_cut_off_anywhere_within_its_last_entry_is_refused(form):
    raw = ALL[form].rstrip()
    for end in (len(raw) - 20, len(raw) - len(raw) // 4):
        with pytest.raises(Unreadable):
            files.read(form, raw[:end])


@pytest.mark.parametrize(
    ("form", "raw", "code", "named"),
    [
        ("ofac_xml", SDN.replace(b"<Record_Count>3", b"<Record_Count>9"), "exchange.watchlist.count", "said=9"),
        ("ofac_xml", SDN.replace(b"<uid>102</uid>", b""), "exchange.field.missing", "sdnEntry/uid"),
        ("ofac_xml", SDN.replace(b">Vessel<", b">Submarine<"), "exchange.watchlist.field", "Submarine"),
        ("ofac_xml", SDN.replace(b"SAMPLE TRADING CO", b""), "exchange.field.missing", "103"),
        ("ofac_xml", SDN.replace(b"<uid>102</uid>", b"<uid>101</uid>"), "exchange.watchlist.twice", "101"),
        ("ofac_adv", ADVANCED.replace(b'FixedRef="102"><Profile', b"><Profile"), "exchange.field.missing", "FixedRef"),
        ("ofac_adv", ADVANCED.replace(b">Vessel<", b">Submarine<"), "exchange.watchlist.field", "Submarine"),
        ("ofac_adv", ADVANCED.replace(b">Sample Star<", b"><"), "exchange.field.missing", "102"),
        ("uk_xml", UK_XML.replace(b">Ship<", b">Boat<"), "exchange.watchlist.field", "Boat"),
        ("uk_xml", UK_XML.replace(b"TST0002", b""), "exchange.field.missing", "UniqueID"),
        ("uk_xml", UK_XML.replace(b"SAMPLE STAR", b""), "exchange.field.missing", "TST0002"),
        ("eu", EU.replace(b'logicalId="14"', b""), "exchange.field.missing", "logicalId"),
        ("eu", EU.replace(b'classificationCode="E"', b'classificationCode="Q"'), "exchange.watchlist.field", "Q"),
        ("eu", EU.replace(b'wholeName="Sample Works"', b""), "exchange.field.missing", "14"),
        ("eu", EU[:2] + b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + EU[2:], "exchange.xml.document_type", ""),
        ("eu", b"<export/>", "exchange.watchlist.empty", "EU"),
        ("uk", UK.replace(b",Ship,", b",Boat,"), "exchange.watchlist.field", "Boat"),
        ("uk", UK.replace(b"TST0002", b""), "exchange.watchlist.field", "unique id"),
        ("uk", UK.replace(b"Name 6", b"Surname"), "exchange.watchlist.column", "name 6"),
        ("uk", UK.replace(b",Ship,9074729", b",Ship"), "exchange.watchlist.row", "line=5"),
        ("uk", UK.replace(b"SAMPLE STAR", b""), "exchange.watchlist.field", "TST0002"),
        ("uk", UK.split(b"TST0001")[0], "exchange.watchlist.empty", "UK"),
        ("ftm", FTM.replace(b'"id": "NK-2", ', b""), "exchange.watchlist.row", "line=3"),
        ("ftm", FTM.replace(b"Sample Star", b""), "exchange.watchlist.field", "NK-2"),
        ("ftm", FTM.replace(b"NK-2", b"NK-1"), "exchange.watchlist.twice", "NK-1"),
        ("national", NATIONAL.replace(b"KH-NAT,2", b"OTHER,2"), "exchange.watchlist.mixed", "OTHER"),
        ("national", NATIONAL.replace(b"31/12/1970", b"Tuesday"), "exchange.watchlist.cell", "date_of_birth"),
        ("national", NATIONAL.replace(b",Cambodia,", b",Nowhere,"), "exchange.watchlist.cell", "nationality"),
        ("national", NATIONAL.replace(b"9074729", b"9074728"), "exchange.watchlist.cell", "imo"),
        ("national", NATIONAL.replace(b",vessel,", b",boat,"), "exchange.watchlist.cell", "line=3"),
        ("national", NATIONAL.replace(b"Sample Star", b""), "exchange.watchlist.cell", "name"),
        ("national", NATIONAL.replace(b"2026-11-01", b"1.11.2026"), "exchange.watchlist.cell", "listed_on"),
        ("national", NATIONAL.replace(b",sex,", b",colour,"), "exchange.watchlist.heading", "colour"),
        ("national", NATIONAL.replace(b",kind,", b",sort,"), "exchange.watchlist.column", "kind"),
        ("national", NATIONAL.replace("គំរូ".encode(), b"\xff"), "exchange.message.encoding", "UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(form, raw, code, named):
    with pytest.raises(Unreadable) as refused:
        files.read(form, raw)
    assert refused.value.finding.code == code
    assert named in str(refused.value)


def test_the_command_takes_every_form():
    assert set(watchlist.FORMS) == set(files.FORMS)
