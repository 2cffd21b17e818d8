"""The examples in the docstrings are true, in every module of both packages."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import taizhang
import xlfile

MODULES = sorted(
    module.name
    for package in (taizhang, xlfile)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.ispkg and not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
