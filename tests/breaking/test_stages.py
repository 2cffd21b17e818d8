"""The jobs that are killed, raced and refused are all there are: they follow from the one list."""

from taizhang.commands import COMMANDS
from tests.breaking.stages import NO_STAGE, STAGES


def test_every_command_has_a_stage_or_a_reason_for_having_none() -> None:
    staged = {stage.words.split()[0] for stage in STAGES.values()}
    assert staged | set(NO_STAGE) == {command.name for command in COMMANDS}
    assert not staged & set(NO_STAGE)
