"""Examples of the rules D: name=value, several joined by ；."""

EXAMPLES = {
    "D101": "found=刮风",
    "D102": "found=喝茶",
    "D103": "found=灯色",
    "D105": "found=0",
    "D106": "found=催办",
    "D107": "found=自定",
    "D108": "column=整改天数；found=-5",
    "D122": "found=不采纳",
    "D141": "found=示例县督〔2022〕5号；rows=6、9",
    "D142": "paper=督办单；found=督办第几号",
    "D143": "found=督办令",
    "D161": "found=督办令；names=督办单、约谈通知书",
    "D163": "found=2022-099",
    "D164": "found=建议",
    "D165": "paper=督办单示例县督〔2022〕5号；names=转绿条件、责任人",
    "D166": "paper=督办单示例县督〔2022〕5号；found=2022-099",
    "D167": "paper=督办单示例县督〔2022〕5号；found=2022年6月20日；issued=2022年6月28日",
}
