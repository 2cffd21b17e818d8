"""How the readers see a text: one plain alphabet over the printed one, letter for letter.

Notices arrive with full-width digits, four kinds of brackets, traditional characters, scanning
errors and spaces inside words. A View holds the plain reading and knows, for each of its
letters, where it stands in the printed text, so that names and spans are always as printed.
It never changes the text it was given.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TRADITIONAL = (
    "責責牽牵頭头單单負负發发關关於于辦办處处縣县區区鄉乡鎮镇會会議议後后係系繫系個个"
    "對对準准時时間间機机構构開开設设務务實实際际項项際际總总體体規规劃划計计産产業业"
    "產产經经濟济環环財财稅税農农門门員员組组長长領领導导導导團团協协調调聯联進进"
    "過过還还達达運运遞递選选適适遲迟遠远違违連连週周歲岁無无為为與与參参級级"
    "網网絡络線线統统編编續续終终結结約约紀纪純纯細细織织給给維维緊紧緒绪綜综綠绿"
    "質质資资費费貸贷貿贸賬账賦赋購购貫贯積积種种稱称穩稳標标檢检樣样樓楼權权橋桥"
    "條条樹树極极樞枢歷历歸归殺杀決决沒没況况準准溝沟滯滞滿满漢汉潔洁澤泽濱滨灣湾"
    "災灾煙烟熱热營营獎奖獨独狀状現现電电畫画異异當当療疗監监盤盘眾众礎础確确禮礼"
    "禦御離离竊窃競竞節节築筑範范籌筹籤签糧粮約约紅红納纳級级綱纲羅罗義义習习聖圣"
    "聞闻職职聽听脫脱腦脑臺台興兴舉举舊旧艱艰藝艺藥药蘇苏虛虚號号蟲虫術术衛卫裝装"
    "複复見见視视覽览覺觉觀观觸触訂订記记訓训託托訪访許许評评詢询試试詳详誠诚話话"
    "該该認认語语誤误說说課课請请論论諮咨講讲證证識识譯译護护變变讓让豐丰貧贫責责"
    "貨货貢贡賈贾賞赏賠赔賽赛贈赠趕赶趙赵跡迹踐践車车軍军軌轨軟软較较載载輕轻輛辆"
    "輪轮輸输轄辖轉转農农這这遊游遺遗邊边鄭郑醫医釋释鋼钢錄录錢钱錯错鍵键鎖锁鏈链"
    "鐵铁閉闭閱阅闊阔陸陆陽阳隊队階阶隨随險险隱隐雙双雜杂難难雲云電电靈灵靜静響响"
    "頁页順顺須须預预顧顾頓顿題题額额願愿類类顯显風风飛飞飯饭飲饮餘余館馆馬马駐驻"
    "驗验驟骤體体鬆松鬧闹魚鱼鮮鲜鳥鸟鹽盐麗丽黃黄黨党齊齐齡龄龍龙兩两並并東东亞亚"
    "億亿備备傳传傷伤價价優优償偿兒儿內内冊册寫写凍冻淨净剛刚創创劑剂動动勞劳勢势"
    "匯汇華华單单廠厂廳厅廣广庫库應应廢废強强彈弹彙汇徑径從从復复態态憑凭憲宪懷怀"
    "戰战戲戏戶户據据掃扫採采換换損损搶抢擔担擬拟擴扩擾扰攝摄敗败敘叙數数斷断"
    "圍围園园國国圖图執执場场報报塊块壓压壞坏壩坝夠够奪夺奮奋婦妇孫孙學学寧宁審审"
    "寬宽將将專专尋寻導导屆届屬属島岛崗岗幫帮幹干幾几庫库張张彌弥徵征慶庆憂忧愛爱"
    "滅灭滲渗漁渔漲涨潛潜澇涝濕湿瀏浏煉炼爐炉爭争牆墙獲获獵猎瑪玛環环瓊琼療疗盡尽"
    "盜盗碼码磚砖稈秆窮穷窯窑競竞筆笔簡简簽签紙纸級级紛纷絕绝絲丝綿绵緣缘縮缩"
    "績绩繞绕繪绘繼继罰罚聲声聰聪肅肃脅胁腫肿臨临艦舰蓋盖薦荐藍蓝蘭兰補补襲袭詞词"
    "誌志謀谋謝谢豬猪貓猫貴贵賓宾賢贤贊赞躍跃軸轴輔辅輝辉輩辈輯辑轟轰辭辞辯辩逕径"
    "遼辽鄰邻釀酿針针鉛铅銀银銅铜銳锐銷销鋒锋鋪铺錦锦鍋锅鍛锻鎮镇鏡镜鐘钟鑄铸鑒鉴"
    "閃闪閑闲閘闸闆板闖闯陣阵陳陈霧雾韌韧頌颂頒颁頻频顆颗饋馈駕驾騙骗驅驱驚惊"
    "貳贰隻只裡里裏里嚴严佈布佔占兇凶別别啟启單单喬乔嘗尝噸吨塗涂墊垫壯壮奧奥"
    "妝妆姍姗媽妈嬰婴寶宝屍尸層层嶺岭嶽岳巒峦帶带帳帐幣币廂厢慘惨慣惯憶忆懲惩"
    "挾挟捨舍掛挂揚扬搖摇撥拨撫抚擇择擊击擋挡據据攔拦攬揽曆历曬晒曠旷朧胧"
    "瀋沈鹼碱丟丢亂乱併并來来侖仑侶侣俠侠倆俩倉仓們们倫伦偉伟側侧偵侦偽伪傑杰傘伞傢家傭佣債债傾倾僅仅僑侨僕仆僥侥儀仪儈侩儉俭儘尽儲储兌兑冪幂凜凛凱凯刪删則则"
    "剋克剎刹剝剥劇剧劉刘劊刽劍剑勁劲勛勋勝胜勵励勸劝勻匀卻却厭厌厲厉叢丛吳吴吶呐呂吕問问啞哑喚唤喪丧喲哟嗆呛嗎吗嗚呜嘆叹嘔呕嘩哗嘯啸噓嘘噴喷噹当嚇吓嚥咽嚨咙"
    "嚮向囂嚣囌苏囑嘱囪囱圓圆堅坚堯尧塢坞塵尘塹堑墜坠墮堕墳坟墾垦壇坛壘垒壟垄壺壶壽寿夢梦夾夹姦奸娛娱婁娄嬌娇嬸婶孿孪宮宫寢寝寵宠屜屉屢屡岡冈峽峡嶄崭嶼屿帥帅"
    "師师幀帧幟帜廁厕廄厩廈厦廚厨廟庙廬庐彆别彎弯彥彦徹彻恆恒恥耻悅悦悶闷惡恶惱恼慄栗慚惭慫怂慮虑憊惫憐怜憚惮憤愤憫悯懇恳懶懒懸悬懼惧懾慑戀恋拋抛掄抡掙挣揀拣"
    "揮挥搗捣摟搂摯挚摻掺撈捞撐撑撓挠撲扑撻挞撾挝撿捡擁拥擄掳擠挤擰拧擱搁擲掷擺摆擻擞攆撵攏拢攙搀攜携攣挛攤摊攪搅敵敌斂敛斃毙斬斩晉晋晝昼暈晕暢畅暫暂曉晓書书"
    "朮术柵栅桿杆棄弃棗枣棟栋棧栈棲栖楊杨楓枫榮荣槍枪槳桨樁桩樂乐樸朴橢椭橫横檔档檯台檸柠檻槛櫃柜櫥橱櫻樱欄栏欽钦歐欧歡欢殘残殲歼殼壳毀毁毆殴氈毡氣气氫氢汙污"
    "沖冲洶汹涼凉淒凄淚泪淪沦淵渊淺浅渙涣減减渦涡測测渾浑湊凑湯汤溫温滄沧滌涤滬沪滷卤滾滚漣涟漬渍漸渐漿浆潑泼潤润潰溃澀涩澆浇澗涧澱淀濁浊濃浓濘泞濛蒙濤涛濫滥"
    "濰潍濺溅濾滤瀉泻瀕濒瀝沥瀰弥瀾澜灑洒灘滩灤滦烏乌煥焕煩烦熒荧熾炽燈灯燒烧燙烫燦灿燭烛燴烩燼烬爍烁爛烂爺爷爾尔犢犊犧牺狹狭狽狈猙狰猶犹獄狱獅狮獰狞獸兽獺獭"
    "獻献琺珐瑣琐瑤瑶瑩莹畝亩畢毕疇畴疊叠痙痉瘋疯瘍疡瘓痪瘡疮瘧疟癟瘪癢痒癥症癬癣癱瘫皚皑皺皱盃杯盞盏盧卢盪荡睏困睜睁瞞瞒瞭了矇蒙矚瞩矯矫硃朱硯砚碩硕礙碍礦矿"
    "礫砾礬矾祿禄禍祸禱祷禿秃穀谷穎颖穢秽穫获窩窝窪洼窺窥竄窜竅窍筍笋箋笺篩筛簍篓簾帘籃篮籠笼籬篱籮箩籲吁粵粤糞粪糰团糾纠紉纫紋纹紐纽紗纱紡纺紳绅紹绍絆绊絛绦"
    "絞绞絢绚絨绒絹绢綁绑綏绥綢绸綴缀綸纶綻绽綽绰緘缄緝缉緞缎締缔緩缓緬缅緯纬練练緻致縛缚縫缝縱纵縴纤縷缕繃绷繕缮繡绣繩绳繭茧繳缴繹绎纏缠纓缨纔才纖纤纜缆缽钵"
    "罈坛罵骂罷罢翹翘聳耸聶聂聾聋脈脉脹胀腎肾腳脚腸肠膚肤膠胶膩腻膽胆膿脓臉脸臍脐臘腊臟脏臥卧艙舱艷艳茲兹荊荆莊庄莖茎莢荚萊莱萬万葉叶葦苇葷荤蒼苍蓮莲蔔卜蔣蒋"
    "蔥葱蔭荫蕩荡蕪芜蕭萧薊蓟薔蔷薩萨藹蔼蘆芦蘊蕴蘋苹蘿萝虜虏虧亏蛻蜕蝕蚀蝦虾蝸蜗螞蚂螢萤蟬蝉蟻蚁蠅蝇蠟蜡蠱蛊蠶蚕蠻蛮衝冲衹只製制褲裤襖袄襪袜襯衬覓觅親亲訃讣"
    "訊讯討讨訖讫訛讹訝讶訟讼訣诀訴诉診诊註注詐诈詛诅詠咏詣诣詩诗詫诧詭诡誅诛誇夸誕诞誘诱誡诫誣诬誦诵誨诲誰谁誹诽誼谊諄谆談谈諒谅諜谍諧谐諱讳諷讽諸诸諺谚諾诺"
    "謂谓謄誊謊谎謎谜謗谤謙谦謠谣謬谬謹谨譏讥譚谭譜谱譴谴譽誉讀读讒谗豈岂豎竖貝贝貞贞販贩貪贪貯贮貶贬買买貼贴賀贺賂赂賃赁賄贿賊贼賒赊賜赐賣卖賤贱賭赌賴赖賺赚"
    "贅赘贍赡贏赢贓赃贖赎贛赣趨趋踴踊蹤踪躊踌軀躯軋轧軒轩輓挽輥辊輻辐輾辗輿舆轅辕轍辙轎轿辮辫迴回遙遥遜逊遷迁邁迈邏逻郵邮鄒邹鄧邓醜丑醞酝醬酱釁衅釐厘釘钉釣钓"
    "釩钒鈉钠鈍钝鈔钞鈕钮鈞钧鈣钙鈴铃鈾铀鉀钾鉑铂鉗钳鉚铆鉤钩鉸铰鉻铬銑铣銘铭銜衔銻锑鋁铝鋅锌鋇钡鋤锄鋸锯錐锥錘锤錠锭錨锚錫锡錳锰錶表鍍镀鍬锹鎂镁鎊镑鎚锤鎢钨"
    "鎬镐鎳镍鏟铲鏽锈鐮镰鐳镭鑰钥鑲镶鑷镊鑼锣鑽钻鑿凿閏闰閡阂閣阁閤合閥阀閨闺閩闽閻阎闌阑闡阐陝陕陰阴隕陨隴陇隸隶雖虽雛雏雞鸡鞏巩鞦秋韆千韋韦韓韩韻韵頂顶頃顷"
    "頑顽頗颇頤颐頰颊頸颈頹颓顏颜顛颠顫颤顱颅颱台颳刮飄飘飢饥飼饲飽饱飾饰餃饺餅饼養养餌饵餒馁餓饿餞饯餡馅餾馏饅馒饑饥饒饶饞馋馭驭馮冯馱驮馳驰馴驯駁驳駒驹駛驶"
    "駝驼駭骇駱骆駿骏騁骋騎骑騰腾騷骚騾骡驕骄驢驴骯肮髒脏髮发鬍胡鬚须鬥斗鬱郁魯鲁鮑鲍鯉鲤鯨鲸鰓鳃鱉鳖鱗鳞鳳凤鳴鸣鴉鸦鴕鸵鴛鸳鴦鸯鴨鸭鴻鸿鴿鸽鵑鹃鵝鹅鵬鹏鵲鹊"
    "鶴鹤鷗鸥鷹鹰鹵卤鹹咸麥麦麵面麼么點点黴霉鼕冬齋斋齒齿齣出齲龋龐庞龔龚龜龟揹背痺痹闢辟剷铲嚐尝喫吃癡痴脣唇儅当隄堤牴抵彫雕弔吊耑端繙翻氾泛汎泛徬仿倣仿彿佛"
    "伕夫頫俯榦干槓杠箇个搆构僱雇枴拐琯管銲焊郃合鬨哄譁哗燬毁蹟迹勣绩鑑鉴薑姜勦剿觔斤侷局跼局捲卷濬浚阬坑釦扣餽馈崑昆梱捆綑捆瑯琅稜棱貍狸琍璃鍊炼樑梁痳淋燐磷"
    "蔆菱霤溜鑪炉崙仑瞇眯祕秘糢模迺乃妳你撚捻唸念孃娘齧啮煖暖槃盘鑤刨砲炮珮佩踫碰悽凄慼戚彊强毬球昇升陞升賸剩蝨虱溼湿藷薯蒐搜甦苏痠酸簑蓑牠它歎叹籐藤覜眺餵喂"
    "甕瓮谿溪譆嘻蓆席閒闲絃弦啣衔羨羡傚效蠍蝎洩泄倖幸脩修卹恤勳勋燻熏巖岩縯演豔艳燄焰慇殷湧涌祐佑訏吁慾欲瘉愈癒愈籥钥偺咱讚赞譟噪紮扎搾榨霑沾炤照証证姪侄玆兹"
)
_PAIRS = dict(zip(_TRADITIONAL[0::2], _TRADITIONAL[1::2], strict=True))
_BRACKETS = dict.fromkeys("（〔【［﹝「『", "(") | dict.fromkeys("）〕】］﹞」』", ")")
_MARKS = {
    "，": ",", "﹐": ",", "；": ";", "﹔": ";", "：": ":", "︰": ":", "∶": ":", "．": ".", "％": "%",
    "／": "/", "～": "~", "∼": "~", "！": "!", "？": "?", "｜": "|", "＋": "+", "＝": "=", "＊": "*",
    "≥": "≥", "≧": "≥", "≤": "≤", "≦": "≤", "－": "-", "—": "-", "–": "-", "―": "-", "─": "-",
    "‐": "-", "‑": "-", "−": "-", "﹣": "-", "･": "·", "•": "·", "○": "〇", "◯": "〇", "零": "零",
    "曰": "日", "﹪": "%", "×": "×", "〈": "《", "〉": "》", "〖": "(", "〗": ")", "″": "”", "＂": "”",
}  # fmt: skip
_WIDE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_TABLE = str.maketrans({**_WIDE, **_PAIRS, **_BRACKETS, **_MARKS})
_SIMPLE = str.maketrans(_PAIRS)
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u2060]+")
_SCANNED_ZERO = re.compile(r"(?<![A-NP-Za-np-z]\d)(?<!(?<!\d)[Oo]\d)(?<=\d)[oO]+(?=[\d一-龥%.])")
_SCANNED_HAN_ZERO = re.compile(r"(?<=二)[oO0]{1,2}(?=[〇零一二三四五六七八九])")
_SCANNED_ONE = re.compile(r"(?<![A-Za-z0-9])[lI|](?=\d?[月日])|(?<=\d)[lI](?=[\d年月日%])")


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of printed text, its plain reading, and where each plain letter was printed.

    `places[i]` is the offset in the whole text of plain letter i; one more place marks the end.
    `soft`: a line break inside says nothing, the text was broken at a fixed width.
    """

    printed_text: str
    start: int
    plain: str
    places: Sequence[int]
    soft: bool = False

    def printed(self, begin: int, end: int) -> str:
        """Return what is printed for plain[begin:end], without the spaces inside."""
        if begin >= end:
            return ""
        first, last = self.places[begin] - self.start, self.places[end - 1] - self.start
        return _SPACES.sub("", self.printed_text[first : last + 1])

    def part(self, begin: int, end: int) -> "View":
        """Return the view of plain[begin:end]."""
        first, last = self.span(begin, end)
        text = self.printed_text[first - self.start : last - self.start]
        return View(text, first, self.plain[begin:end], self.places[begin : end + 1], self.soft)

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return the offsets in the whole text of plain[begin:end]."""
        if begin >= end:
            here = self.places[min(begin, len(self.places) - 1)]
            return here, here
        return self.places[begin], self.places[end - 1] + 1


def view(text: str, start: int = 0) -> View:
    """Read `text`, which begins at offset `start` of the whole, in the plain alphabet.

    >>> view("贵州省 ２０２６年３月底").plain
    '贵州省2026年3月底'
    """
    plain = plain_letters(text)
    if not _SPACES.search(plain):
        return View(text, start, plain, range(start, start + len(plain) + 1))
    places: list[int] = []
    kept: list[str] = []
    at = 0
    for gap in _SPACES.finditer(plain):
        kept.append(plain[at : gap.start()])
        places.extend(range(start + at, start + gap.start()))
        at = gap.end()
    kept.append(plain[at:])
    places.extend(range(start + at, start + len(plain) + 1))
    return View(text, start, _unscan("".join(kept)), places)


def plain_letters(text: str) -> str:
    """Map full-width, traditional and misread letters to plain ones, one for one."""
    return _unscan(text.translate(_TABLE))


def simplified(text: str) -> str:
    """Map traditional characters to simplified ones, one for one, and leave the rest."""
    return text.translate(_SIMPLE)


def squeeze(text: str) -> str:
    """Drop spaces and line breaks, which Chinese does not need."""
    return _SPACES.sub("", text)


def _unscan(text: str) -> str:
    if "二" in text:
        text = _SCANNED_HAN_ZERO.sub(lambda m: "〇" * len(m[0]), text)
    if "O" in text or "o" in text:
        text = _SCANNED_ZERO.sub(lambda m: "0" * len(m[0]), text)
    if "l" in text or "I" in text:
        text = _SCANNED_ONE.sub("1", text)
    return text
