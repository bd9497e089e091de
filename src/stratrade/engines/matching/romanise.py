"""Letters of other scripts in Latin ones, as the people who bear the names write them."""

import re
from collections.abc import Callable

from anyascii import anyascii

from stratrade.engines.matching import syllables

_KHMER = re.compile(r"[\u1780-\u17d3\u17d7\u17dc\u17dd]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]+")
_SYLLABLES = (
    (re.compile(r"[\u0e00-\u0e7f]+"), syllables.thai),
    (re.compile(r"[\u0e80-\u0eff]+"), syllables.lao),
    (re.compile(r"[\u1000-\u109f]+"), syllables.burmese),
    (re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+"), syllables.greek),
)
_ALIF = dict.fromkeys(map(ord, "اأإآٱى"), "a")
_HAMZA = str.maketrans("", "", "`'ʼʻʹʺ\u2018\u2019\u201b\u00b4\u02bc\u02bb")

# consonant -> (letters, series); the series decides how the vowel after it sounds (Huffman 1970, ch. 1)
_CONSONANTS = {
    "ក": ("k", 1), "ខ": ("kh", 1), "គ": ("k", 2), "ឃ": ("kh", 2), "ង": ("ng", 2),
    "ច": ("ch", 1), "ឆ": ("ch", 1), "ជ": ("ch", 2), "ឈ": ("ch", 2), "ញ": ("nh", 2),
    "ដ": ("d", 1), "ឋ": ("th", 1), "ឌ": ("d", 2), "ឍ": ("th", 2), "ណ": ("n", 1),
    "ត": ("t", 1), "ថ": ("th", 1), "ទ": ("t", 2), "ធ": ("th", 2), "ន": ("n", 2),
    "ប": ("b", 1), "ផ": ("ph", 1), "ព": ("p", 2), "ភ": ("ph", 2), "ម": ("m", 2),
    "យ": ("y", 2), "រ": ("r", 2), "ល": ("l", 2), "វ": ("v", 2), "ស": ("s", 1),
    "ហ": ("h", 1), "ឡ": ("l", 1), "អ": ("", 1), "ឝ": ("s", 1), "ឞ": ("s", 1),
}  # fmt: skip
_VOWELS = {
    "ា": ("a", "ea"), "ិ": ("e", "i"), "ី": ("i", "i"), "ឹ": ("oe", "oe"), "ឺ": ("eu", "eu"),
    "ុ": ("o", "u"), "ូ": ("o", "u"), "ួ": ("uo", "uo"), "ើ": ("aeu", "eu"), "ឿ": ("oeu", "oeu"),
    "ៀ": ("ie", "ie"), "េ": ("e", "e"), "ែ": ("ae", "e"), "ៃ": ("ai", "ei"), "ោ": ("ao", "o"),
    "ៅ": ("au", "ou"),
}  # fmt: skip
_INDEPENDENT = {
    "ឣ": "a", "ឤ": "a", "ឥ": "e", "ឦ": "ei", "ឧ": "u", "ឩ": "u", "ឪ": "ou", "ឫ": "ri", "ឬ": "ri",
    "ឭ": "li", "ឮ": "li", "ឯ": "ae", "ឰ": "ai", "ឱ": "ao", "ឲ": "ao", "ឳ": "au",
}  # fmt: skip
_FINALS = {"v": "u", "b": "p", "d": "t", "r": "", "y": "i", "kh": "k", "ph": "p", "th": "t"}
_SINGLE = frozenset(sound for sound, _ in _CONSONANTS.values() if sound not in {"", "h"})
# words of company names that are translated, not spelled, in Latin letters; the longest first
_MEANINGS = {
    "有限责任公司": "limited company", "股份有限公司": "limited company", "有限公司": "limited company",
    "分公司": "branch", "公司": "company", "集团": "group", "集團": "group", "进出口": "import export",
    "国际": "international", "國際": "international", "贸易": "trading", "貿易": "trading", "科技": "technology",
    "技术": "technology", "工业": "industries", "实业": "industries", "机床": "machine tool", "机械": "machinery",
    "电子": "electronics", "航空": "aviation", "航天": "aerospace", "激光": "laser", "石化": "petrochemical",
    "化工": "chemical", "石油": "petroleum", "能源": "energy", "物流": "logistics", "航运": "shipping",
    "海运": "shipping", "半导体": "semiconductor", "研究所": "research institute", "研究院": "research institute",
    "大学": "university", "银行": "bank", "中国": "china", "設備": "equipment", "设备": "equipment",
    "材料": "materials", "通用": "general", "精密": "precision", "光电": "photoelectric", "仪器": "instruments",
    "شرکت": "company", "شركة": "company", "مؤسسة": "establishment", "بنك": "bank", "بانک": "bank",
    "صنايع": "industries", "صنایع": "industries", "دانشگاه": "university", "جامعة": "university",
    "会社": "company", "總公司": "general corporation", "总公司": "general corporation", "有限责任": "limited",
    "船務": "shipping", "船务": "shipping", "海運": "shipping", "運輸": "transport", "运输": "transport",
    "發展": "development", "发展": "development", "投资": "investment", "投資": "investment", "控股": "holding",
    "發動機": "engine", "发动机": "engine", "技術": "technology", "工業": "industries", "實業": "industries",
    "機械": "machinery", "電子": "electronics", "自动化": "automation", "通信": "communication", "网络": "network",
    "信息": "information", "联合": "united", "聯合": "united", "朝鲜": "korea", "朝鮮": "korea", "香港": "hong kong",
    "澳门": "macau", "新疆": "xinjiang", "西藏": "tibet", "公安局": "public security bureau", "生产建设兵团":
    "production and construction corps", "中國": "china", "中国人民": "china people", "宇航": "aerospace",
    "無人機": "uav", "无人机": "unmanned aerial vehicle", "传感": "sensor", "芯片": "chip", "光学": "optics",
    "供应链": "supply chain", "管理": "management", "服务": "services", "商贸": "trading", "商務": "commerce",
    "工程": "engineering", "电气": "electric", "电力": "electric power", "汽车": "automobile", "船舶": "shipbuilding",
    "重工": "heavy industries", "核工业": "nuclear industry", "石油化工": "petrochemical", "钢铁": "iron steel",
    "铝业": "aluminium", "矿业": "mining", "礦業": "mining", "医药": "pharmaceutical", "生物": "biological",
    "软件": "software", "智能": "intelligent", "数据": "data", "系统": "systems", "制造": "manufacturing",
    "新材料": "new materials", "有色金属": "nonferrous metals", "国防": "defense", "微电子": "microelectronics",
    "集成电路": "integrated circuits", "租赁": "leasing", "代理": "agency", "码头": "terminal", "港口": "port",
    "仓储": "storage", "货运": "freight", "貨運": "freight", "渔业": "fishery", "漁業": "fishery",
    "建筑": "construction", "建設": "construction", "建设": "construction", "电缆": "cable", "电信": "telecom",
    "卫星": "satellite", "衛星": "satellite", "遥感": "remote sensing", "雷达": "radar", "计算机": "computer",
    "中心": "center", "学院": "college", "石化工业": "petrochemical industries", "海洋": "ocean", "海事": "maritime",
    "金融": "finance", "保险": "insurance", "燃料": "fuel", "天然气": "natural gas", "煤炭": "coal", "電器": "electric",
    "厦门": "xiamen", "廈門": "xiamen", "重庆": "chongqing", "重慶": "chongqing", "长春": "changchun",
    "长沙": "changsha", "长江": "changjiang", "长城": "great wall", "长征": "long march", "人工智能":
    "artificial intelligence",
    "무역회사": "trading company", "총회사": "general corporation", "회사": "company", "조선": "korea",
    "민주주의인민공화국": "democratic peoples republic", "은행": "bank", "무역": "trading", "대학": "university",
    "해운": "shipping", "선박": "ship", "연구소": "research institute", "원자력": "atomic energy", "기계": "machinery",
    "합영": "joint venture", "대외": "foreign", "경제": "economic", "개발": "development", "국제": "international",
    "ក្រុមហ៊ុន": "company", "ធនាគារ": "bank", "សាកលវិទ្យាល័យ": "university",
    "общество с ограниченной ответственностью": "ooo", "акционерное общество": "ao",
}  # fmt: skip
_MEANT = re.compile("|".join(sorted(map(re.escape, _MEANINGS), key=len, reverse=True)))
_COENG, _TO_FIRST, _TO_SECOND, _MUTE = "្", "៉", "៊", "៍"
_NASAL, _BREATH = "ំ", "ះ"

_INITIAL = "k kk n t tt r m p pp s ss . j jj ch kh th ph h".split()
_MEDIAL = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()
_FINAL = ". k k k n n n t l l l l l l l l m p p t t ng t t k t p t".split()


def latin(text: str) -> str:
    """The text in ASCII letters, word boundaries kept.

    Korean and Chinese come apart by syllable, since a Latin spelling may join or part them anywhere.

    >>> latin("កឹម សុខា"), latin("김정은"), latin("习近平")
    ('koem sokha', 'kim jong un', 'xi jin ping')
    """
    out = _MEANT.sub(lambda m: f" {_MEANINGS[m.group(0)]} ", text)
    out = _KHMER.sub(lambda m: khmer(m.group(0)), out)
    out = _HANGUL.sub(lambda m: f" {' '.join(hangul(c) for c in m.group(0))} ", out)
    out = _HAN.sub(lambda m: f" {anyascii(m.group(0))} ", out)
    out = _ARABIC.sub(lambda m: arabic(m.group(0)), out)
    for letters, written in _SYLLABLES:
        out = _spelt(letters, written, out)
    return " ".join(anyascii(out).translate(_HAMZA).casefold().split())


def _spelt(letters: re.Pattern[str], written: Callable[[str], str], text: str) -> str:
    return letters.sub(lambda m: written(m.group(0)), text)


def hangul(syllable: str) -> str:
    """One Korean syllable, in the manner of McCune and Reischauer without marks, as the North writes names.

    >>> hangul("박"), hangul("정"), hangul("은")
    ('pak', 'jong', 'un')
    """
    number = ord(syllable) - 0xAC00
    parts = (_INITIAL[number // 588], _MEDIAL[number % 588 // 28], _FINAL[number % 28])
    return "".join(p for p in parts if p != ".")


def arabic(word: str) -> str:
    """One Arabic or Persian word by its letters; the article is split off, vowels are not there to be had.

    >>> arabic("الحسن"), arabic("محمد")
    ('al hsn', 'mhmd')
    """
    letters = word.replace("ة", "ه").translate(_ALIF)
    if letters in {"عبدaلله", "عبدaللة"}:
        return "abdullah"
    if letters.startswith("aبو") and len(letters) > 5:  # noqa: PLR2004 - father of, and a word
        return f"abw {arabic(letters[3:])}"
    if letters.startswith("عبدaل") and len(letters) > 6:  # noqa: PLR2004 - servant of, and a word
        return f"abd {arabic(letters[3:])}"
    if letters == "عبد":
        return "abd"
    article = letters.startswith("aل") and len(letters) > 4  # noqa: PLR2004 - two letters and a word
    body = anyascii(letters[2:] if article else letters).translate(_HAMZA)
    return f"al {body}" if article else body


def khmer(word: str) -> str:
    """A Khmer word by the sound of its letters, in the customary Latin spelling of names.

    Series, register shifters, subscripts, silenced letters and the consonants that close a syllable are observed;
    the inherent vowel is written where two consonants would otherwise meet.

    >>> khmer("ហ៊ុន"), khmer("សំផន"), khmer("សាន្ត")
    ('hun', 'samphan', 'sant')
    """
    units = _units(word)
    out: list[str] = []
    for number, (letters, series, vowel, tail) in enumerate(units):
        last = number == len(units) - 1
        before = number > 0
        bare = not vowel and not tail
        closes = bare and before and (last or letters in _SINGLE) and _open(units, number - 1)
        if closes:
            out.append(_FINALS.get(letters, letters))
        else:
            sound = _VOWELS[vowel][series - 1] if vowel in _VOWELS else vowel
            out.append(letters + (sound or ("a" if series == 1 else "o")) + tail)
    return "".join(out)


def _open(units: list[tuple[str, int, str, str]], number: int) -> bool:
    """Whether the syllable before still waits for its closing consonant."""
    letters, _, vowel, tail = units[number]
    if tail:
        return False
    if vowel:
        return True
    # a bare consonant before: it carries the inherent vowel unless it closed a syllable itself
    return number == 0 or letters not in _SINGLE or not _open(units, number - 1)


def _units(word: str) -> list[tuple[str, int, str, str]]:
    """The orthographic units of a word: (initial letters, series, vowel sign or sound, tail)."""
    units: list[tuple[str, int, str, str]] = []
    stacked = False
    for letter in word:
        if letter in _CONSONANTS:
            sound, series = _CONSONANTS[letter]
            if stacked and units:
                first, old, vowel, tail = units[-1]
                units[-1] = (first + sound, old, vowel, tail)
            else:
                units.append((sound, series, "", ""))
        elif letter in _INDEPENDENT:
            units.append(("", 1, _INDEPENDENT[letter], ""))
        elif letter == _MUTE:
            units = units[:-1]
        elif units:
            units[-1] = _signed(units[-1], letter)
        stacked = letter == _COENG
    return units


def _signed(unit: tuple[str, int, str, str], sign: str) -> tuple[str, int, str, str]:
    """A unit with a vowel or a sign written on it."""
    first, series, vowel, tail = unit
    if sign in _VOWELS:
        return first, series, sign, tail
    if sign == _NASAL:
        return first, series, vowel or ("a" if series == 1 else "u"), "m"
    if sign == _BREATH:
        return first, series, vowel or "a", "h"
    if sign == _TO_FIRST:
        return {"b": "p"}.get(first, first), 1, vowel, tail
    if sign == _TO_SECOND:
        return first, 2, vowel, tail
    return unit
