"""An office's own templates: laid over those shipped, named where they cannot be used."""

from pathlib import Path

import pytest

from taizhang.books.layout import load_layout
from taizhang.books.papers.merge_page import load_wording
from taizhang.books.resources import (
    OWN,
    ROOMS,
    SHIPPED,
    Templates,
    read_source,
    read_toml,
    resource,
    template,
)
from taizhang.books.sheets.sizing import paper_named, wall_papers
from taizhang.books.wallchart.style import load_style, style_names

# file, what is in it, and the reason that the clerk reads
BROKEN = [
    ("wallchart.toml", "[page]\nwidth = \n", "第2行的写法不对"),
    ("wallchart.toml", "[pages]\nwidth = 900.0\n", "没有“pages”这一段"),
    ("wallchart.toml", "[page]\nwide = 900.0\n", "“page”一段里没有“wide”这一项"),
    ("wallchart.toml", '[page]\nwidth = "宽"\n', "“width”应当写成数"),
    ("wallchart.toml", '[texts]\nasof = "截至{day}"\n', "“asof”里的{day}程序不认识"),
    ("wallchart.toml", '[texts]\nasof = "截至{on"\n', "大括号没有成对"),
    ("wallchart.toml", '[[kpis]]\nlabel = "数"\ncolour = "紫"\n', "“紫”写得不对"),
    ("wallchart.toml", "columns = []\nkpis = [{ label = 1 }]\n", "“colour”写得不对"),
    ("papers.toml", '[[papers]]\nname = "A3"\nshort = 500\nlong = 400\ndistance = 1\ntitle = 5\nmost = 1\n',
     "纸张“A3”的尺寸不对"),
    ("reminder.toml", '[reminder]\ncontact = "请电{contact}，{place}。"\nbefore = "{谁}好"\n', "“before”里的{谁}程序不认识"),
    ("reminder.toml", '[reminder]\nmore = "还有{place}"\n', "“more”里的{place}程序不认识"),
    ("reminder.toml", '[return]\nheads = ["序号"]\n', "“heads”的个数不对"),
    ("reminder.toml", '[reminder]\nhello = "您好"\n', "“reminder”一段里没有“hello”这一项"),
    ("form.toml", '[tasks]\ncolumns = [{ key = "task_id", of = "task_id" }]\n', "《任务填报》少了“name”一列"),
    ("form.toml", '[nodes]\nlabel = "任务填报"\n', "几页的名字不能相同，也不能空着"),
    ("form.toml", '[texts]\nheading = ["报送表"]\n', "“heading”应当写成一句话（加引号）"),
    ("form.toml", '[texts]\ncolours = [{ look = "purple", mean = "紫" }]\n', "没有“purple”这种颜色"),
    ("form.toml", '[texts]\nroles = [{ role = "牵头" }]\n', "“roles”里有一行写得不全"),
]  # fmt: skip


def own(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Templates:
    target = folder / OWN / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode(encoding))
    return Templates(folder)


def load_all(templates: Templates) -> tuple[object, ...]:
    """Everything that comes of templates."""
    return (
        load_layout(templates=templates).form, load_style(templates), load_wording(templates),
        dict(wall_papers(templates)),
    )  # fmt: skip


@pytest.mark.parametrize(("name", "text", "why"), BROKEN)
def test_a_broken_template_is_named_once_and_the_shipped_one_stands(
    tmp_path: Path, name: str, text: str, why: str
) -> None:
    templates = own(tmp_path, name, text)
    assert load_all(templates) == load_all(SHIPPED)
    assert load_all(templates) == load_all(SHIPPED)
    (said,) = templates.faults + templates.refusals
    assert said.code == ("W681" if name == "form.toml" else "W680")
    assert said.message.startswith(f"“{OWN}/{name}”用不了：{why}。")


def test_the_shipped_templates_say_nothing_against_themselves(tmp_path: Path) -> None:
    """What is shipped can be copied, and changed from there."""
    for room in reversed(ROOMS):  # a name of templates goes before one of workbook
        for path in resource(room).glob("*.toml"):
            own(tmp_path, path.name, path.read_text("utf-8"))
    templates = Templates(tmp_path)
    assert load_all(templates) == load_all(SHIPPED)
    for name in style_names():
        assert load_style(templates, name) == load_style(name=name)
    assert (templates.faults, templates.refusals) == ([], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_own_file_says_only_what_is_different_however_it_was_saved(
    tmp_path: Path, encoding: str
) -> None:
    said = '[reminder]\r\ncontact = "请电{contact}，{place}。"\r\n[return]\r\nnote = "请改正"\r\n'
    templates = own(tmp_path, "reminder.toml", said, encoding)
    words, form = load_wording(templates), load_layout(templates=templates).form
    assert (words.contact, words.before) == ("请电{contact}，{place}。", load_wording().before)
    assert form.returned["note"] == "请改正"
    assert form.returned["remedy"] == load_layout().form.returned["remedy"]
    assert templates.faults == []


def test_a_variant_of_the_office_is_one_more_style_over_its_own_chart(tmp_path: Path) -> None:
    own(tmp_path, "wallchart.toml", "[page]\nwidth = 900.0\n")
    templates = own(tmp_path, "wallchart_五色.toml", '[rates]\n"开工" = "开工率"\n')
    assert set(style_names(templates)) == {*style_names(), "五色"}
    style = load_style(templates, "五色")
    assert (style.page.width, style.rates) == (900.0, {"开工": "开工率"})
    assert load_style(templates, style_names()[0]).page.width == 900.0
    assert load_style().page.width != 900.0
    with pytest.raises(KeyError):
        load_style(name="五色")


def test_a_paper_of_the_office_is_read_from_as_far_as_it_says(tmp_path: Path) -> None:
    said = (
        '[[papers]]\nname = "横幅"\nshort = 600\nlong = 3000\ndistance = 2\ntitle = 60\nmost = 2\n'
    )
    paper = paper_named("横幅", own(tmp_path, "papers.toml", said + '[reading]\n"2" = 11\n'))
    assert paper is not None
    assert paper.least == 11
    assert paper_named("横幅") is None


def test_any_file_is_looked_for_beside_the_workbook_first(tmp_path: Path) -> None:
    own(tmp_path, "papers/order.docx", "")
    assert template("papers/order.docx", tmp_path) == tmp_path / OWN / "papers/order.docx"
    assert template("form.toml", tmp_path) == resource("templates") / "form.toml"
    assert template("lists.toml") == resource("workbook") / "lists.toml"
    with pytest.raises(FileNotFoundError):
        template("papers/order.docx")


def test_a_source_that_holds_a_part_takes_the_rest_from_the_program(tmp_path: Path) -> None:
    (tmp_path / "lists.toml").write_text('levels = ["甲", "乙"]\n', "utf-8")
    assert load_layout(tmp_path).lists == {**load_layout().lists, "levels": ("甲", "乙")}
    assert load_layout(tmp_path).sheets == load_layout().sheets
    for path in resource("workbook").glob("*.toml"):
        if path.stem != "lists":
            assert read_source(tmp_path, path.stem) == read_toml(path)


def test_a_template_and_a_source_never_bear_one_name() -> None:
    names = [p.name for room in ROOMS for p in resource(room).rglob("*.toml")]
    assert len(names) == len(set(names)), sorted(names)
