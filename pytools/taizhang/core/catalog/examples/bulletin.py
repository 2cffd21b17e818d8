"""Examples of the rules B: name=value, several joined by ；."""

EXAMPLES = {
    "B101": "found=大标题",
    "B102": "found=滞后家数",
    "B103": "found=滞后很多",
    "B104": "found=落后事项",
    "B105": "found=截至6月底",
    "B106": "found=快报；known=督查通报、政务督查",
    "B107": "kind=表扬通报",
    "B108": "kind=表扬通报；lists=新销号事项、进展较好单位",
    "B111": "count=3；period=2022年6月",
    "B112": "found=70；name=单位情况；total=68",
    "B113": "kind=督查专报",
    "B114": "found=2022-999",
    "B116": "kind=年终评定；on=2022年9月30日；period=2022年",
    "B121": "kept=督查通报_2022-06_第1期（2）.docx；name=督查通报_2022-06_第1期.docx",
    "B122": "fonts=方正小标宋简体、仿宋_GB2312",
    "B123": "found=21；high=225；line=30；most=28.99",
    "B124": "kind=督查报告",
}
