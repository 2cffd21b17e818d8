"""Three thousand mangled forms in CI, three hundred otherwise: no wrong value without a word.

They are saved by as many programs as are there, and a missing one is told.

FORMS=3000 python -m pytest tests/mangling
"""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.mangling import kinds
from tests.mangling.elsewhere import ELSEWHERE
from tests.mangling.harness import Outcome, Task, try_forms
from tests.mangling.packages import PACKAGES
from tests.mangling.producers import PRODUCERS, Producer

pytestmark = pytest.mark.slow

FORMS = int(os.environ.get("FORMS", "3000" if os.environ.get("CI") else "300"))
SEED = int(os.environ.get("SEED", "20220601"))
EACH = 3
BLOCK = 50  # forms that a program saves in one call
KINDS = (*kinds.KINDS, *ELSEWHERE, *PACKAGES)
LEAST_KINDS, LEAST_READ = 55, 0.8  # asking about everything would be no reading
NAMES = [f"{p.name}-{p.kind}" for p in PRODUCERS]
# an old copy of the page, base and news gone; comments on a blank cell, the package changed again
WAS_WRONG = (
    ("LibreOffice-ods", 20_222_475), ("exceljs-xlsx", 20_221_017), ("exceljs-xlsx", 20_221_277),
    ("LibreOffice-ods", 77_002_354),  # days counted from 1904 in an .ods
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_alone_is_healed_or_named(kind: kinds.Kind, tmp_path: Path) -> None:
    outcomes = try_forms([Task(SEED + n, (kind,)) for n in range(EACH)], tmp_path)

    assert [o for o in outcomes if o.faults or o.refused] == []
    if kind in kinds.HEALED or kind in ELSEWHERE or kind in PACKAGES:
        assert [(o.name, o.asked) for o in outcomes if o.asked] == []


def test_there_are_enough_kinds() -> None:
    assert len(set(KINDS)) >= LEAST_KINDS


@pytest.mark.parametrize("producer", PRODUCERS[1:], ids=NAMES[1:])
def test_each_kind_by_each_program(producer: Producer, tmp_path: Path) -> None:
    producer.needed()
    outcomes = run([Task(SEED + n, (kind,)) for n, kind in enumerate(KINDS)], tmp_path, producer)

    assert [(o.name, o.faults, o.refused) for o in outcomes if o.faults or o.refused] == []


@pytest.mark.parametrize("producer", PRODUCERS, ids=NAMES)
def test_any_mixture_takes_no_wrong_value_and_loses_none(
    producer: Producer, tmp_path: Path
) -> None:
    producer.needed()
    share = range(SEED + PRODUCERS.index(producer), SEED + FORMS, len(PRODUCERS))
    outcomes = run([Task(number) for number in share], tmp_path, producer)

    assert [(o.name, o.faults) for o in outcomes if o.faults] == []
    assert [(o.name, o.refused) for o in outcomes if o.refused] == []
    read = sum(o.right for o in outcomes) / sum(o.right + o.asked for o in outcomes)
    assert read >= LEAST_READ


@pytest.mark.parametrize(("name", "number"), WAS_WRONG)
def test_a_form_that_once_was_read_wrongly(name: str, number: int, tmp_path: Path) -> None:
    producer = PRODUCERS[NAMES.index(name)]
    producer.needed()
    assert try_forms([Task(number)], tmp_path, producer=producer)[0].faults == []


def run(tasks: Sequence[Task], folder: Path, producer: Producer) -> list[Outcome]:
    """Try forms in as many processes as there are cores."""
    work = partial(try_forms, folder=folder, producer=producer)
    blocks = [tasks[at : at + BLOCK] for at in range(0, len(tasks), BLOCK)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(chain.from_iterable(pool.map(work, blocks)))
