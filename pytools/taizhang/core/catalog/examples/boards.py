"""Examples of the rules R: name=value, several joined by ；."""

EXAMPLES = {
    "R101": "period=2022年第23周",
    "R102": "found=白板；known=看板、单位页",
    "R103": "count=3",
    "R104": "found=县档案馆；kind=单位页",
    "R112": "found=X-01；rows=3、9",
    "R115": "before=2022年3月1日；found=2022年2月1日；label=实际竣工；other=实际开工",
    "R116": "found=2022-999",
    "R117": "found=33；reported=30",
    "R118": "before=20；done=35；month=10",
    "R120": "found=471.48；name=累计投资；total=464.96",
    "R121": "base=计划开工；name=开工率",
    "R122": "period=2022年5月",
    "R123": "count=3；found=X-07",
    "R124": "found=X-99",
}
