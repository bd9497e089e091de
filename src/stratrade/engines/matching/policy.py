"""The policy of the matcher in one table: what speaks for a likeness, what against it, and by how much.

Scores run from 0 to 1. Nothing here is learnt: each figure is a judgement that can be read, argued about and changed,
and `setup/negatives.py` and the benchmark of names show what a change does.
"""

# --- where scores lie ---------------------------------------------------------------------------------------
ALERT = 0.7
"""The score from which a likeness is put before an officer."""
LINE = 0.805  # what the alignment of two names scores where `ALERT` lies

# --- two words ----------------------------------------------------------------------------------------------
INITIAL = 0.8  # an initial against a full word
LIKE = 0.84  # least likeness of two words that may be one
SAME_SOUND = 0.96  # two spellings of one sound, or two forms of one given name
ONE_VOWEL = 0.94  # the same but for a and e, or for an article written together
SLIP = 0.93  # one slip of the pen in a word of four letters or more
TWO_SLIPS = 0.88  # two slips in a word of seven letters or more
ONE_SOUND = 0.87  # one slip of the sound of a word
ONE_BONE = 0.86  # the same consonants, or the same but for the breath at the beginning
TWO_SLIPS_SHORT = 0.84  # two slips in a shorter word, where the rest of the name is the same and telling
LONG = 7  # letters from which a slip leaves a word recognisable
VERY_LONG = 8  # letters from which two slips leave a surname recognisable

# --- two names ----------------------------------------------------------------------------------------------
LEGAL_TELLS = 0.35  # what a legal form tells where a rare word tells 1
LEGAL_WEIGHT = 0.15  # what a legal form tells, as a share of a word
AGAINST = 0.5  # what each of two words that contradict one another costs, as a share of what it tells
EXTRA = 0.4  # the same for a word that stands in one name only
EXTRA_COMMON = 0.32  # the same for a word of many names, which is left out as lightly as it is put in
EXTRA_FIRM = 0.25  # the same between the rare first word of a company and its legal form
EXTRA_OF_TRADE = 0.2  # the same for a word that companies add as they please
EXTRA_PARTICLE = 0.1  # the same for a particle left at the end of a name
EXTRA_AFTER_INITIAL = 0.22  # the same for a given name where the other name is an initial and a rare surname
RARE = 0.85  # what a rare word tells at least
COMMON = 0.75  # what a word of many names tells at most
PATRONYMIC = 0.3  # the same for the father's name, which many spellings leave out
INEXACT = 0.08  # taken off where no word is the same letter by letter
ENOUGH = 1.55  # what the words that match must tell together where another is missing
ENOUGH_FIRM = 1.2  # the same for companies
SERVANT = "abd"  # half of a name ("servant of"), never one by itself
WHOLE_NAME = 0.95  # two names in two scripts with every syllable the same
WHOLE_BONES = 0.93  # two names in two scripts with the same consonants in a row

# --- caps ---------------------------------------------------------------------------------------------------
ONE_WORD_CAP = 0.78  # one word alike out of several says little
TOO_COMMON_CAP = 0.79  # so do two that thousands bear, where another is missing
CONTRADICTED_CAP = 0.79
WEAK_CAP = 0.79  # a weak alias alone never raises an alert
SINGLE_CAP = 0.85  # a listed name of one word

# --- what else is known of a party: missing says nothing, the same a little, a conflict much ----------------
OTHER_KIND = -0.15
NO_CRAFT = -0.1  # a ship or aircraft, where a company was asked for
BIRTH_DATE_SAME = 0.02
BIRTH_DATE_DIFFERS = -0.15
COUNTRY_DIFFERS = -0.04  # people move, and have several nationalities
SEX_DIFFERS = -0.1
ADDRESS_SAME = 0.01  # a street or a city in common, by a word that is not a country
IDENTIFIER = 1.0  # the same number, whatever the names

SHORTEST_IDENTIFIER = 5  # shorter numbers name nobody
SHORTEST_CALL_SIGN = 4  # unless they are asked for as call signs
