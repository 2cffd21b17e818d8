"""Townships, departments and the rest, as 类型 of 单位名册 tells them; which word is which, 下拉选项 says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TOWNS, DEPARTMENTS = ("乡镇", "镇街", "街道"), "部门"  # as any title has them, whatever 类型 says


@dataclass(frozen=True, slots=True)
class UnitTypes:
    """Parts of the words for townships and departments; whole words for what is neither."""

    towns: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def is_town(self, unit: str, kind: str) -> bool:
        """Whether a unit is a township or a street office, by its 类型, else by its name.

        A 类型 that the lists do not know says nothing.

        >>> types = UnitTypes(("乡镇", "街道"), ("部门",), ("企业",))
        >>> types.is_town("河湾镇人民政府", ""), types.is_town("城关镇", "县直部门")
        (True, False)
        >>> types.is_town("河湾镇人民政府", "基层单位"), types.is_town("县教育局", "县级机关")
        (True, False)
        """
        if self.names_town(kind) or self.names_department(kind) or kind in self.others:
            return self.names_town(kind)
        return (
            unit.removesuffix("政府")
            .removesuffix("人民")
            .endswith(("镇", "乡", "街道", "街道办事处"))
        )

    def names_town(self, kind: str) -> bool:
        """Whether a 类型 speaks of townships."""
        return any(word in kind for word in self.towns)

    def names_department(self, kind: str) -> bool:
        """Whether a 类型 speaks of departments."""
        return any(word in kind for word in self.departments)

    def entitles_towns(self, title: str) -> bool:
        """Whether the name of a list speaks of townships, by the office's word or everybody's."""
        return any(word in title for word in (*self.towns, *TOWNS))

    def entitles_departments(self, title: str) -> bool:
        """Whether the name of a list speaks of departments, by the office's word or everybody's."""
        return any(word in title for word in (*self.departments, DEPARTMENTS))


def unit_types_in(lists: Mapping[str, Sequence[str]]) -> UnitTypes:
    """The words as the drop-down lists have them."""
    return UnitTypes(
        *(tuple(lists.get(key, ())) for key in ("town_types", "department_types", "other_types"))
    )
