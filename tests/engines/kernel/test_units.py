"""Every unit against pint as an oracle, and its code against UN/CEFACT Recommendation 20."""

from collections import Counter
from decimal import Decimal

import pint
import pytest

from stratrade.kernel.quantity import Quantity, unit
from stratrade.kernel.units import UNITS

PINT = {
    "PR": "2 count", "DZN": "12 count", "C62": "count", "P1": "percent", "59": "ppm", "61": "1e-9",
    "X-RATIO": "1", "MTR": "m", "KMT": "km", "DMT": "dm", "CMT": "cm", "MMT": "mm", "4H": "um", "C45": "nm",
    "C52": "pm", "A11": "angstrom", "INH": "inch", "FOT": "foot", "NMI": "nautical_mile", "MTK": "m**2",
    "CMK": "cm**2", "MMK": "mm**2", "INK": "inch**2", "FTK": "foot**2", "FTQ": "foot**3", "INQ": "inch**3",
    "MTQ": "m**3", "LTR": "liter", "MLT": "milliliter", "4G": "microliter", "GLL": "gallon", "BLL": "oil_barrel",
    "KGM": "kg",
    "GRM": "g", "MGM": "mg", "MC": "ug", "TNE": "tonne", "KTN": "1000 tonne", "LBR": "pound", "ONZ": "ounce",
    "SEC": "s", "C26": "ms", "B98": "us", "C47": "ns", "H70": "ps", "X-FS": "fs", "MIN": "min", "HUR": "hour",
    "DAY": "day", "ANN": "julian_year", "HTZ": "Hz", "KHZ": "kHz", "MHZ": "MHz", "A86": "GHz", "D29": "THz",
    "A41": "A/m**2", "A4": "A/cm**2", "X-MAMM2": "mA/mm**2", "X-UMH": "um/hour",
    "MTS": "m/s", "C16": "mm/s", "2M": "cm/s", "M62": "km/s", "KMH": "km/hour", "KNT": "knot",
    "H81": "mm/min", "MSK": "m/s**2", "K40": "g_0", "X-MG": "0.001 g_0", "X-UG": "1e-6 g_0",
    "MQS": "m**3/s", "MQH": "m**3/hour", "L2": "liter/min", "G51": "liter/s", "E32": "liter/hour",
    "G53": "m**3/min", "G49": "cm**3/min", "E17": "foot**3/s", "2L": "foot**3/min", "G2": "gallon/min",
    "KGS": "kg/s", "E93": "kg/hour", "F27": "g/hour", "G01": "Pa*m**3/s", "F95": "mbar*liter/s", "PAL": "Pa",
    "A97": "hPa", "74": "mPa", "KPA": "kPa", "MPA": "MPa", "A89": "GPa", "BAR": "bar", "MBR": "mbar",
    "UA": "torr", "X-MTORR": "millitorr", "ATM": "atm", "PS": "psi", "E42": "kgf/cm**2", "F79": "inHg",
    "X-PA-H": "Pa/hour", "KEL": "kelvin", "CEL": "degC", "FAH": "degF", "C81": "rad", "C25": "mrad",
    "B97": "urad", "DD": "degree", "D61": "arcminute", "D62": "arcsecond", "2A": "rad/s", "E96": "degree/s",
    "X-DEG-H": "degree/hour", "X-DEG-RTH": "degree/hour**0.5", "RPM": "turn/min", "RPS": "turn/s",
    "NEW": "N", "B47": "kN", "B73": "MN", "NU": "N*m", "C57": "N*s", "JOU": "J", "C15": "mJ", "KJO": "kJ",
    "3B": "MJ", "A53": "eV", "B29": "keV", "B71": "MeV", "KWH": "kWh", "WTT": "W", "C31": "mW", "KWT": "kW",
    "MAW": "MW", "BHP": "horsepower", "A90": "GW", "D80": "uW", "D46": "volt*ampere",
    "KVA": "kilovolt*ampere", "D54": "W/m**2",
    "X-W-CM2": "W/cm**2", "J2": "J/kg", "X-WH-KG": "Wh/kg", "VLT": "V", "2Z": "mV", "D82": "uV", "KVT": "kV",
    "B78": "MV", "AMP": "A", "4K": "mA", "B84": "uA", "B22": "kA", "X-A-S": "A/s", "OHM": "ohm", "FAR": "F",
    "4O": "uF", "C41": "nF", "4T": "pF", "81": "H", "C43": "nH", "B90": "uH", "D33": "T", "C29": "mT",
    "D81": "uT", "C48": "nT", "D50": "V/m", "COU": "C", "KMQ": "kg/m**3", "D41": "tonne/m**3",
    "23": "g/cm**3", "28": "kg/m**2", "S4": "m**2/s",
    "GL": "g/liter", "GP": "mg/m**3", "X-SPEC-M": "m", "X-G-M2": "g/m**2", "X-SPEC-IMP": "s",
    "D53": "W/m/kelvin", "C65": "Pa*s", "4C": "centistokes", "BQL": "Bq", "2Q": "kBq", "4N": "MBq",
    "GBQ": "GBq", "X-TBQ": "TBq", "CUR": "curie", "MCU": "millicurie", "A95": "Gy", "C13": "mGy",
    "X-KGY": "kGy", "C80": "0.01 Gy", "X-KRAD": "10 Gy", "C28": "mSv", "D13": "Sv", "A99": "bit",
    "C37": "kbit", "D36": "Mbit", "AD": "byte", "2P": "kilobyte", "4L": "megabyte", "E34": "gigabyte",
    "E35": "terabyte", "B10": "bit/s", "C74": "kbit/s", "E20": "Mbit/s", "B80": "Gbit/s", "E68": "gigabyte/s",
    "J38": "baud", "LUM": "lumen", "C36": "mol/m**3", "C38": "mol/liter", "C34": "mol", "C18": "mmol",
    "C91": "1/kelvin", "X-PPM-K": "1e-6/kelvin", "X-SPS": "1/s", "X-MSPS": "1e6/s", "X-GSPS": "1e9/s",
    "X-FPS": "1/s", "C11": "1e-5 m/s**2", "X-UGAL": "1e-8 m/s**2", "B13": "J/m**2", "X-J-CM2": "J/cm**2",
    "X-NT-RTHZ": "nT/Hz**0.5", "X-PT-RTHZ": "pT/Hz**0.5", "X-FT-RTHZ": "fT/Hz**0.5",
    "X-NT-M-RTHZ": "nT/m/Hz**0.5", "X-PT-M-RTHZ": "pT/m/Hz**0.5", "X-NV-M-RTHZ": "nV/m/Hz**0.5",
    "X-UV-M-RTHZ": "uV/m/Hz**0.5", "B42": "kJ/kg", "JK": "MJ/kg", "B8": "J/m**3", "X-GJ-M3": "GJ/m**3",
    "89": "poise", "D21": "m**2/kg", "X-M2-G": "m**2/g", "C19": "mol/kg", "X-MEQ-G": "mmol/g",
    "C61": "ohm*m", "C60": "ohm*cm", "X-UC-MM2": "microcoulomb/mm**2", "X-UC-CM2": "microcoulomb/cm**2",
    "X-MM-A": "mm/julian_year", "D10": "siemens/m", "H61": "siemens/cm", "A7": "A/mm**2",
    "X-KW-CM2": "kW/cm**2", "X-KW-M3": "kW/m**3", "WA": "W/kg", "2B": "rad/s**2", "M45": "degree/s**2",
    "X-A-US": "A/us", "X-MA-W": "mA/W", "X-A-W": "A/W", "X-UA-LM": "uA/lumen", "X-MN-S": "MN*s", "X-KN-S": "kN*s",
    "X-N-S-KG": "N*s/kg", "X-N-KG": "N/kg", "X-KN-S-KG": "kN*s/kg", "X-KN-KG": "kN/kg", "X-KG-NH": "kg/N/hour",
    "X-KG-KWH": "kg/kWh", "X-G-KWH": "g/kWh", "MMQ": "mm**3", "F31": "kg/min", "X-PM-V": "pm/V",
    "X-M-V": "m/V", "C49": "nW", "X-M2-V2": "m**2/V**2",
    "E90": "1/cm", "X-MM-MRAD": "mm*mrad", "X-GMM-KG": "g*mm/kg", "GF": "g/m", "X-GY-S": "Gy/s",
    "X-N-CM2": "1/cm**2",
}  # fmt: skip
BARE = {
    "SET", "X-WT", "X-TPP", "X-QUBIT", "2N", "DBM", "DBW", "X-DBI", "X-DBC-HZ", "57", "X-AXES", "X-BITRES",
    "E37", "X-DBM-HZ", "X-OHM-SQ",
}  # fmt: skip
"""Counts and levels that are the only unit of their dimension."""

REGISTRY = pint.UnitRegistry(non_int_type=Decimal)
DIMENSIONS = sorted({u.dimension for u in UNITS})


def _base(code: str) -> pint.Unit:
    """The unit of factor 1 in the same dimension, as pint has it."""
    first = next(u for u in UNITS if u.dimension == unit(code).dimension and u.factor == 1 and not u.offset)
    return REGISTRY.parse_expression(PINT[first.code]).units


def test_every_unit_is_compared_or_stands_alone():
    assert set(PINT) | BARE == {u.code for u in UNITS}
    assert not set(PINT) & BARE
    alone = Counter(u.dimension for u in UNITS)
    assert [code for code in BARE if alone[unit(code).dimension] != 1 or unit(code).factor != 1] == []


def test_no_code_stands_twice():
    assert [code for code, n in Counter(u.code for u in UNITS).items() if n > 1] == []


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_has_a_base(dimension):
    assert any(u.factor == 1 and u.offset == 0 for u in UNITS if u.dimension == dimension)


@pytest.mark.parametrize("code", sorted(PINT))
@pytest.mark.parametrize("value", ["1", "0.37", "2500"])
def test_base_agrees_with_pint(code, value):
    given = REGISTRY.parse_expression(PINT[code])
    amount = Decimal(value) * (given.magnitude if hasattr(given, "magnitude") else Decimal(str(given)))
    units = given.units if hasattr(given, "units") else REGISTRY.dimensionless
    theirs = REGISTRY.Quantity(amount, units).to(_base(code)).magnitude
    ours = Quantity(Decimal(value), code).base
    assert abs(ours - theirs) <= abs(theirs) * Decimal("1e-9")


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("kg", "KGM"), ("g", "GRM"), ("t", "TNE"), ("l", "LTR"), ("m³", "MTQ"), ("pcs", "C62"), ("µW", "D80"),
        ("mol/m³", "C36"), ("cm³/min", "G49"), ("hPa", "A97"), ("mm/min", "H81"), ("g/h", "F27"),
        ("Pa·m³/s", "G01"), ("VA", "D46"), ("J/kg", "J2"), ("N·s", "C57"), ("Pa·s", "C65"), ("GB/s", "E68"),
        ("mesh", "57"), ("pixels", "E37"), ("1/K", "C91"), ("t/m³", "D41"), ("°C", "CEL"), ("bit", "A99"),
    ],
)  # fmt: skip
def test_code_is_that_of_recommendation_20(symbol, code):
    """UN/CEFACT Recommendation 20, annex III."""
    assert unit(symbol).code == code
