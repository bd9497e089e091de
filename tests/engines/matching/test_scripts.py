"""Names across scripts and spellings: what is one name, and what is not. All names are made up or of no one person."""

import pytest

from stratrade.engines.matching.align import align
from stratrade.engines.matching.normalise import readings, script, tokens
from stratrade.engines.matching.policy import LINE


def alike(a, b):
    return align(tokens(a), tokens(b), lambda _word: 1.0, scripts=(script(a), script(b))).score


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Кириак Митров", "Kiriak Mitrov"),
        ("Κυριάκος Μητρόπουλος", "Kyriakos Mitropoulos"),
        ("Ευάγγελος Μπουτάρης", "Evangelos Boutaris"),
        ("أحمد نادري", "Ahmad Naderi"),
        ("عبد الرحمن السالمي", "Abdulrahman al-Salimi"),
        ("محمد زهیر کریمی", "Mohammad Zuhair Karimi"),
        ("박철수", "Pak Chol Su"),
        ("박철수", "Park Cheol-soo"),
        ("이정남", "Ri Jong Nam"),
        ("王小明", "Wang Xiaoming"),
        ("王小明", "Xiaoming Wang"),
        ("ហ៊ុន សំផន", "Hun Samphan"),
        ("ทักษิณ ชินวัตร", "Thaksin Chinawat"),
        ("ບຸນມີ ສີສຸລິດ", "Bounmi Sisoulith"),
        ("အောင်စန်းမြင့်", "Aung San Myint"),
        ("သိန်းစိန်", "Thein Sein"),
        ("Nguyễn Văn Đức", "Nguyen Van Duc"),
        ("华鑫航运有限公司", "Huaxin Shipping Co Ltd"),
        ("سعيد شهيدخيل", "Said Shahid Khel"),
    ],
)
def test_one_name_in_two_scripts(native, latin):
    assert alike(native, latin) >= LINE
    assert alike(latin, native) >= LINE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد نادري", "Ahmad Nazir"),
        ("محمد جودة", "Muhannad al-Jaddawi"),
        ("김정은", "Kim Un Jong"),  # the same syllables in another order
        ("최민석", "Sok Min Choe"),
        ("王丽华", "Ri Won Ho"),
        ("李桂英", "Yong Gi Ri"),
        ("Ольга Волкова", "Olga Havlickova"),
        ("Xavier Moreno", "Xavier Moreau"),
        ("Robert Bartela", "Robert Barrera"),
        ("Cardoso", "Credisa"),
        ("Abdulbaqi Sorokin", "Abdul Baqi"),
        ("Zayan Batra", "Bayan Bitar"),
    ],
)
def test_names_that_only_resemble_one_another(one, other):
    assert alike(one, other) < LINE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Natalya Aliksivna Orlova", "Natalya Alekseevna ORLOVA"),
        ("KILIMNOV Konstantin Wiktorovitsch", "Konstantin Viktorovich KILIMNOV"),
        ("Andrej Viktorovitj Sokolov", "Andrei Viktorovich SOKOLOV"),
        ("Wladimir Kovalew", "Vladimir Kovalev"),
        ("Oualid Mualim", "Walid Mualem"),
        ("Xodr Ali Tahir", "Khodr Ali TAHER"),
        ("Amad Albachar", "Ahmed AL-BACHAR"),
        ("Bill Sampleton", "William Sampleton"),
        ("Nikolai Zavarin", "Nikolai Sergeevich Zavarin"),
        ("Swe Swe Aoung", "Sve Swe Aung"),
        ("Seyed Reza Adyanov", "Sayyid Reza Adyanov"),
        ("Zar buloq Trading", "Zarbuloq Trading"),
        ("SYRUS GENERALintelligence HOUSE", "SYRUS GENERAL INTELLIGENCE HOUSE"),
        ("Otkrytoe Aktsionernoe Obshchestvo Zavodmir", "OAO Zavodmir"),
        ("sociedad de responsabilidad limitada Zavodmir", "Zavodmir LLC"),
        ("Zavodmir Sh.p.k.", "Zavodmir GmbH"),
        ("Công ty TNHH Zavodmir", "Zavodmir Co., Ltd."),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert alike(one, other) >= LINE


def test_legal_forms_are_compared_and_not_dropped():
    same = alike("Zavodmir Instruments LLC", "Zavodmir Instruments GmbH")
    other = alike("Zavodmir Instruments LLC", "Zavodmir Instruments OJSC")
    assert other < same
    assert other >= LINE


def test_ranks_stay_in_the_names_of_companies():
    assert tokens("GENERAL ZAVODMIR TRADING CO") == ("general", "zavodmir", "trading", "company")
    assert tokens("General Anatoly Zavodin") == ("anatoly", "zavodin")


def test_an_initial_that_is_a_word_elsewhere_is_kept():
    assert tokens("E. Y. Zavodin") == ("e", "y", "zavodin")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zarnigor Abdul", "Abdul Zarnigor"),
        ("Sheikh Abdul Zarnigor Makki", "Abdul Zarnigor Makki"),
        ("Ernest Zarnigorov", "Ernest Abdulovich Zarnigorov"),
        ("Adel BenRehouma Zarnigor", "Adel Ben Rehouma Zarnigor"),
        ("EmadAbdul-Ghani Zarnigor", "Emad Abdul-Ghani Zarnigor"),
        ("Muavmad Zarnigor", "Muhammad Zarnigor"),
        ("Al-Din, Zarnigor Taji", "Zarnigor Taji al-Din"),
        ("H. Zarnigor", "Hui-bong Zarnigor"),
        ("Zarnigor Sapphire Import Export", "Zarnigor Sapphire"),
        ("ZARNIGOR ANDAGITATION DEPARTMENT", "Zarnigor and Agitation Department"),
        ("Milan IVA NOVIC", "Milan Ivanovic"),
        ("ZARNIGORFZE", "Zarnigor FZE"),
    ],
)
def test_one_name_written_otherwise(one, other):
    assert alike(one, other) >= LINE
    assert alike(other, one) >= LINE


def test_titles_that_are_spelt_in_many_ways_are_left_out_in_a_reading():
    assert ("setar", "abd") in readings("Setar, Haje Abdoul")


def test_what_cannot_reach_the_least_score_is_answered_with_nothing():
    words = tokens("Zarnigor Sapphire"), tokens("Zarnigor Kowalik")
    assert 0 < align(*words, lambda _word: 1.0).score < LINE
    assert align(*words, lambda _word: 1.0, least=LINE).score == 0
