"""Options of the whole test run."""

import os

import pytest

UPDATE = "--update-golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(UPDATE, action="store_true", help="rewrite tests/golden from what is built")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption(UPDATE) and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"{UPDATE} is for people who read the diff, not for CI")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether to put what is built on record instead of comparing it."""
    return bool(request.config.getoption(UPDATE))
