"""Formulas as text: the file's spelling, Excel's spelling, and the same formula some rows down.

Nothing is calculated. A formula is cut into pieces that hold references and pieces that do not
(strings, quoted sheet names, brackets), and only the former are touched.
"""

import re
from collections.abc import Callable

from xlfile.cells.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number

_OPAQUE = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:'.|[^\[\]]|\[(?:'.|[^\[\]])*\])*\])""")
_REFERENCE = re.compile(
    r"(?<![\w.$])(?:"
    r"(?P<c1>\$?[A-Za-z]{1,3}):(?P<c2>\$?[A-Za-z]{1,3})(?![\w(])"
    r"|(?P<r1>\$?\d+):(?P<r2>\$?\d+)(?![\w.])"
    r"|(?P<col>\$?[A-Za-z]{1,3})(?P<row>\$?\d{1,7})(?![\w(.!])"
    r")"
)
_FUNCTION = re.compile(r"(?<![\w.])([A-Za-z][\w.]*)(?=\()")
_PREFIX = re.compile(r"_xl(?:fn|ws|pm|udf)\.")
_COLUMN = r"\[(?:'.|[^\[\]'])*\]"
_THIS_ROW = re.compile(rf"(\w)?\[@({_COLUMN}(?::{_COLUMN})?|(?:'.|[^\[\]'@])*)\]")

_QUOTED = re.compile(r"(['\[\]#@])")
_SPECIAL = re.compile(r"[^\w\u3000-\uffef]")

_SHEET_FUNCTIONS = frozenset({"FILTER", "SORT"})
_FUTURE = (
    "ACOT ACOTH AGGREGATE ANCHORARRAY ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST "
    "BINOM.DIST.RANGE BINOM.INV BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW "
    "CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT CHISQ.TEST "
    "CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P "
    "COVARIANCE.S CSC CSCH DAYS DECIMAL DROP ECMA.CEILING ERF.PRECISE ERFC.PRECISE EXPAND "
    "EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FIELDVALUE FILTERXML FLOOR.MATH "
    "FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY "
    "FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV "
    "GAMMALN.PRECISE GAUSS HSTACK HYPGEOM.DIST IFNA IFS IMCOSH IMCOT IMCSC IMCSCH IMSEC "
    "IMSECH IMSINH IMTAN ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST "
    "LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST "
    "NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC "
    "PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI POISSON.DIST "
    "QUARTILE.EXC QUARTILE.INC QUERYSTRING RANDARRAY RANK.AVG RANK.EQ REDUCE RRI SCAN SEC "
    "SECH SEQUENCE SHEET SHEETS SINGLE SKEW.P SORTBY STDEV.P STDEV.S SWITCH T.DIST "
    "T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN "
    "TEXTSPLIT TOCOL TOROW UNICHAR UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK "
    "WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST"
)
_FUTURE_FUNCTIONS = frozenset(_FUTURE.split())


def to_file(formula: str, table: str | None) -> str:
    """`=XLOOKUP([@编号],…)` → `_xlfn.XLOOKUP(表1[[#This Row],[编号]],…)`, without the equals sign.

    Args:
        formula: as a user writes it, with or without the file's own prefixes.
        table: the table that the cell is in, for references to the same row.
    """
    prefixed = _outside_quotes(formula.removeprefix("="), _prefix_functions)
    return _outside_strings(prefixed, lambda text: _spell_this_row(text, table))


def from_file(formula: str) -> str:
    """A formula as Excel shows it: with the equals sign, without `_xlfn.`."""
    return "=" + _outside_quotes(formula, lambda text: _PREFIX.sub("", text))


def shift(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when copied so many rows down and columns to the right."""
    if not rows and not columns:
        return formula
    return _outside_quotes(
        formula, lambda text: _REFERENCE.sub(lambda found: _shifted(found, rows, columns), text)
    )


def rename_column(formula: str, table: str, old: str, new: str) -> str:
    """The formula when a column of a table gets another name.

    >>> rename_column("SUM(表1[旧])+表1[[#This Row],[旧]]+表2[旧]", "表1", "旧", "新")
    'SUM(表1[新])+表1[[#This Row],[新]]+表2[旧]'
    """
    was, now = _escaped(old), _escaped(new)
    owner = re.compile(rf"(?<![\w.]){re.escape(table)}$", re.IGNORECASE)
    whole = re.compile(rf"\[{re.escape(was)}\]", re.IGNORECASE)
    pieces = _OPAQUE.split(formula)
    for i in range(1, len(pieces), 2):
        if pieces[i][0] == "[" and owner.search(pieces[i - 1]):
            alone = whole.fullmatch(pieces[i]) and _SPECIAL.search(new)
            spelled = f"[[{now}]]" if alone else f"[{now}]"
            pieces[i] = whole.sub(lambda _, spelled=spelled: spelled, pieces[i])
    return "".join(pieces)


def _escaped(name: str) -> str:
    return _QUOTED.sub(r"'\1", name)


def _outside_quotes(formula: str, change: Callable[[str], str]) -> str:
    pieces = _OPAQUE.split(formula)
    pieces[::2] = [change(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _outside_strings(formula: str, change: Callable[[str], str]) -> str:
    pieces = re.split(r'("(?:[^"]|"")*")', formula)
    pieces[::2] = [change(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _prefix_functions(text: str) -> str:
    def prefixed(found: re.Match[str]) -> str:
        name = found[1].upper()
        if name in _SHEET_FUNCTIONS:
            return f"_xlfn._xlws.{name}"
        return f"_xlfn.{name}" if name in _FUTURE_FUNCTIONS else found[1]

    return _FUNCTION.sub(prefixed, text)


def _spell_this_row(text: str, table: str | None) -> str:
    def spelled(found: re.Match[str]) -> str:
        owner, columns = found[1] or table or "", found[2]
        if columns and not columns.startswith("["):
            columns = f"[{columns}]"
        return f"{owner}[[#This Row],{columns}]" if columns else f"{owner}[#This Row]"

    return _THIS_ROW.sub(spelled, text)


def _shifted(found: re.Match[str], rows: int, columns: int) -> str:
    part = found.groupdict()
    if part["c1"]:
        moved = [_move_column(part["c1"], columns), _move_column(part["c2"], columns)]
        return ":".join(moved) if all(moved) else "#REF!"
    if part["r1"]:
        moved = [_move_row(part["r1"], rows), _move_row(part["r2"], rows)]
        return ":".join(moved) if all(moved) else "#REF!"
    column, row = _move_column(part["col"], columns), _move_row(part["row"], rows)
    return column + row if column and row else "#REF!"


def _move_column(letters: str, by: int) -> str:
    if letters.startswith("$"):
        return letters
    number = column_number(letters) + by
    return column_letters(number) if 1 <= number <= LAST_COLUMN else ""


def _move_row(digits: str, by: int) -> str:
    if digits.startswith("$"):
        return digits
    number = int(digits) + by
    return str(number) if 1 <= number <= LAST_ROW else ""
