"""Assemble the VBA project and the ribbon of the master workbook."""

from taizhang.vba.install import installer
from taizhang.vba.project import assemble_project
from taizhang.vba.renew import ForeignProjectError, has_macros, renewer
from taizhang.vba.ribbon import ribbon_xml
from taizhang.vba.sources import command_modules

__all__ = [
    "ForeignProjectError",
    "assemble_project",
    "command_modules",
    "has_macros",
    "installer",
    "renewer",
    "ribbon_xml",
]
