"""What kind of company or person a name says: legal forms in many languages, titles, particles, abbreviations.

Legal forms are brought to a class and compared, never dropped; of people's titles only what stands first goes.
Sources of the forms: the company laws named in the ISO 20275 list of entity legal forms, as facts in our own words.
"""

import re

CLASSES = {
    "limited": (
        "ltd limited llc lc gmbh sarl bhd sdn pte pvt private ooo kg bv srl sl fzco fze fzc fzllc eurl "
        "kft doo dooel eood "
        "ood spzoo uab sia osauhing ou tov tdv oy ltda lda llp wll mbh ug pty limitada limitee besloten tnhh "
        "limitet mmc mchj tow zoo sro spk shpk yoxk saoc"
    ),
    "public": (
        "plc ag sa spa nv jsc ojsc pjsc cjsc oao ao pao zao aat zat pat prat vat oaa zaa ab asa oyj nyrt "
        "zrt rt "
        "ead ehd dd sgps saa sab tbk cpt kgaa aoot sae saog psc pjs akciova aktiebolag "
        "actiengesellschaft qsc kpsc"
    ),
    "corporation": "inc incorporated corp corporation corporacion corporativo korporatsiya",
    "company": "co company cie compagnie compania companhia ca pt kk cong mij firma şirketi sirketi sherkat sharikat",
    "establishment": "est establishment etablissement",
    "venture": "jv venture",
}
"""Class -> the forms that belong to it."""

LEGAL = {form: group for group, forms in CLASSES.items() for form in forms.split()}
LEGAL |= {group: group for group in CLASSES}
NEVER_FIRST = frozenset("sa ag kg nv bv ab as oy ou ca sl rt dd kk lc ug est sae tow zoo sab saa".split())
"""Legal forms that close a name; first, they are names."""

GLUED = ("llc", "gmbh", "ltd", "pjsc", "ojsc", "jsc", "fze", "fzco", "eood", "dmcc")
"""Legal forms that no word ends in unless they were written to it."""

WORDS = {
    "intl": "international", "int": "international", "comm": "commercial", "grp": "group",
    "tech": "technology",
    "technologies": "technology", "srvcs": "services", "svcs": "services", "service": "services",
    "ind": "industries", "inds": "industries", "industry": "industries", "industrial": "industries",
    "industrie": "industries", "trdg": "trading", "trade": "trading", "mfg": "manufacturing",
    "mfr": "manufacturing",
    "eng": "engineering", "engg": "engineering", "org": "organization", "organisation": "organization",
    "organizatsiya": "organization", "bros": "brothers", "natl": "national", "dev": "development",
    "dept": "department", "univ": "university", "inst": "institute", "assn": "association",
    "assoc": "association",
    "shpg": "shipping", "sys": "systems", "system": "systems", "mgmt": "management", "equip": "equipment",
    "elec": "electric", "electrical": "electric", "chemicals": "chemical", "pharm": "pharma",
    "ctr": "center", "centre": "center", "tsentr": "center", "centro": "center", "grupo": "group",
    "groupe": "group",
    "gruppe": "group", "gruppa": "group", "gruppo": "group", "holdings": "holding", "kholding": "holding",
    "labs": "laboratory", "laboratories": "laboratory", "mach": "machinery",
    "transp": "transport", "constr": "construction", "fin": "finance",
    "gen": "general", "exp": "export", "imp": "import", "res": "research", "govt": "government", "instr": "instruments",
    "equipt": "equipment", "mktg": "marketing", "lab": "laboratory", "adm": "administration", "admin": "administration",
    "mv": "", "mt": "",
}  # fmt: skip
"""Abbreviations and spellings of the words that companies are called by."""
_LONG = 7  # letters of a word that is known although it was parted
LONG_WORDS = frozenset(w for w in (*WORDS, *WORDS.values(), *LEGAL) if len(w) >= _LONG)
ENDINGS = tuple(
    "trade trading technologies technology industries industry holdings holding shipping services systems "
    "international engineering electronics logistics company limited corporation group enterprises service".split()
)
"""Words of companies that are told from the name they were written to."""
OF_TRADE = frozenset(
    "trading group holding international services industries import export global general national commercial "
    "company enterprises technology logistics shipping limited agency".split()
)
"""Words that companies add to their names and leave out as they please."""

TITLES = frozenset(
    (
        "mr mrs ms miss mme dr prof sir haji hajji hajj hadji hadj alhaj mullah mulla maulavi mawlawi "
        "maulvi moulavi sheikh "
        "shaykh sheik shaikh cheikh colonel col major maj capt captain lt brigadier brig samdech oknha "
        "lok neak he hrh ing"
        "qari ustad ustaz mohtaram hojatoleslam ayatollah engr marshal admiral commander lok-chumteav "
        "herr frau señor sr "
        "sra monsieur madame khun daw shykh mwlwy hajy dktwr"
    ).split()
)
HONOURED = frozenset("haji mullah maulavi maulawi sheikh shaykh ustad qari samdech oknha".split())
"""Titles that are spelt in many ways: a word that sounds like one may be one."""
NAMES_TOO = frozenset({"he", "ing"})
"""Titles that are also names: dropped only from the beginning."""
RANKS = frozenset(
    {"admiral", "general", "gen", "eng", "maj", "major", "marshal", "commander", "captain", "ing"}
)
"""Titles of persons that are also words of company names: dropped only where nothing speaks of a company."""
TITLES_FIRST = {"eng": "engr"}
"""What means a title where a name begins with it, and another word elsewhere."""
DESCENT = {
    "seyed": "sayyid", "seyyed": "sayyid", "sayed": "sayyid", "syed": "sayyid", "sayid": "sayyid",
    "saied": "sayyid",
    "sejed": "sayyid", "saiyid": "sayyid", "syd": "sayyid", "sayyed": "sayyid", "seyyid": "sayyid",
    "sayyidi": "sayyid", "said": "said",
}  # fmt: skip
"""Spellings of one honoured descent, which is often part of the name and often left out."""

PARTICLES = frozenset(
    "al el ul bin ben bn ibn bint binti von van de del della der den da di dos das du the of and & und "
    "et".split()
)
ARTICLES = frozenset("ad adh an ar as ash at ath az".split())
"""The Arabic one before a letter it takes on."""
PHRASES = {
    "limited": (
        "limited liability company", "limited liability co", "ltd liability company",
        "ltd. liability company", "limited liability partnership", "private limited",
        "sendirian berhad",
        "free zone company", "free zone establishment", "societe a responsabilite limitee",
        "sociedad limitada",
        "sociedad de responsabilidad limitada", "gesellschaft mit beschrankter haftung",
        "besloten vennootschap",
        "obshchestvo s ogranichennoi otvetstvennostyu", "obshchestvo s ogranichennoi otvetstvennostiu",
        "obshchestvo s ogranichennoy otvetstvennostyu", "obschestvo s ogranichennoy otvetstvennostyu",
        "obshcestvo s ogranichennoi otvetstvennostyu", "obshtestvo s ogranichennoy otvetstvennostyu",
        "tovarystvo z obmezhenoyu vidpovidalnistyu", "tavarystva z abmezhavanay adkaznastsyu",
        "societate cu raspundere limitata", "spolka z ograniczona odpowiedzialnoscia",
        "spolecnost s rucenim omezenym", "drustvo s ogranicenom odgovornoscu", "sociedade limitada",
        "limited sirketi",
        "uzdaroji akcine bendrove", "sabiedriba ar ierobezotu atbildibu", "cong ty tnhh",
        "cong ty trach nhiem huu han", "s.r.l", "s.a.r.l", "l.l.c", "l.lc", "sp. z o.o", "sp z o.o",
        "sp z o o", "d.o.o",
        "w.l.l", "s. de r.l", "s de r.l", "s. r. o", "s.r.o", "ltd. sti", "ltd sti", "e.o.o.d", "o.o.d",
        "l.t.d", "k.f.t",
        "s.l", "sh.p.k", "m.b.h", "sdn. bhd", "sdn bhd", "pte. ltd", "pte ltd", "pvt. ltd", "pvt ltd",
        "co. ltd", "co.,ltd", "co., ltd",
    ),
    "public": (
        "open joint stock company", "open joint-stock company", "public joint stock company",
        "public joint-stock company", "closed joint stock company", "closed joint-stock company",
        "private joint stock company", "private joint-stock company", "joint stock company",
        "joint-stock company", "jointstock company", "joint stock", "joint-stock",
        "joint stock co", "joint-stock co", "open joint stock co", "open joint-stock co",
        "public joint stock co", "closed joint stock co",
        "public limited company", "societe anonyme", "sociedad anonima", "sociedade anonima",
        "societa per azioni",
        "societe par actions", "sociedade por acoes", "sociedad por acciones", "societatea pe actiuni",
        "societate pe actiuni", "aktiengesellschaft", "naamloze vennootschap", "vennootschap op aandelen",
        "aktsionernoe obshchestvo", "aktsionernoye obshchestvo", "otkrytoe aktsionernoe obshchestvo",
        "publichnoe aktsionernoe obshchestvo", "zakrytoe aktsionernoe obshchestvo",
        "otkrytoye aktsionernoye obshchestvo", "publichnoye aktsionernoye obshchestvo",
        "zakrytoye aktsionernoye obshchestvo", "aktsionernoe obschestvo", "otkrytoe aktsionernoe obschestvo",
        "reszvenytarsasag", "nyilvanosan mukodo reszvenytarsasag", "zartkoruen mukodo reszvenytarsasag",
        "osakeyhtio", "aktsiaselts", "akciju sabiedriba", "aktieselskab", "dionicko drustvo", "delniska druzba",
        "akcionarsko drustvo", "akciova spolocnost", "spolocnost s rucenim obmedzenym", "aktionersko druzhestvo",
        "akcine bendrove", "atviroji akcine bendrove", "spolka akcyjna", "akciova spolecnost",
        "anonim sirketi",
        "aktsyyanernae tavarystva", "adkrytae aktsyyanernae tavarystva", "cong ty co phan",
        "sociedad anonima publica",
        "s.a.s", "s.p.a", "s. p. a", "j.s.c", "p.l.c", "p.j.s", "a. s", "a.s", "s.a", "s. a", "n.v", "d.d",
        "k.k",
        "s.a. de c.v", "s.a de c.v", "sa de cv", "s.a. c.v", "s.a c.v",
        "de c.v", "de cv", "o.j.s.c", "a.g", "a.o", "p.j.s.c",
    ),
    "company": ("perseroan terbatas", "and company", "& co", "and co", "et cie"),
}  # fmt: skip
"""Class -> what spells it out in several words, or with stops, after folding to Latin letters."""

_PHRASE = {phrase: group for group, phrases in PHRASES.items() for phrase in phrases}
_PATTERN = re.compile(
    r"(?<![\w.])(?:" + "|".join(sorted(map(re.escape, _PHRASE), key=len, reverse=True)) + r")(?!\w)"
)

_INITIALS = 4  # letters and stops at the beginning of a name that may be the initials of a person


def with_classes(text: str) -> str:
    """A folded name with the legal forms of several words brought to their class.

    >>> with_classes("otkrytoe aktsionernoe obshchestvo mir"), with_classes("sisters s.a. de c.v.")
    ('public mir', 'sisters public.')
    """
    return _PATTERN.sub(
        lambda found: (
            _PHRASE[found.group(0)] if found.start() or len(found.group(0)) > _INITIALS else found.group(0)
        ),
        text,
    )


def is_class(token: str) -> bool:
    """Whether a token is the class of a legal form and nothing else."""
    return token in CLASSES
