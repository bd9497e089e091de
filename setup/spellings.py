"""How people write names otherwise: the tables behind `variants.py`, made apart from those of the matcher."""

import random
import re
import unicodedata

SCRIPTS = {
    "Cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "Arabic": re.compile(r"[\u0600-\u06ff]"),
    "Hangul": re.compile(r"[\uac00-\ud7a3]"),
    "Han": re.compile(r"[\u4e00-\u9fff]"),
    "Greek": re.compile(r"[\u0370-\u03ff]"),
}
PATRONYMIC = re.compile(r"(?:ovi(?:ch|c|tj|tsch|č)|evi(?:ch|c|tj|tsch|č)|ov?na|evna|yevich|yevna)$")
GIVEN = ("Ali", "Petrovich", "Kumar", "Wei", "Jose", "Maria", "Ahmed", "Hassan", "Juan", "Ivan", "Min", "Jean", "Omar",
         "Carlos", "Sergeevna", "Khalid", "Anna", "Abdul", "Thi", "Sokha")  # fmt: skip
TRADE_WORDS = (
    "Trading",
    "Group",
    "International",
    "Holding",
    "Global",
    "Services",
    "Import Export",
    "Industries",
)
TITLES = ("Dr.", "Mr", "Mrs.", "Sheikh", "General", "Haji", "Prof.", "Col.", "H.E.", "Eng.")
SHIPS = ("GOLDEN", "BLUE", "STAR", "OCEAN", "GRACE", "PIONEER", "HORIZON", "EAGLE", "LOTUS", "MEKONG")
SAME_NAME = (
    ("aleksandr", "alexander", "oleksandr", "aliaksandr", "alexandr", "aleksander"),
    ("sergey", "sergei", "serhiy", "siarhei", "sergej"),
    ("dmitry", "dmitriy", "dmytro", "dzmitry", "dmitri"),
    ("nikolay", "nikolai", "mykola", "mikalai", "nikolaj"),
    ("mikhail", "mykhailo", "mikhael", "michail"),
    ("vladimir", "volodymyr", "uladzimir", "wladimir"),
    ("andrey", "andrei", "andriy", "andrej"),
    ("pavel", "pavlo", "pawel"),
    ("yevgeny", "evgeny", "evgeniy", "yevhen", "jewgeni"),
    ("igor", "ihor"),
    ("oleg", "oleh"),
    ("mohammad", "muhammad", "mohamed", "mohammed", "mehmet", "mohamad"),
    ("ahmad", "ahmed", "ahmet", "akhmad"),
    ("hussein", "husayn", "hossein", "hussain", "huseyin"),
    ("hassan", "hasan", "hasen", "hassane"),
    ("yusuf", "yousef", "youssef", "yousif", "yusif"),
    ("ibrahim", "ebrahim", "brahim", "ibraheem"),
    ("ismail", "esmail", "ismael", "ismaeel"),
    ("umar", "omar", "omer"),
    ("uthman", "othman", "osman", "usman"),
    ("jose", "pepe"),
    ("william", "bill", "will"),
    ("robert", "bob"),
    ("john", "johnny", "jon"),
    ("michael", "mike"),
    ("joseph", "joe"),
)
"""Forms of one given name in one group."""
LEGAL = (
    ("Ltd", "Limited", "LTD.", "Ltd"),
    ("Co., Ltd.", "Company Limited", "Co Ltd", "CO., LIMITED"),
    ("LLC", "L.L.C.", "Limited Liability Company", "OOO"),
    ("JSC", "Joint Stock Company", "J.S.C.", "AO"),
    ("OJSC", "Open Joint Stock Company", "OAO"),
    ("PJSC", "Public Joint Stock Company", "PAO"),
    ("Company", "Co.", "Co"),
    ("Corporation", "Corp.", "Corp"),
    ("GmbH", "Gesellschaft mit beschränkter Haftung"),
    ("S.A.", "SA", "Sociedad Anonima"),
    ("Inc.", "Incorporated", "INC"),
)
"""Forms of one class in one group."""
SHORT = {
    "international": "Intl", "technology": "Tech", "technologies": "Tech", "trading": "Trdg", "group": "Grp",
    "company": "Co", "limited": "Ltd", "services": "Svcs", "industries": "Inds", "industrial": "Ind",
    "engineering": "Engg", "manufacturing": "Mfg", "development": "Dev", "national": "Natl", "commercial": "Comm",
    "shipping": "Shpg", "institute": "Inst", "university": "Univ", "organization": "Org", "corporation": "Corp",
    "general": "Gen", "import": "Imp", "export": "Exp", "department": "Dept", "research": "Res",
}  # fmt: skip
_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("shch", ("sch", "shh")), ("zh", ("j", "sh", "dj")), ("kh", ("h", "x", "ch")), ("ch", ("tch", "tsch", "c")),
    ("sh", ("sch", "ch", "s")), ("ts", ("tz", "c")), ("yu", ("iu", "ju")), ("ya", ("ia", "ja")), ("yo", ("io", "jo")),
    ("ou", ("u", "oo")), ("oo", ("u", "ou")), ("ee", ("i", "ie")), ("dj", ("j", "dzh")), ("gh", ("g", "q")),
    ("th", ("t", "s")), ("ph", ("f",)), ("q", ("k", "gh", "g")), ("k", ("c", "q")), ("w", ("v", "ou")),
    ("v", ("w", "f")),
    ("y", ("i", "j")), ("j", ("dj", "y")), ("i", ("y", "e", "ee")), ("u", ("ou", "o", "oo")), ("e", ("a", "i")),
    ("o", ("u",)), ("a", ("e",)), ("z", ("s",)), ("ss", ("s",)), ("mm", ("m",)), ("ll", ("l",)), ("s", ("ss",)),
)  # fmt: skip
_SOFT_RULES = tuple((re.compile(at), tuple(to.split(","))) for at, to in (
    ("shch", "sch,shh"), ("zh", "j,dj"), ("kh", "ch,x"), ("(?<![ts])ch", "tch,tsch"), ("(?<!t)sh(?!ch)", "sch,ch,s"),
    ("ts(?![hc])", "tz"), ("yu", "iu,ju"), ("ya", "ia,ja"), ("yo", "io,jo"), ("iy", "i,ij,y"), ("ey", "ei,ej"),
    ("ei", "ey,ej"), ("ou", "u,oo,o"), ("oo", "u,ou"), ("ee", "i"), ("gh", "g"), ("th", "t"), ("ph", "f"),
    ("q", "k,gh"), ("(?<=.)x", "ks"), ("ks", "x"), ("ov$", "off,ow"), ("w(?=[aeiou])", "v,ou,u"),
    ("v(?=[aeiouylrn])|v$", "w"), ("(?<!d)j(?=[aeou])", "dj"), ("j(?=[eu])", "y"), ("y(?=[aeou])", "i,j"),
    ("(?<=[bdfghklmnprstvz])y$", "i"), ("(?<=[aeou])i", "y"), ("u", "ou,o"), ("e", "a,i"), ("ul$", "el"),
    ("^el$", "al"), ("^al-", "al"), ("(?<=[aeiou])h(?=[bdlmnrs])", ""), ("ss", "s"), ("mm", "m"), ("ll", "l"),
    ("nn", "n"), ("aa", "a"),
))  # fmt: skip
"""What romanisations differ in most, where they do: the first letter too, and twice in a name."""
_CHANGES = 2
_DRAWS = 3  # of words in which a rule may hold


def respelt(name: str, rng: random.Random) -> str:
    """A name by another romanisation: two changes of a letter or group, each in any word."""
    words = name.lower().split()
    left = _CHANGES
    for _ in range(_DRAWS):
        number = rng.randrange(len(words))
        word = words[number]
        found = [(at, to) for at, others in _SOFT_RULES for to in others if at.search(word)]
        if found and left:
            left -= 1
            at, to = rng.choice(found)
            words[number] = at.sub(to.upper(), word, count=1)  # no rule changes again what one has changed
    changed = " ".join(words).lower()
    return changed.title() if changed != name.lower() else ""


def respelt_throughout(name: str, rng: random.Random) -> str:
    """A name by another romanisation: one letter or group of letters changed in each of up to three words."""
    words = plain(name).split()
    changed = 0
    for number in rng.sample(range(len(words)), len(words)):
        word = words[number].lower()
        if len(word) < 4 or changed >= 3:  # noqa: PLR2004
            continue
        found = [(letters, to) for letters, others in _RULES for to in others if letters in word[1:] or (
            word.startswith(letters) and len(letters) > 1)]  # fmt: skip
        if found:
            letters, to = rng.choice(found)
            at = word.find(letters, 0 if len(letters) > 1 else 1)
            word = word[:at] + to + word[at + len(letters) :]
            words[number] = word.capitalize()
            changed += 1
    return " ".join(words) if changed else ""


def plain(name: str) -> str:
    """A name without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
