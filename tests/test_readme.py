"""README.md names the buttons as the list of commands does."""

import re
from pathlib import Path

from taizhang.books.master.commands import load_commands

README = Path(__file__).parents[1] / "README.md"
TABLE = re.compile(r"^\| 按钮 \|.*?(?=\n\n)", re.MULTILINE | re.DOTALL)


def test_the_table_of_buttons_is_what_the_list_gives(update_golden: bool) -> None:
    text, made = README.read_text("utf-8"), load_commands().table()
    if update_golden:
        text = TABLE.sub(lambda _: made, text, count=1)
        README.write_text(text, encoding="utf-8", newline="\n")
    found = TABLE.search(text)
    assert found
    assert found.group() == made


def test_each_button_says_what_it_does_and_where_the_result_is() -> None:
    bare = [e.key for e in load_commands().commands if not (e.about and e.result)]
    assert bare == []
