"""The ribbon tab as customUI XML: the same commands as the entries, in groups.

What a command is called comes with it, from commands.toml.
"""

from collections.abc import Sequence

from lxml import etree

from taizhang.commands import CommandEntry

RIBBON_PART = "customUI/customUI14.xml"
NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


Groups = Sequence[tuple[str, str, Sequence[CommandEntry]]]


def ribbon_xml(skeleton: bytes, title: str, groups: Groups) -> bytes:
    """The customUI part: `skeleton`, its tab labelled and filled with the groups of buttons."""
    root = etree.fromstring(skeleton, etree.XMLParser(remove_blank_text=True))
    tab = root.find(f".//{{{NAMESPACE}}}tab")
    if tab is None:
        raise ValueError("the ribbon skeleton has no tab")
    tab.set("label", title)
    for key, label, entries in groups:
        group = etree.SubElement(tab, f"{{{NAMESPACE}}}group", id=f"tzGroup_{key}", label=label)
        for entry in entries:
            _button(group, entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _button(group: etree._Element, entry: CommandEntry) -> None:
    etree.SubElement(
        group,
        f"{{{NAMESPACE}}}button",
        id=f"tz_{entry.key}",
        label=entry.label,
        imageMso=entry.icon,
        size="large" if entry.primary else "normal",
        screentip=entry.label,
        supertip=entry.hint,
        onAction=entry.command.callback,
    )
