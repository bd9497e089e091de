"""What a State has laid down and what binds it: duties, catch-all, exemptions, measures of the Security Council."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from stratrade.engines.determination.chemicals import Spoken
from stratrade.engines.determination.transfers import TransferRule
from stratrade.kernel.validity import Interval

ALWAYS = Interval()


@dataclass(frozen=True, slots=True)
class Provision:
    """A paragraph of law that carries an act; drafts carry nothing outside exercises."""

    act: str
    activity: str
    goods_class: str
    citation: str
    agency: str
    status: str
    interval: Interval
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of the pack's table list x activity -> duty.

    Args:
        goods: regular expression over entry codes.
        activity: which activity it concerns.
        kind: licence, record or none.
        goods_class: class of goods whose provisions carry it.
    """

    goods: str
    activity: str
    kind: str
    goods_class: str
    reference: str = ""

    def covers(self, entry: str, activity: str) -> bool:
        """Whether the row speaks of this entry and activity."""
        return activity == self.activity and re.match(self.goods, entry) is not None

    @property
    def id(self) -> str:
        """What cases and reasons call it."""
        return f"{self.goods_class}.{self.activity}"


@dataclass(frozen=True, slots=True)
class ItemSet:
    """Items that a document of the Council or a regime names.

    Args:
        id: its name in the pack.
        document: what names the items.
        entries: regular expression over the codes of which it names all; empty for none.
        partly: further entries of which it names a part.
        hs: HS prefixes of such items.
        words: words of a description that name them.
        doubtful: words of goods that are among them in one make and not in another.
    """

    id: str
    document: str
    entries: str = ""
    partly: frozenset[str] = frozenset()
    hs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    def names(self, code: str) -> bool:
        """Whether the document names all of the entry that a code or paragraph belongs to."""
        return bool(self.entries) and re.match(self.entries, code) is not None

    def may_name(self, code: str) -> bool:
        """Whether it names a part of it."""
        return code.partition(".")[0] in self.partly


@dataclass(frozen=True, slots=True)
class Exemption:
    """What a measure lets pass, and how: `ask` wants proof, `notify` wants notice, `lift` lets it pass.

    Args:
        words: any of these in what is said of the goods or the end user.
        flags: any of these facts.
        hs: only for goods under these HS prefixes.
        origins: only for goods made there.
        via: only where the sanctioned country is on the route, not the destination.
    """

    id: str
    effect: str
    reference: str
    words: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    via: bool = False


@dataclass(frozen=True, slots=True)
class Cap:
    """What a resolution lets all States together send in twelve months.

    Args:
        amounts: the same quantity in one unit or several, each (quantity, Rec 20 code).
        starts: month and day on which each period of twelve months begins.
        source: how it is known.
    """

    amounts: tuple[tuple[Decimal, str], ...]
    starts: tuple[int, int] = (1, 1)
    source: str = ""

    def period(self, on: dt.date) -> Interval:
        """The twelve months in which a day lies.

        >>> Cap((), starts=(12, 22)).period(dt.date(2026, 12, 21))
        Interval(start=datetime.date(2025, 12, 22), end=datetime.date(2026, 12, 21))
        """
        month, day = self.starts
        first = dt.date(on.year if (on.month, on.day) >= self.starts else on.year - 1, month, day)
        return Interval(first, dt.date(first.year + 1, month, day) - dt.timedelta(days=1))


@dataclass(frozen=True, slots=True)
class SanctionRule:
    """One rule of a sanctions pack.

    Args:
        country: the country it looks at; empty for measures on persons wherever they are.
        direction: to, from or any, seen from that country.
        outcome: prohibited, licence_required (by the Committee), or inspect (the cargo is inspected).
        interval: days in force, both included; `begins` and `ends` are instants that take precedence.
        hs: HS prefixes it covers.
        entries: regular expression over entry codes; empty for none.
        words: any of these in the description, for goods told by name.
        uncoded: such words that count only where no customs code is stated.
        flags: any of these facts brings the goods under it.
        sets: items that documents name.
        all_goods: it covers whatever is carried.
        targets: words for those it is aimed at; with `spares`, who is neither leaves a question.
        spares: words for those it lets be.
        activities: the activities it concerns; empty for all.
        exemptions: what it lets pass.
        approval: name of a Committee approval that lifts it; `approval_under` the paragraph on which it is given.
        cap: what may be sent in twelve months by all States together; None where no resolution says.
        unasked: a few headings out of many: where no customs code is stated the rule puts no question.
        body: whose measure it is: UNSC, or national for one of the State alone.
        switch: name of a switch of the pack; `standing` says whether it holds with the switch on or off.
    """

    id: str
    regime: str
    country: str
    direction: str
    outcome: str
    reference: str
    interval: Interval
    source: str
    begins: dt.datetime | None = None
    ends: dt.datetime | None = None
    hs: tuple[str, ...] = ()
    entries: str = ""
    words: tuple[str, ...] = ()
    uncoded: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    sets: tuple[ItemSet, ...] = ()
    all_goods: bool = False
    targets: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    approval: str = ""
    switch: str = ""
    standing: str = "on"
    approval_under: str = ""
    approval_source: str = ""
    cap: Cap | None = None
    unasked: bool = False
    body: str = "UNSC"


@dataclass(frozen=True, slots=True)
class CatchAll:
    """One limb of the catch-all: what is known and how, the activity, and what it leads to.

    Args:
        flags: all of these must be set: how it is known.
        uses: at least one group of these must be set whole, where there is any: what it is for.
        goods: unlisted, listed or any.
        doubt: any of these, stated without how it is known, puts the question.
        not_to: destinations it does not look at.
    """

    id: str
    flags: tuple[str, ...]
    uses: tuple[tuple[str, ...], ...]
    activities: tuple[str, ...]
    outcome: str
    reference: str
    goods: str = "any"
    doubt: tuple[str, ...] = ()
    not_to: frozenset[str] = frozenset()
    interval: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class Relief:
    """An exemption or a general authorisation: lifts the list licence duty, and that alone.

    Args:
        kind: exemption or general.
        goods: regular expression over entry codes it covers.
        but: regular expression over those it leaves out; empty for none.
        activities: the activities it covers.
        destinations: where it holds; empty for everywhere.
        not_to: where it does not hold all the same.
        flags: any of these facts must be stated; empty where none is needed.
        words: or any of these in the description.
        bars: facts under which it cannot be used.
        conditions: what its user undertakes, as codes.
        registration: when its user registers: empty, before_first_use, within_30_days.
        returns: how often its user reports: empty, quarterly, half_yearly, yearly.
        accept: who accepts a registration: automatic, an officer, or two_persons.
        late: what follows where the user is not registered in the days that are left after the first use: remind (it
            may go on and is reminded), refuse (no use until it is registered) or suspend (nor then, until an officer
            has looked at it).
        return_days: days after the end of a period until its return is due.
        suspend_after_days: days after that until a registration without its return is suspended; None for never.
        status: in_force or draft.
    """

    id: str
    kind: str
    names: Mapping[str, str]
    goods: str
    activities: tuple[str, ...]
    reference: str
    source: str
    but: str = ""
    destinations: frozenset[str] = frozenset()
    not_to: frozenset[str] = frozenset()
    flags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    registration: str = ""
    returns: str = ""
    authority: str = ""
    status: str = "in_force"
    interval: Interval = ALWAYS
    accept: str = "officer"
    late: str = "refuse"
    return_days: int = 30
    suspend_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Embargo:
    """A destination under an arms embargo that the State's own catch-all looks at."""

    country: str
    interval: Interval
    source: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What one State has laid down, from its pack.

    Args:
        invented: reliefs that stand in demonstrations only.
        autonomous: measures on goods and people that the State takes by itself, beside those of the Council.
        transfers: the rules of the Chemical Weapons Convention on transfers.
        spoken: what scheduled chemicals are called beside the names of the list.
        referrals: class of goods -> agency to ask where no provision carries an act.
        zone: time zone in which a measure that begins at an instant gets its legal day.
    """

    id: str
    duties: tuple[Duty, ...] = ()
    catch_all: tuple[CatchAll, ...] = ()
    sanctions: tuple[SanctionRule, ...] = ()
    autonomous: tuple[SanctionRule, ...] = ()
    provisions: tuple[Provision, ...] = ()
    reliefs: tuple[Relief, ...] = ()
    invented: tuple[Relief, ...] = ()
    embargoes: tuple[Embargo, ...] = ()
    transfers: tuple[TransferRule, ...] = ()
    spoken: Spoken = field(default_factory=Spoken)
    referrals: Mapping[str, str] = field(default_factory=dict)
    exercise: bool = False
    needs_provision: bool = True
    zone: str = "UTC"

    def duty(self, entry: str, activity: str) -> Duty | None:
        """The first row that covers an entry and activity."""
        return next((d for d in self.duties if d.covers(entry, activity)), None)

    def provision(self, act: str, *, activity: str, goods_class: str, on: dt.date) -> Provision | None:
        """The provision that carries an act on a day, the most specific first; None where nothing does."""
        fitting = [
            p
            for p in self.provisions
            if p.act == act
            and p.activity in {activity, "any"}
            and p.goods_class in {goods_class, "any"}
            and (p.status == "in_force" or (self.exercise and p.status == "draft"))
            and p.interval.contains(on)
        ]
        fitting.sort(key=lambda p: (p.activity == "any", p.goods_class == "any", p.status != "in_force"))
        return fitting[0] if fitting else None

    def referral(self, goods_class: str) -> str:
        """Whom to ask about a class of goods where no provision carries the act; empty where nobody is named."""
        return self.referrals.get(goods_class, "") or self.referrals.get("any", "")
