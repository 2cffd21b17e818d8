"""Three thousand mangled forms in CI, three hundred otherwise: no wrong value without a word.

FORMS=3000 python -m pytest tests/mangling
"""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.mangling import kinds
from tests.mangling.elsewhere import ELSEWHERE
from tests.mangling.harness import Outcome, try_form

FORMS = int(os.environ.get("FORMS", "3000" if os.environ.get("CI") else "300"))
SEED = 20_220_601
EACH = 3
# an unsealed form built by hand, with a copy of its sheet and another unit's, still mixes rows
OPEN_FAULT = 20_222_742


@pytest.mark.parametrize("kind", [*kinds.KINDS, *ELSEWHERE], ids=lambda kind: kind.__name__)
def test_each_kind_alone_is_healed_or_named(kind: kinds.Kind, tmp_path: Path) -> None:
    outcomes = [try_form(SEED + n, tmp_path, [kind]) for n in range(EACH)]

    assert [o for o in outcomes if o.faults or o.refused] == []
    if kind in kinds.HEALED or kind in ELSEWHERE:
        assert [(o.name, o.asked) for o in outcomes if o.asked] == []


def test_any_mixture_takes_no_wrong_value_and_loses_none(tmp_path: Path) -> None:
    outcomes = run([n for n in range(SEED, SEED + FORMS) if n != OPEN_FAULT], tmp_path)

    assert [(o.name, o.faults) for o in outcomes if o.faults] == []
    assert [(o.name, o.refused) for o in outcomes if o.refused] == []
    read = sum(o.right for o in outcomes) / sum(o.right + o.asked for o in outcomes)
    assert read > 0.75  # asking about everything would be no reading


@pytest.mark.xfail(reason="its rows are mixed; see OPEN_FAULT", raises=AssertionError)
def test_the_open_fault_is_still_open(tmp_path: Path) -> None:
    assert try_form(OPEN_FAULT, tmp_path).faults == []


def run(numbers: Sequence[int], folder: Path) -> list[Outcome]:
    """Try forms in as many processes as there are cores."""
    work = partial(try_form, folder=folder)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, numbers, chunksize=25))
