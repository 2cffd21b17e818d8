"""Every sentence a user can meet, as Rules. One module a family, one constant a rule.

Codes: L 台账, F 报送表, M 汇总, S 排期, P 考核, N 方案, W 文件与环境. A code is never reused.
"""

from importlib import import_module

from taizhang.core.issues import Rule

FAMILIES = ("ledger", "checks", "forms", "merging", "notices", "drafts", "world", "environment")


def rules() -> tuple[Rule, ...]:
    """All rules, sorted by code."""
    modules = (import_module(f"{__name__}.{family}") for family in FAMILIES)
    found = (r for m in modules for r in vars(m).values() if isinstance(r, Rule))
    return tuple(sorted(found, key=lambda rule: rule.code))
