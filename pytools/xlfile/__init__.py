"""An xlwings engine for workbooks on disk: the same code runs with Excel and without.

    import xlfile, xlwings as xw

    xlfile.activate()
    book = xw.Book("督查台账.xlsm")
    book.sheets["任务台账"]["A2"].value = "已完成"
    book.save()

Values are read by calamine. Writing changes the XML of the cells concerned and nothing else:
every other part of the file is written back byte for byte. Formulas are not calculated, macros
do not run; a member that is missing raises NotImplementedError with its name.
"""

from xlwings import Engine, engines

from xlfile.engine import Engine as _FileEngine
from xlfile.parts.package import ChangedOnDisk, HiddenCell, UnreadableWorkbook

__all__ = ["ChangedOnDisk", "HiddenCell", "UnreadableWorkbook", "activate", "engine"]

engine = Engine(impl=_FileEngine())


def activate() -> None:
    """Make this xlwings' active engine, and known to it as `xlwings.engines["xlfile"]`."""
    if engine.name not in {known.name for known in engines}:
        engines.add(engine)
    engine.activate()
