"""The words of numbers and amounts by language where CLDR has none: names of numbers, scales, units and currencies, fillers.

Tables are keyed by the language without its region; English always counts as well. Words are written as `text.plain` returns them: in lower
case and without marks. Alternatives of one place in a row are separated by a bar.
"""

from __future__ import annotations

from collections.abc import Mapping

ONES: Mapping[str, str] = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "de": "null ein|eins|eine|einen|einem|einer zwei|zwo drei vier funf|fuenf sechs sieben acht neun zehn elf "
    "zwolf|zwoelf dreizehn vierzehn "
    "funfzehn|fuenfzehn sechzehn siebzehn achtzehn neunzehn",
    "es": "cero uno|un|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve",
    "fr": "zero un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf",
    "ru": "ноль|нуль один|одна|одно|одну два|две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать "
    "четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
}
"""The names of 0 to 19."""

TENS: Mapping[str, str] = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreissig vierzig funfzig|fuenfzig sechzig siebzig achtzig neunzig",
    "es": "veinte|veinti treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante septante huitante|octante|quatrevingt|quatrevingts nonante",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
}
"""The names of 20 to 90."""

SCORES: Mapping[str, Mapping[str, int]] = {"fr": {"soixante": 60, "quatrevingt": 80}}
"""Names of tens after which the numbers go on to 19."""

UNITS_FIRST = frozenset({"de"})
"""Languages that say the units before the tens."""

HUNDREDS: Mapping[str, str] = {
    "en": "hundred",
    "de": "hundert",
    "es": "cien|ciento doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas "
    "quinientos|quinientas seiscientos|seiscientas "
    "setecientos|setecientas ochocientos|ochocientas novecientos|novecientas",
    "fr": "cent|cents",
    "ru": "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
}
"""The word for hundred, after the number of hundreds; or the names of 100 to 900."""

GLUED: Mapping[str, Mapping[str, int]] = {"de": {"tausend": 1000}}
"""Scales that are written in one word with the number before them."""

AND: Mapping[str, str] = {"en": "and", "de": "und", "es": "y con", "fr": "et", "ru": "с и"}
"""The words between the parts of a number."""

OF: Mapping[str, str] = {"en": "of a an", "de": "einer eine", "es": "de", "fr": "de d'un un d", "ru": ""}
"""The words between a part and its whole: a quarter of a million."""

A: Mapping[str, str] = {"en": "a an", "de": "ein eine einem einer", "es": "un una", "fr": "un une", "ru": ""}
"""The words for one before a scale or a unit."""

PARTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "half|halves": "1/2", "third|thirds": "1/3", "quarter|quarters|fourth|fourths": "1/4", "fifth|fifths": "1/5", "sixth|sixths": "1/6",
        "seventh|sevenths": "1/7", "eighth|eighths": "1/8", "ninth|ninths": "1/9", "tenth|tenths": "1/10",
        "hundredth|hundredths": "1/100", "thousandth|thousandths": "1/1000",
        "millionth|millionths": "1/1000000",
    },
    "de": {
        "halb|halbe|halben|halber|halbes|halfte|haelfte": "1/2", "drittel": "1/3", "viertel": "1/4", "funftel|fuenftel": "1/5",
        "sechstel": "1/6", "siebtel": "1/7", "achtel": "1/8", "neuntel": "1/9", "zehntel": "1/10", "hundertstel": "1/100",
        "tausendstel": "1/1000", "dreiviertel": "3/4", "anderthalb": "3/2", "eineinhalb": "3/2",
    },
    "es": {
        "medio|media|mitad": "1/2", "tercio|tercios": "1/3", "cuarto|cuartos": "1/4", "quinto|quintos": "1/5", "sexto|sextos": "1/6",
        "septimo|septimos": "1/7", "octavo|octavos": "1/8", "noveno|novenos": "1/9", "decimo|decimos": "1/10",
    },
    "fr": {
        "demi|demie|moitie": "1/2", "tiers": "1/3", "quart|quarts": "1/4", "cinquieme|cinquiemes": "1/5", "sixieme|sixiemes": "1/6",
        "septieme|septiemes": "1/7", "huitieme|huitiemes": "1/8", "neuvieme|neuviemes": "1/9", "dixieme|dixiemes": "1/10",
        "centieme|centiemes": "1/100",
    },
    "ja": {"半分": "1/2"},
    "ko": {"절반": "1/2", "반": "1/2"},
    "ru": {
        "половина|половину|половинои|пол": "1/2", "треть|трети": "1/3", "четверть|четверти": "1/4", "пятая|пятых": "1/5",
        "десятая|десятых": "1/10", "полтора|полторы": "3/2",
    },
}  # fmt: skip
"""The names of parts."""

ALSO_ORDINAL: Mapping[str, str] = {
    "en": "third fourth fifth sixth seventh eighth ninth tenth hundredth thousandth",
    "es": "cuarto quinto sexto septimo octavo noveno decimo",
    "fr": "cinquieme sixieme septieme huitieme neuvieme dixieme centieme",
}
"""Names of parts that also give a place in a row, when they stand alone."""

ORDINALS: Mapping[str, str] = {
    "en": "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth",
    "de": "nullte erste zweite dritte vierte funfte|fuenfte sechste siebte|siebente achte neunte zehnte elfte zwolfte|zwoelfte dreizehnte "
    "vierzehnte funfzehnte sechzehnte siebzehnte achtzehnte neunzehnte",
    "es": "cero primero|primera|primer segundo|segunda tercero|tercera|tercer cuarto|cuarta quinto|quinta sexto|sexta septimo|septima "
    "octavo|octava noveno|novena decimo|decima",
    "fr": "zeroieme premier|premiere deuxieme|second|seconde troisieme quatrieme cinquieme sixieme septieme "
    "huitieme neuvieme dixieme onzieme "
    "douzieme treizieme quatorzieme quinzieme seizieme dixseptieme dixhuitieme dixneuvieme",
    "ru": "нулевои первыи|первая|первое|первого второи|вторая|второе|второго третии|третья|третье|третьего "
    "четвертыи|четвертая|четвертое|четвертого "
    "пятыи|пятая|пятое|пятого "
    "шестои|шестая|шестое|шестого седьмои|седьмая|седьмое|седьмого восьмои|восьмая|восьмое|восьмого девятыи|девятая|девятое|девятого "
    "десятыи|десятая|десятое|десятого",
}
"""The names of the places from 0 on."""

ORDINAL_TENS: Mapping[str, str] = {
    "en": "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
    "de": "zwanzigste dreissigste vierzigste funfzigste sechzigste siebzigste achtzigste neunzigste",
    "es": "vigesimo|vigesima trigesimo|trigesima cuadragesimo|cuadragesima quincuagesimo|quincuagesima sexagesimo|sexagesima "
    "septuagesimo|septuagesima octogesimo|octogesima nonagesimo|nonagesima",
    "fr": "vingtieme trentieme quarantieme cinquantieme soixantieme soixantedixieme|septantieme quatrevingtieme "
    "quatrevingtdixieme|nonantieme",
    "ru": "двадцатыи|двадцатая|двадцатое тридцатыи|тридцатая|тридцатое сороковои|сороковая "
    "пятидесятыи|пятидесятая шестидесятыи|шестидесятая "
    "семидесятыи|семидесятая восьмидесятыи|восьмидесятая девяностыи|девяностая",
}
"""The names of the places 20, 30, ... 90."""

ORDINAL_ENDS: Mapping[str, str] = {
    "en": "st nd rd th",
    "de": "ste ster sten stes te ter ten",
    "es": "o a er ero era",
    "fr": "er re e eme ieme ere nd nde",
    "ja": "番目 番 回目",
    "ko": "번째 번 째 회",
    "ru": "и ыи ои я ая е ое го ого му",
}
"""What is written after digits to make a place of a number."""

ORDINAL_STARTS: Mapping[str, str] = {"ja": "第", "ko": "제"}
"""What is written before digits to make a place of a number."""

SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {
        "hundred": 100, "dozen": 12, "dozens": 12, "thousands": 10**3, "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6,
        "mio": 10**6, "millions": 10**6, "bn": 10**9, "bln": 10**9, "billions": 10**9, "tn": 10**12, "trn": 10**12, "trillions": 10**12,
        "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
    },
    "de": {
        "hundert": 100, "dutzend": 12, "tsd": 10**3, "tausende": 10**3, "mill": 10**6, "mia": 10**9, "milliarde": 10**9, "million": 10**6,
        "billion": 10**12,
    },
    "es": {
        "docena": 12, "docenas": 12, "miles": 10**3, "millon": 10**6, "millardo": 10**9, "millardos": 10**9, "milmillones": 10**9,
        "billon": 10**12, "mdd": 10**6,
    },
    "fr": {
        "douzaine": 12, "douzaines": 12, "millier": 10**3, "milliers": 10**3, "mds": 10**9, "mrd": 10**9, "mrds": 10**9, "mio": 10**6,
        "million": 10**6, "milliard": 10**9, "billion": 10**12,
    },
    "ja": {"ダース": 12},
    "ko": {"다스": 12},
    "ru": {
        "дюжина": 12, "дюжины": 12, "дюжин": 12, "тысяча": 10**3, "тысячу": 10**3, "тысяч": 10**3, "тыс": 10**3, "миллион": 10**6,
        "миллионов": 10**6, "миллиард": 10**9, "миллиардов": 10**9, "триллион": 10**12, "триллионов": 10**12,
    },
}  # fmt: skip
"""Scales that CLDR does not list."""

BARE: Mapping[str, str] = {
    "en": "dozen", "de": "hundert tausend dutzend", "es": "mil", "fr": "mille", "ru": "тысяча тысячу миллион миллиард",
}  # fmt: skip
"""Scales that mean one of it when no number stands before them."""

MYRIADS: Mapping[str, int] = {
    "만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12, "京": 10**16,
}  # fmt: skip
"""The scales of Korean, Japanese and Chinese, which follow one another: 3만 5천."""

BELOW_MYRIAD: Mapping[str, int] = {"십": 10, "백": 100, "천": 1000, "十": 10, "百": 100, "千": 1000}
"""The smaller scales of these languages."""

DIGITS: Mapping[str, int] = {
    **{sign: number for number, sign in enumerate("〇一二三四五六七八九")}, "零": 0, "영": 0, "공": 0,
    **{sign: number for number, sign in enumerate("일이삼사오육칠팔구", start=1)},
}  # fmt: skip
"""The digits of these languages in words."""

NATIVE: Mapping[str, tuple[str, str]] = {
    "ko": (
        "하나|한 둘|두 셋|세 넷|네 다섯 여섯 일곱 여덟 아홉",
        "열 스물|스무 서른 마흔 쉰 예순 일흔 여든 아흔",
    ),
}
"""Other names of 1 to 9 and of 10 to 90, with which things are counted."""

MINUS: Mapping[str, str] = {
    "en": "minus negative", "de": "minus", "es": "menos", "fr": "moins", "ja": "マイナス 氷点下 零下", "ko": "마이너스 영하", "ru": "минус",
}  # fmt: skip
"""The words for a minus."""

AT_LEAST: Mapping[str, str] = {"es": "al lo", "fr": "au du"}
"""Words before the word for a minus that make it `at least`."""

AROUND: Mapping[str, str] = {
    "en": "aged age at about around approximately approx roughly circa ca c some exactly just only all the a an for in of "
    "it its is was were they there are "
    "total altogether combined overall long old ago later high tall wide deep far away whole full entire",
    "de": "etwa ungefahr ungefaehr rund circa ca zirka um die der das den dem es sie sind ist war waren "
    "insgesamt zusammen genau nur lang alt "
    "hoch breit tief weit seit fur fuer vor im ganzen ganze an",
    "es": "unos unas aproximadamente alrededor de cerca durante los las el la lo en total exactamente solo son es fue fueron hace hay",
    "fr": "environ a peu pres vers pendant durant les le la l des de d du il y elle c est etait ce sont "
    "exactement seulement au total en tout "
    "long ans haut",
    "ja": "約 およそ だいたい 合計 全部で 計",
    "ko": "약 대략 총 모두 전부 합계",
    "ru": "около примерно приблизительно где то порядка ровно всего в во на течение это было через",
}
"""The words around an amount that do not change it."""

AT_THE_END: Mapping[str, str] = {
    "ja": "間 くらい ぐらい 位 ほど 程度 です だ でした の ごろ",
    "ko": "정도 쯤 동안 간 가량 입니다 이다 이에요 예요 을 를 이 가 에",
}
"""Endings after an amount that do not change it, in languages that write them in one word with the unit."""

INEXACT: Mapping[str, str] = {
    "en": "more less over under above below least most almost nearly before after not no never up fewer than "
    "beyond until till or and to from "
    "between within without every each per exceeding maximum minimum max min half quarter",
    "de": "mehr weniger uber ueber unter mindestens hochstens hoechstens fast beinahe knapp vor nach nicht kein keine bis als oder und zu",
    "es": "mas menos sobre bajo minimo maximo casi antes despues no hasta que o y por",
    "fr": "plus moins sur sous dessus dessous minimum maximum presque avant apres pas jusqu que ou et par",
    "ja": "以上 以下 未満 超 弱 強 前 後 ほとんど ほぼ ない",
    "ko": "이상 이하 미만 초과 거의 전 후 최소 최대 넘는 여",
    "ru": "более больше менее меньше свыше почти до после не минимум максимум чем или и от",
}
"""Words that make an amount inexact or another one: they are read over nowhere, not even where the prompt has them."""

UNIT_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "percent": "pct pc percentage percents", "hour": "hrs h", "second": "secs s", "minute": "mins", "year": "y a", "week": "w",
        "kilometer-per-hour": "kmh kph km/hr", "square-kilometer": "sqkm sqkms", "square-meter": "sqm", "square-mile": "sqmi sqmiles",
        "celsius": "c centigrade degreescentigrade degreecentigrade celsius degc", "fahrenheit": "f fahrenheit degf",
        "kelvin": "kelvins", "meter": "metre metres mtr", "kilometer": "kms", "kilogram": "kgs kilo kilos", "liter": "ltr ltrs",
        "degree": "deg degs", "mile": "mi", "foot": "foot", "tonne": "t", "pound": "lbs", "millennium": "millennium millennia",
    },
    "de": {
        "percent": "v.h. vh", "hour": "std h", "minute": "min", "second": "sek s", "celsius": "c celsius grad", "year": "j",
        "square-kilometer": "qkm", "square-meter": "qm", "millennium": "jahrtausend jahrtausende", "kilogram": "kilo kilos",
    },
    "es": {"percent": "porciento", "celsius": "c celsius grados grado", "kilogram": "kilo kilos", "millennium": "milenio milenios"},
    "fr": {"percent": "pourcent", "celsius": "c celsius", "year": "annee annees", "kilogram": "kilo kilos", "millennium": "millenaire"},
    "ja": {"percent": "プロ 割合", "celsius": "度", "year": "か年 ヶ年 箇年", "month": "か月 ヶ月 箇月 カ月", "day": "日"},
    "ko": {"percent": "퍼센트 프로", "celsius": "도", "month": "달 개월", "day": "일", "year": "년 해", "decade": "십년"},
    "ru": {"percent": "процента процентов", "celsius": "c с", "year": "год года лет годов году годы годах г гг",
        "millennium": "тысячелетие тысячелетия"},
}  # fmt: skip
"""Names of units that CLDR does not list."""

PERCENTAGE: Mapping[str, str] = {
    "en": "percent %", "de": "prozent", "es": "porcentaje", "fr": "pourcentage", "ja": "パーセント", "ko": "퍼센트 백분율", "ru": "процент",
}  # fmt: skip
"""How a word begins with which a prompt asks for per cent."""

CODES = "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR JPY KRW MXN NOK NZD PHP PLN RUB SEK SGD TWD USD ZAR"
"""Currencies whose code counts as a name; other codes are words too: TOP, ALL."""

CURRENCY_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "dollar dollars bucks $": "USD AUD CAD NZD HKD SGD TWD", "pound pounds quid £": "GBP EGP SYP LBP", "yen ¥ yens": "JPY CNY",
        "euro euros": "EUR", "won wons ₩": "KRW KPW", "franc francs": "CHF XOF XAF FRF", "rouble roubles ruble rubles ₽": "RUB BYN",
        "yuan renminbi rmb": "CNY", "rupee rupees ₹": "INR PKR LKR NPR IDR", "peso pesos": "MXN ARS CLP COP PHP UYU",
        "mark marks": "DEM", "krone kroner krona kronor kr": "DKK NOK SEK ISK", "us$ usd $us": "USD", "lira liras": "TRY ITL",
    },
    "de": {
        "dollar dollars": "USD AUD CAD NZD HKD SGD TWD", "pfund": "GBP EGP SYP LBP", "franken": "CHF", "franc francs": "XOF XAF FRF",
        "rubel": "RUB BYN", "rupien": "INR PKR LKR NPR IDR", "kronen": "DKK NOK SEK ISK CZK",
    },
    "es": {
        "dolar dolares": "USD AUD CAD NZD HKD SGD TWD", "libra libras": "GBP EGP SYP LBP", "yenes": "JPY",
        "franco francos": "CHF XOF XAF FRF",
        "rublo rublos": "RUB BYN", "rupias": "INR PKR LKR NPR IDR", "yuanes": "CNY",
    },
    "fr": {
        "dollar dollars": "USD AUD CAD NZD HKD SGD TWD", "livre livres": "GBP EGP SYP LBP", "franc francs": "CHF XOF XAF FRF",
        "rouble roubles": "RUB BYN", "roupies": "INR PKR LKR NPR IDR", "couronnes": "DKK NOK SEK ISK CZK",
    },
    "ja": {
        "ドル": "USD AUD CAD NZD HKD SGD TWD", "円": "JPY", "ウォン": "KRW KPW", "ポンド": "GBP EGP SYP LBP", "元": "CNY",
        "ユーロ": "EUR",
    },
    "ko": {
        "달러 불": "USD AUD CAD NZD HKD SGD TWD", "원": "KRW KPW", "엔": "JPY", "파운드": "GBP EGP SYP LBP", "위안": "CNY",
        "유로": "EUR",
    },
    "ru": {
        "доллар доллара долларов доллары": "USD AUD CAD NZD HKD SGD TWD", "фунт фунта фунтов": "GBP EGP SYP LBP", "иена иены иен": "JPY",
        "рубль рубля рублеи рубли руб": "RUB BYN", "вона воны вон": "KRW KPW", "франк франка франков": "CHF XOF XAF FRF",
        "юань юаня юанеи": "CNY",
    },
}  # fmt: skip
"""What currencies are called for short; the name alone fits each of those named."""


def listed(tables: Mapping[str, str], language: str) -> frozenset[str]:
    """Return a table's words for a language without its region, with the English ones."""
    return frozenset(f"{tables.get(language, '')} {tables.get('en', '')}".split())
