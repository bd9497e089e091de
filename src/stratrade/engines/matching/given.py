"""Given names that many people bear: their spellings and forms in one class, and one class never another.

Two names that differ by a letter or a vowel are as a rule one name misspelt, unless both are names of their own:
Mahmoud is not Muhammad, Amir is not Samir. What is in none of the classes says nothing. The classes are facts about
languages, gathered in our own words.
"""

from functools import lru_cache

from stratrade.engines.matching.normalise import soft

_CLASSES = """
muhammad mohammed mohammad mohamed mohamad muhamad muhammed mohammod muhammet mehmet mehmed mahamed magomed mukhammad
mahmud mahmoud mahmood makhmud mahmut
ahmad ahmed ahmet akhmad akhmed achmad ahmadu
hamid hamed hameed khamid
hamad
hammad
hamdi hamdy
hamdan
hamza hamzah khamza
hasan hassan hassane hasen khasan xasan
husayn hussein hossein hussain husain hosein huseyin husein khusein xuseyn houssein
ahsan
ihsan ehsan
hashim hashem hachem
ali aly
alaa ala
adil adel
adnan
adam adem
amin ameen emin
amir ameer emir
ammar
amr amru amro
anas
anwar anwer enver
arif aref
asad assad
asim
ashraf
ayman aymen
aziz azeez
badr
bakr bakir
basil bassel basel
bashir basheer bachir
bilal belal
daud dawud dawood daoud davud
faisal faysal feisal
farid fareed
faruq farouk faruk farooq
fadi
fahd fahad
fawzi fauzi
ghazi
habib
hadi
haidar haider haydar heydar
hani
harun haroun haroon
hatim hatem
hisham hesham hicham
ibrahim ebrahim brahim ibraheem ibragim
idris edris
ilyas elias
imad emad
imran omran
isa issa eisa
ishaq ishak
ismail esmail ismael ismaeel ismayil
jabir jaber
jafar jaafar jafer
jalal
jamal gamal djamal cemal
jamil jameel djamil
javad jawad
kamal kemal kamel
karim kareem kerim
karam
akram ekrem
khalid khaled halid
khalil khaleel halil
latif lateef
mahdi mehdi
mahir maher
majid majed majeed
malik malek
mansur mansour mansoor
marwan
masud masoud massoud
mustafa mostafa mustapha moustafa
murtaza morteza mortada murtadha
musa moussa mousa
nabil nabeel
nadir nader
naji
najib najeeb
nasir nasser naser nassir
nasr
nizar
nur noor nour
osama usama oussama
umar omar omer
uthman othman osman usman ousmane
qasim qassem kassem ghasem kasim
rafiq rafik
rahim raheem
rahman
ramadan ramazan
rami
ramzi
rashid rasheed rachid
rashad
reza rida riza
sadiq sadegh sadik
said saeed saeid
saad
salah
salam
salih saleh
salim saleem selim
salman
samir sameer
sami
suleiman sulayman suleyman soleiman soleyman sulaiman solomon suleman
tahir taher
talib taleb
tariq tarek tarik
walid waleed
wasim waseem
yahya yahia
yasin yassin yaseen
yasir yasser
yunus younes younis yunis
yusuf yousef youssef yousif yusif yusef yousuf youcef
zaid zayd
zakaria zakariya zakarya
ziad ziyad
abdullah abdallah abdollah abdoullah
fatima fatemeh fatma
aleksandr alexander oleksandr aliaksandr alexandr aleksander alexandre alejandro olexander sasha alex
aleksei alexey alexei oleksii oleksiy aliaksei aleksey alexej aleksej
anatoly anatoli anatolii anatoliy
andrei andrey andriy andrii andrej andrew andreas
anton antoni antonio anthony tony
artem artyom
boris barys
daniel daniil danila danylo dan
denis dzianis
dmitri dmitry dmitriy dmytro dzmitry dmitrij dima dimitri
evgeny yevgeny evgeniy yevgeniy evgeni yevhen evgenij jewgeni eugene yauhen
gennady gennadi hennadii
georgy georgi heorhii george jorge
grigory grigori hryhorii gregory
igor ihor
ilya illia
ivan
konstantin kanstantsin kostiantyn
leonid leanid
maksim maxim maksym
mikhail mykhailo mikhael michail michael mike misha
nikolai nikolay mykola mikalai nikolaj nicholas kolya
oleg oleh aleh
pavel pavlo pawel paul
petr pyotr petro piotr peter
roman
ruslan
sergei sergey serhiy siarhei sergej serhii serge
stanislav
valentin
valery valeri valeriy valerii
vadim
vasily vasili vasyl vasiliy
viktor victor viktar
vitaly vitali vitalii vitaliy
vladimir volodymyr uladzimir wladimir vova
vladislav uladzislau
vyacheslav viacheslav
yuri yury yurii iurii yuriy
jose joseph joe pepe josef
juan john jack johnny jon jean
james jim
jason
william bill will
robert bob rob
richard dick rick
thomas tom
edward ted ned
david dave
benjamin ben
samuel sam
francisco pancho paco
carlos carlo charles
luis louis
miguel
mario
marco marcos
maria mary marie
ekaterina katya kate katherine
elizabeth liz
natalia natalya
olga
elena helena yelena
anna anne ana
nguyen
"""
_ROWS = [line.split() for line in _CLASSES.strip().splitlines()]
_CLASS = {word: row[0] for row in _ROWS for word in row}
_FORMS_OF = {word: tuple(row) for row in _ROWS for word in row}
_SOUNDING: dict[str, set[str]] = {}
for _word, _name in _CLASS.items():
    _SOUNDING.setdefault(soft(_word), set()).add(_name)
_SOUND = {form: min(names) for form, names in _SOUNDING.items() if len(names) == 1}
_DERIVED = ("i", "a", "zada", "zoda")  # makes a surname of a given name, or a woman's name of a man's
_SHORT = 4  # letters that the name a word is derived from has at least

NATIVE = {
    "mhmd": "muhammad", "mhmwd": "mahmud", "ahmd": "ahmad", "hamd": "hamid", "hmyd": "hamid", "hsn": "hasan",
    "hsyn": "husayn", "ly": "ali", "adl": "adil", "amyr": "amir", "amr": "amir", "mr": "umar", "mrw": "amr",
    "mar": "ammar",
    "abrahym": "ibrahim", "asmayl": "ismail", "ywsf": "yusuf", "ywns": "yunus", "khald": "khalid", "khlyl": "khalil",
    "jmal": "jamal", "kmal": "kamal", "krym": "karim", "krm": "karam", "akrm": "akram", "slym": "salim",
    "salm": "salim", "smyr": "samir", "nasr": "nasir", "nsr": "nasr", "mhdy": "mahdi", "mstfa": "mustafa",
    "mwsa": "musa", "ysa": "isa", "tarq": "tariq", "tahr": "tahir", "rshyd": "rashid", "zyad": "ziad", "zyd": "zaid",
    "salh": "salih", "slah": "salah",
}  # fmt: skip
"""Names without short vowels and ayn, as `romanise.arabic` gives them, that Latin letters tell apart."""


def forms_of(token: str) -> tuple[str, ...]:
    """The forms of the given name that a word is, itself among them; nothing where it is none.

    >>> "mehmet" in forms_of("mohamed"), forms_of("zarnigor")
    (True, ())
    """
    return _FORMS_OF.get(token, ())


@lru_cache(maxsize=50_000)
def class_of(token: str) -> str:
    """The class a word belongs to; nothing where it is no such name.

    >>> class_of("mohamed") == class_of("mehmet"), class_of("mahmood"), class_of("mohammadi"), class_of("zarnigor")
    (True, 'mahmud', 'muhammad+i', '')
    """
    plain = soft(token)
    found = _CLASS.get(token) or _SOUND.get(plain)
    if found:
        return found
    for ending in _DERIVED:
        stem = plain.removesuffix(ending)
        if stem != plain and len(stem) >= _SHORT and (base := _CLASS.get(stem) or _SOUND.get(stem)):
            return f"{base}+{ending}"
    return ""


def agreement(a: str, b: str) -> int:
    """1 where two words are forms of one given name, -1 where they are two names, 0 where that cannot be said.

    >>> agreement("mohamed", "mehmet"), agreement("mahmoud", "mohamed"), agreement("mohamed", "mohxmed")
    (1, -1, 0)
    >>> agreement("habib", "habiib"), agreement("habiib", "habibi"), agreement("habib", "habibi")
    (1, 0, -1)
    """
    first, second = class_of(a), class_of(b)
    if not first or not second:
        return 0
    return 1 if first == second else -int(is_certain(a) and is_certain(b))


def agreement_unvowelled(a: str, b: str) -> int:
    """The same where one of the words may be written without its short vowels."""
    first, second = NATIVE.get(a) or class_of(a), NATIVE.get(b) or class_of(b)
    if not first or not second:
        return 0
    return 1 if first == second else -1


def is_certain(token: str) -> bool:
    """Whether a word is spelt as such a name is spelt, and does not only sound like one."""
    return token in _CLASS or any(
        token.endswith(end) and token.removesuffix(end) in _CLASS for end in _DERIVED
    )
