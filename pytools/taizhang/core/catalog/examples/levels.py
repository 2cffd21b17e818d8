"""Examples of the rules V: name=value, several joined by ；."""

EXAMPLES = {
    "V101": "found=2022-999",
    "V102": "found=某镇",
    "V105": "file=龙山镇政府_任务包.xlsx；found=2022-017.03",
    "V106": "found=2022-999.01",
    "V107": "one=2022-017.01；other=2022-017.05；unit=龙山镇政府",
    "V108": "found=随便",
    "V109": "found=2022-017",
    "V110": "place=收件/下级/2022-06",
    "V111": "file=龙山镇_0628.xlsx；found=2022-057.01；older=龙山镇_0625.xlsx",
    "V112": "files=龙山镇.xlsx、龙山镇（2）.xlsx；found=2022-057.01",
    "V113": "found=01-017；parts=280；whole=300",
    "V114": "found=01-017；open=01-017.02、01-017.03",
    "V115": "approval=建议；found=01-017.02",
    "V116": "found=01-017；mark=机密★",
    "V121": "found=2022-017；label=完成值；column=完成值怎么汇",
}
