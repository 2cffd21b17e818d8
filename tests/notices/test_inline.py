"""Units named inside a sentence. 牵头, 责任 and 领导 are empty where nothing must be read."""

import pytest

from taizhang.notices.text.glyphs import view
from taizhang.notices.who.reading import read_inline
from tests.notices.rows import listed, rows

SENTENCES = rows("""
| 句子 | 牵头 | 责任 | 领导 |
| 县督查室、效能中心要加强日常督查,每月通报一次。 | | 县督查室;效能中心 | |
| 由县住建局牵头,县财政局、县审计局配合,于6月底前完成方案编制。 | 县住建局 | 县财政局;县审计局 | |
| 会议要求,县教育局要尽快拿出方案。 | | 县教育局 | |
| 市发改委会同市财政局制定实施细则。 | 市发改委 | 市财政局 | |
| 财政部要会同发展改革委、银保监会等部门,加强统筹协调。 | 财政部 | 发展改革委;银保监会 | |
| 由市交通局负责道路维修,市城管局配合。 | | 市交通局;市城管局 | |
| 县农业农村局牵头负责,各乡镇具体实施。 | 县农业农村局 | 各乡镇 | |
| 市水利局、市住建局分别牵头,抓好汛前检查。 | 市水利局;市住建局 | | |
| 各级各部门要按照要求加强现场调研。 | | 各级各部门 | |
| 各牵头单位主要负责同志每周至少调度一次。 | | 各牵头单位 | |
| 市政府负责同志每半月至少调度一次。 | | | 市政府负责同志 |
| 由张三副县长牵头,县住建局负责。 | | 县住建局 | 副县长 |
| 请各乡镇于5月10日前将方案报县政府办公室。 | | 各乡镇 | |
| 各乡镇人民政府,县直有关部门要高度重视。 | | 各乡镇人民政府;县直有关部门 | |
| 县委组织部、县人社局负责干部培训;县财政局负责资金保障。 | | 县委组织部;县人社局;县财政局 | |
| 市委组织部要会同有关部门抓好落实。 | 市委组织部 | 有关部门 | |
| 市水务局8月底前完成河道清淤。 | | 市水务局 | |
| 各县区汛期前完成抢险队伍组建。 | | 各县区 | |
| 国家融资担保基金和省级担保、再担保机构要合理设置条件。 | | 国家融资担保基金;省级担保、再担保机构 | |
| 市、县融资担保机构要主动对标。 | | 市、县融资担保机构 | |
| 推进“市长在现场”抓落实是关键点。 | | | |
| 全面升级示例市政务服务平台。 | | | |
| 加强经开区基础设施建设,不断完善配套设施。 | | | |
| 全力解决示例公司在我县的项目落地开工问题。 | | | |
| 开展全县城镇燃气安全排查整治工作。 | | | |
| 每位市政府负责同志明确领衔牵头问题,开展集中攻坚。 | | | |
| 邀请人大代表、政协委员参与明查暗访。 | | | |
| 对较差单位进行专项督促整改。 | | | |
| 企业要落实主体责任。 | | | |
| 打造“易企网+”企业服务品牌。 | | | |
""")


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["句子"][:20])
def test_each_sentence_names_the_units_of_its_row(row: dict[str, str]) -> None:
    clause = read_inline(view(row["句子"]))

    found = (clause.lead, clause.co, clause.leaders) if clause else ((), (), ())
    assert found == (listed(row["牵头"]), listed(row["责任"]), listed(row["领导"]))


def test_names_come_back_in_the_letters_of_the_text() -> None:
    clause = read_inline(view("縣農業農村局要加強指導。"))

    assert clause is not None
    assert clause.co == ("縣農業農村局",)
