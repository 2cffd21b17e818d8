"""The examples in the docstrings are true."""

import doctest
import pkgutil
from importlib import import_module

import pytest

from taizhang import notices

MODULES = sorted(module.name for module in pkgutil.iter_modules(notices.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    assert doctest.testmod(import_module(f"taizhang.notices.{name}")).failed == 0
