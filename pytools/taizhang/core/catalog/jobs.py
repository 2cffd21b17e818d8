"""What jobs say at the end: the lines of their summaries, a label and how its value is said.

A job makes a line with `of`; where a line needs several forms they stand side by side.
"""

from dataclasses import dataclass

from taizhang.core.issues import show


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary; `value` is a template with named placeholders.

    >>> Fact("报送表", "{count}份").of(count=37)
    ('报送表', '37份')
    """

    label: str
    value: str

    def of(self, **values: object) -> tuple[str, str]:
        """The line with these values, shown as sentences show them; KeyError where one is missing."""
        shown = {name: show(value) for name, value in values.items()}
        return self.label, self.value.format_map(shown)


# the summary of every job
ATTENTION = Fact("需要留意", "{count}处，详见“校验结果”")

# init
MADE = Fact("建好台账", "{name}")
FOLDERS = Fact("工作文件夹", "{names}")

# selfcheck
PROGRAM = Fact("程序", "督查台账 {version}")
RUNTIME = Fact("运行环境", "{python}，{system}")
PACKAGES = Fact("组件", "{count}个，缺{missing}个")
LEDGER = Fact("台账", "任务{tasks}项，单位{units}家，表{sheets}张都在")
PERIOD = Fact("本期", "{period}")
FIT = Fact("结论", "可以使用")
UNFIT = Fact("结论", "有问题需要处理")

# rules
RULES = Fact("规则", "{count}条")
