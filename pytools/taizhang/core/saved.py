"""When a returned file was last saved, by evidence: what it states, its packing, the disk.

Every statement may be wrong: LibreOffice writes the time of its own clock and calls it UTC, a PC
may be set to 2100, a file may be copied long after it came. All moments are China time unless
said otherwise.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

CHINA = timedelta(hours=8)
CLOSE = timedelta(minutes=3)  # two statements about one saving
SLACK = timedelta(hours=1)  # by which two clocks that go right may differ
PLAIN = "文件属性"
LOCAL = "文件属性（LibreOffice写的是本机时间）"
FITTING = "文件属性（与文件时间相合的读法）"
PACKED = "文件内部各部分的时间"
DISK = "文件在磁盘上的时间"
OWN_CLOCK = ("libreoffice", "openoffice", "collabora", "neooffice")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of its own saving.

    `modified` is as written, `zone` its distance from UTC (None where none is written), `program`
    who wrote it, `packed` the latest entry of the archive by the clock that the program took.
    """

    modified: datetime | None = None
    zone: timedelta | None = None
    program: str = ""
    packed: datetime | None = None

    @property
    def own_clock(self) -> bool:
        """Whether the program is known to write its own clock's time as UTC, and to pack in UTC."""
        return any(name in self.program.casefold() for name in OWN_CLOCK)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no saving can be outside of: when the form went out, the disk's time, the present.

    The last two are by the clock of this machine, which is `behind` the time of China.
    """

    issued: datetime
    touched: datetime
    now: datetime
    behind: timedelta = timedelta(0)

    def hold(self, when: datetime) -> bool:
        """Whether the file can have been saved then."""
        latest = self.now if self.touched > self.now + SLACK else self.touched
        return self.issued < when <= latest + max(self.behind, timedelta(0)) + SLACK


@dataclass(frozen=True, slots=True)
class Saved:
    """When a file was saved, by what that is known, since and until when it may have been.

    `since` and `until` are `when` itself where the evidence leaves no doubt. `disbelieved` is a
    moment that the file or the disk states and that cannot be.
    """

    when: datetime
    since: datetime
    until: datetime
    source: str = PLAIN
    disbelieved: datetime | None = None

    def after(self, other: "Saved") -> bool:
        """Whether this was saved later for sure: all evidence must say so."""
        if self.source == DISK != other.source:
            return False  # it may have lain elsewhere before it came onto the disk
        lag = CLOSE if self.source == DISK else CLOSE * 0
        later = self.when > other.when + lag and self.since >= other.since
        return later and self.until >= other.until - CLOSE


def judge_saved(stated: Stated, bounds: Bounds) -> Saved:
    """Weigh the evidence.

    >>> at = datetime(2026, 11, 27, 15, 30)
    >>> bounds = Bounds(datetime(2026, 11, 1), datetime(2026, 11, 27, 18), datetime(2026, 11, 28))
    >>> calc = Stated(at, timedelta(0), "LibreOffice/7.4", at - CHINA)
    >>> judge_saved(calc, bounds).when, judge_saved(calc, bounds).source == LOCAL
    (datetime.datetime(2026, 11, 27, 15, 30), True)
    """
    modified = stated.modified
    if modified is None:
        return _without(stated, bounds, None)
    readings = _readings(stated, modified)
    fitting = [r for r in readings if bounds.hold(r[0])]
    if not fitting:
        when = readings[0][0]
        kept = when <= bounds.issued and not (stated.packed and _agrees(stated, when))
        return _without(stated, bounds, None if kept else when)  # kept: nobody stated a saving
    when, source = fitting[0]
    if source == PLAIN and len(fitting) < len(readings):
        source = FITTING
    since = when if source == FITTING or _agrees(stated, when) else min(r[0] for r in fitting)
    return Saved(when, since, max(when, _repacked(stated, bounds) or when), source)


def _readings(stated: Stated, modified: datetime) -> list[tuple[datetime, str]]:
    """What the written time can mean, likeliest first."""
    if stated.zone is None:
        return [(modified, PLAIN)]
    utc = modified - stated.zone + CHINA
    if stated.zone:
        return [(utc, PLAIN)]
    if stated.own_clock:
        packed = stated.packed
        if packed is not None and abs(packed - modified) < CLOSE:
            return [(utc, PLAIN)]  # its clock goes by UTC
        return [(modified, LOCAL)]
    if stated.packed is not None and abs(stated.packed + CHINA - modified) < CLOSE:
        return [(modified, FITTING)]  # packed in UTC: what is stated is the time in China
    return [(utc, PLAIN), (modified, FITTING)]


def _agrees(stated: Stated, when: datetime) -> bool:
    """Whether the packing does not contradict; most programs give no time to it."""
    packed = stated.packed
    return packed is None or min(abs(packed - when), abs(packed + CHINA - when)) < CLOSE


def _repacked(stated: Stated, bounds: Bounds) -> datetime | None:
    """When the archive was made: what is stated may have been set back since."""
    packed = _packed(stated)
    return packed if packed is not None and bounds.hold(packed) else None


def _packed(stated: Stated) -> datetime | None:
    """The time of the packing in China."""
    if stated.packed is None or not stated.own_clock:
        return stated.packed
    return stated.packed + CHINA


def _without(stated: Stated, bounds: Bounds, disbelieved: datetime | None) -> Saved:
    """What is left where the file states nothing that can be."""
    issued, packed = bounds.issued, _packed(stated)
    if packed is not None and disbelieved is not None and bounds.hold(packed):
        return Saved(packed, issued, packed, PACKED, disbelieved)
    touched = bounds.touched
    if touched > bounds.now + SLACK:  # the disk's time is as wrong: nothing tells
        return Saved(issued, issued, bounds.now, DISK, touched)
    since = touched if disbelieved is None else min(issued, touched)
    return Saved(touched, since, touched, DISK, disbelieved)
