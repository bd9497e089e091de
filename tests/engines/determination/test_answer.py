"""The strictest outcome, whatever order the bodies of law speak in."""

from hypothesis import given
from hypothesis import strategies as st

from stratrade.engines.determination.answer import Answer
from stratrade.engines.determination.model import Outcome

CERTAIN = st.lists(st.sampled_from([o for o in Outcome if o is not Outcome.ASK]), max_size=6)
OPEN = st.lists(
    st.sampled_from([Outcome.PROHIBITED, Outcome.END_USE_CERTIFICATE, Outcome.LICENCE]), max_size=3
)


def _answer(certain, left_open):
    answer = Answer()
    for outcome in certain:
        answer.say(outcome, "determination.duty.licence", "")
    for could in left_open:
        answer.leave_open("determination.entry.unknown", "", could=could)
    return answer


@given(CERTAIN, OPEN, st.randoms())
def test_order_does_not_matter(certain, left_open, random):
    shuffled, mixed = list(certain), list(left_open)
    random.shuffle(shuffled)
    random.shuffle(mixed)
    assert _answer(certain, left_open).strictest is _answer(shuffled, mixed).strictest


@given(CERTAIN, OPEN)
def test_it_asks_exactly_where_an_answer_could_be_stricter(certain, left_open):
    worst_known = min((o.rank for o in certain), default=Outcome.NONE.rank)
    could_be_worse = any(o.rank < worst_known for o in left_open)
    assert (_answer(certain, left_open).strictest is Outcome.ASK) == could_be_worse


@given(CERTAIN, OPEN, st.sampled_from(list(Outcome)))
def test_prohibition_is_final(certain, left_open, other):
    assert _answer([*certain, Outcome.PROHIBITED], left_open).strictest is Outcome.PROHIBITED


def test_contract_order():
    assert [o.value for o in Outcome] == [
        "prohibited",
        "ask",
        "notification_required",
        "end_use_certificate_required",
        "licence_required",
        "no_licence_required",
    ]
