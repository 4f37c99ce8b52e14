"""Words of business that names of companies translate: 銀行 is Bank, 製作所 is Works, Manufacturing or Seisakusho.

Written from the English names that Japanese companies commonly give themselves. A word that is only transcribed needs
no entry: ホールディングス sounds like Holdings.
"""

from typing import Final

from institutions.parties.names.sound import word_sound

TRANSLATED: Final = """
工業 industries industry industrial | 産業 industries industry sangyo | 興業 industries enterprise | 銀行 bank
信託 trust | 信託銀行 trust_bank trust_and_banking | 証券 securities | 保険 insurance | 生命 life
生命保険 life_insurance | 火災 fire | 海上 marine | 損害 general | 製薬 pharmaceutical pharmaceuticals pharma
薬品工業 pharmaceutical pharmaceuticals | 薬品 pharmaceutical pharmaceuticals | 化学 chemical chemicals
化学工業 chemical chemical_industries chemical_industry | 化成 chemical kasei | 製作所 works manufacturing mfg
製造 manufacturing mfg | 電機 electric electronics | 電気 electric electronics | 電気工業 electric
電力 electric_power | 電子 electronics electronic | 電子工業 electronics | 電線 electric_wire wire cable
通信 communications telecommunications | 機械 machinery machine | 機械工業 machinery | 重工業 heavy_industries
精機 precision seiki | 精密 precision | 計器 instruments | 建設 construction | 工務店 komuten construction
組 construction corporation gumi | 土木 engineering | 不動産 real_estate realty | 住宅 housing home homes
建物 building tatemono | 鉄道 railway railroad | 電鉄 electric_railway railway | 急行電鉄 railway electric_railway
交通 transportation transport | 運輸 transportation transport | 運送 transport express | 海運 shipping marine
汽船 steamship line lines | 商船 steamship line lines | 航空 airlines air airways aviation | 倉庫 warehouse
港湾 harbor port | 物流 logistics | 石油 oil petroleum | 瓦斯 gas | ガス gas | 鉱業 mining | 鉱山 mining
金属 metal metals | 製鋼 steel | 製鉄 steel | 製鉄所 steel_works | 鋼管 steel_tube steel_pipe pipe
鉄鋼 steel iron_and_steel | 特殊鋼 special_steel | 製紙 paper paper_mfg | 紙業 paper | 印刷 printing
出版 publishing | 新聞社 newspaper shimbun press | 放送 broadcasting | テレビ television | 映画 movie pictures film
食品 foods food | 食品工業 foods food | 製菓 confectionery | 製粉 flour_milling | 製パン baking
乳業 milk dairy milk_products | 水産 fisheries suisan | 水産業 fisheries | 冷蔵 cold_storage | 飲料 beverage
酒造 brewing sake shuzo | 麦酒 breweries brewery beer | 製糖 sugar | 製油 oil oil_mills | 繊維 textile fiber
紡績 spinning cotton_spinning textile | 織物 textile fabrics | 毛織 wool_textile | ゴム rubber | ゴム工業 rubber
硝子 glass | ガラス glass | 窯業 ceramics ceramic | 陶器 ceramics | セメント cement | 塗料 paint | 油化 petrochemical
自動車 motor motors automobile | 車両 rolling_stock | 車輛 rolling_stock | 造船 shipbuilding | 発動機 motor
機工 machinery | 工機 machine_tools koki | 商事 trading shoji | 貿易 trading | 物産 trading bussan
商会 trading shokai | 商店 shoten store | 百貨店 department_store | 本社 head | 総業 enterprise
企業 enterprise enterprises | 開発 development | 観光 tourist sightseeing kanko | 旅行 travel tourist
投資 investment investments | 投資顧問 investment_advisors | 資産運用 asset_management | 資本 capital
投資信託 investment_trust | 金融 finance financial | 信販 credit | 信用金庫 shinkin_bank | 信用組合 credit_union
先物 futures | 研究所 research laboratory laboratories institute research_institute
総合研究所 research_institute
技術 technology engineering | 技研 giken technology | 設計 design consultants | 情報 information
情報処理 information_processing | 情報システム information_systems | 計算 computer | 計算機 computer
教育 education educational | 学園 gakuen school | 大学 university | 病院 hospital | 医療 medical | 医科 medical
薬局 pharmacy | 環境 environment environmental | 水道 waterworks water | 設備 equipment facilities
空調 air_conditioning | 警備 security | 保障 security | 日本 japan nippon nihon | 東京 tokyo
国際 international
全国 national | 中央 central chuo | 東 east east_japan | 西 west | 北 north northern | 南 south southern
東日本 east_japan | 西日本 west_japan | 第一 first daiichi | 新 new shin | 共同 kyodo | 総合 general sogo integrated
太平洋 pacific taiheiyo | アジア asia | 世界 world | 中小企業 small_business | 経済 economic | 協会 association
連合会 federation | 組合 association | 機構 agency organization | 公社 corporation | 公団 corporation
財団 foundation | 基金 fund | ファンド fund | 年金 pension | 政府 government | 道路 road | 半導体 semiconductor
鋼板 steel_plate steel_sheet | 抵抗器 resistor | 鋼業 steel | 製綱 rope_mfg rope | 工作機械 machine_tool
工作機械製作所 machine_tool_works | 放送局 broadcasting | 郵政 post | 鉄工所 iron_works | 鉄工 iron_works | 紙 paper
国 country | 共和国 republic | 王国 kingdom | 市 city | 県 prefecture | 倶楽部 club | グループ group
グループ本社 group
高速道路 expressway | 高速鉄道 rapid_railway rapid_transit | 旅客鉄道 railway | 信号 signal | 無線 radio musen
リース leasing lease | エンジニアリング engineering | 建機 construction_machinery | 農機 agricultural_machinery
機器 device equipment | 照明 lighting | 電池 battery | 樹脂 plastics plastic | 木材 lumber wood
香料 perfume aromatic
精糖 sugar_refining | 油脂 oil_and_fat | パルプ pulp | 塗料 paint paints | 板硝子 sheet_glass
ケミカル chemical
鋳造 casting foundry | 製鉄 steel_manufacturing | 電機 electric_and_machinery
工業 engineering works mfg manufacturing
製作所 industrial | 交通 traffic kotsu | 航測 air_survey | 保証 guarantee | 販売 sales trading hanbai
種苗 seed
電線 electric_wire_and_cable | 建託 trust_construction | 通運 express
ビール breweries brewery beer | 新聞 newspaper shimbun
広告 advertising | 介護 care | 土地 land | 地所 estate | 都市開発 urban_development | 光学 optical | 写真 photo
玩具 toy | 書店 books bookstore | 楽器 musical_instruments | 時計 watch clock | 眼鏡 optical glasses
空港 airport
空港ビル airport_terminal | 港運 harbor_transportation | 冷凍 refrigeration frozen | 化粧品 cosmetics
貨物 freight
先端 advanced | 研究 research | 開発機構 development_organization | 振興 promotion | 総研 research_institute
特殊 special | 高純度 pure | 基礎 foundation | 自動 automatic | 精工 precision | 合成 synthetic gosei
人材 human_resources
建設工業 construction | 樹脂工業 plastic_industrial plastics plastic | 造船所 shipbuilding
車輌製造 sharyo rolling_stock | 化学薬品 chemical | 理化 chemical | 冷機 refrigerators refrigeration
電気工事 electrical_construction | 電気産業 electric | 工業所 industry industries | 製紙 paper_industries
特殊製鋼 special_steel | 鉄工 manufacturing | 毛糸紡績 woolen_spinning | ハム meat_packers ham
タバコ産業 tobacco | メカトロニクス mechatronics | 鋼業 steel_works | 紙器 packaging pack | 工事 construction
土地建物 land_and_building | 食糧 foods food | 種子 seed seeds | 農業 agriculture | 肥料 fertilizer fertilizers
測量 survey | 調査 research | 気象 weather | 警備保障 security security_services | 医薬品 pharmaceuticals
化学研究所 chemical_laboratories | 電子部品 electronic_components | 部品 parts components | 工具 tool tools
軸受 bearing | 歯車 gear | 計測 measurement measuring instruments | 計測器 instruments | 制御 control controls
発條 spring springs | 発条 spring springs | 鋳鉄 cast_iron | 鋳鋼 cast_steel | 鍛造 forging | 鍛工 forging
伸銅 copper_and_brass | 製缶 can | 製罐 can | 包装 packaging | 紙工業 paper | 段ボール container | 衣料 apparel
服飾 apparel | 百貨 department_store | 商船 shipping | 旅客船 ferry | 自動車道 expressway
電力ホールデイングス electric_power_holdings | 電源開発 electric_power_development | 原子力 nuclear | 石炭 coal
鉱産 mining | 石油開発 petroleum_exploration | 石油資源 petroleum | 資源開発 petroleum_exploration
地熱 geothermal | 水力 hydro | 風力 wind_power | 太陽光 solar | 都市 urban city | 住建 housing | 住設 housing
建材 building_materials
"""


def word_translations() -> dict[str, tuple[str, ...]]:
    """Return the sounds of the English words of each Japanese one."""
    found: dict[str, dict[str, None]] = {}
    for entry in TRANSLATED.replace("\n", " | ").split("|"):
        if words := entry.split():
            english = ("".join(map(word_sound, each.split("_"))) for each in words[1:])
            found.setdefault(words[0], {}).update(dict.fromkeys(english))
    return {word: tuple(sounds) for word, sounds in found.items()}


ENGLISH: Final = word_translations()
LONGEST: Final = max(map(len, ENGLISH))
