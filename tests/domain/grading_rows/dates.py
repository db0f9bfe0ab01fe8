"""Dates and ranges: what is typed with fillers, weekdays, ordinals, seasons, eras and decades, by language, and what becomes of it.

A row is a question (as in YAML, with the language of its deck), the typed text, what becomes of it, and why.
"""

from domain.grading_rows.amounts import gap, group


def date(answer, language="en", **more):
    return {"type": "date", "answer": answer, "prompt": "?", "language": language} | more


FILLER = "words that do not change a date may stand in it, each language its own"
BEFORE = "before, after and until are asked about"
WEEKDAY = "a day of the week may stand in a date whose day it is"
ORDINAL = "the day may be an ordinal"
SEASON = "a part of the year may be typed with the year"
DECADE = "a decade is a range where a range is asked, and no year"
ERA = "a year for one before the first asks for its era"
SIGN = "a date has no other signs, and no letters among its digits"
RANGE = "the words of a range"
CENTURY = "a century is a range where a range is asked, but a part of one is not"
SENTENCE = "the verb of the prompt may stand before a date"
SPOKEN = "a year may be said in words"
EVEN = "what was read rightly before is read so still"

YEAR = date("1945")
DAY = date("2019-07-01")
NINETIES = date("1990/1999")

ENGLISH = [
    *group(
        YEAR,
        FILLER,
        right="about 1945|around 1945|in 1945|since 1945|from 1945|c. 1945|ca. 1945|circa 1945|the year 1945|~1945|it was in 1945",
    ),
    *group(
        YEAR,
        SEASON,
        right="summer 1945|in the summer of 1945|early 1945|late 1945|mid-1945|the end of 1945|spring 1945|at the start of 1945",
    ),
    *group(YEAR, BEFORE, asked="before 1945|after 1945|until 1945|by 1945|not 1945|till 1945|never|no later than 1945"),
    *group(YEAR, SIGN, asked="$1945|€1945|1945%|19O45|194O|§1945|#1945|1945°|-1945|+1945|1945 €|I945|1945b"),
    *group(YEAR, EVEN, wrong="1946|1495|summer 1946|about 1944|1945 BC|early 1954", asked="45|'45|1945 or 1946|1944-1945|1940s|19455"),
    *group(
        DAY,
        WEEKDAY,
        right="Monday 1 July 2019|Monday, 1 July 2019|Mon 1 July 2019|on Monday, July 1, 2019|Mon., Jul. 1, 2019|Monday 2019-07-01",
    ),
    *group(DAY, WEEKDAY, asked="Tuesday 1 July 2019|Sunday, July 1, 2019", wrong="Tuesday 2 July 2019|Monday 8 July 2019"),
    *group(
        DAY,
        ORDINAL,
        right="first of July 2019|the first of July 2019|July the first, 2019|1st of July 2019|"
        "July 1st 2019|the first of July, 2019|July first 2019",
    ),
    *group(
        DAY, ORDINAL, wrong="second of July 2019|the twenty-first of July 2019|the 2nd of July 2019|July eleventh, 2019|first of June 2019"
    ),
    *group(DAY, BEFORE, asked="before 1 July 2019|until 1 July 2019|after July 1, 2019|1 July|July 2019|2019|summer 2019|by 1 July 2019"),
    *group(
        date("2019-07-21"),
        ORDINAL,
        right="twenty-first of July 2019|the twenty first of July 2019|21st July 2019",
        wrong="the twentieth of July 2019|first of July 2019",
    ),
    *group(
        date("1945-08"),
        SEASON,
        right="August 1945|in August 1945|early August 1945|mid-August 1945|late in August 1945",
        wrong="July 1945|early July 1945",
        asked="summer 1945|1945|before August 1945",
    ),
    *group(
        NINETIES,
        DECADE,
        right="1990s|the 1990s|1990's|in the 1990s|1990-1999|1990 to 1999|during the 1990s|the decade of the 1990s",
        wrong="1980s|the 1890s|1991-1999",
    ),
    *group(NINETIES, DECADE, asked="1990|early 1990s|90s|the nineties|late 1990s|before the 1990s|1900s|after the 1990s"),
    *group(date("1990"), DECADE, right="1990", asked="1990s|the 1990s|1990's|1990 to 1999", wrong="1991"),
    *group(
        date("1910/1945"),
        RANGE,
        right="the years 1910 to 1945|from 1910 to 1945|between the years 1910 and 1945|about 1910 to about 1945|"
        "from summer 1910 until late 1945|1910–1945|during 1910-1945",
    ),
    *group(date("1910/1945"), RANGE, wrong="the years 1911 to 1945", asked="1910s to 1945|until 1945|from 1910|since 1910|1910"),
    *group(
        date("264 BC"),
        ERA,
        right="264 BC|264 BCE|264  BC|264 b.c.|BC 264|264 B. C.|about 264 BC|in 264 BC",
        wrong="AD 264|263 BC|264 AD|1264",
        asked="264|265|in 264|about 264",
    ),
    *group(date("44 BC"), ERA, right="44  BC|44 BC|44   B.C.|15 March 44 BC", asked="44", wrong="44 AD|45 BC"),
    *group(
        date("264 BC / 241 BC"),
        ERA,
        right="264–241 BC|264 BC to 241 BC|from 264 to 241 BC|264  BC - 241  BC",
        asked="264–241|264 to 241",
        wrong="264–240 BC|AD 241 to AD 264",
    ),
    *group(date("1200 BC"), ERA, right="1200 BC|1200 BCE|around 1200 BC", asked="1200|around 1200", wrong="1100 BC|1200 AD"),
    *group(date("476"), ERA, right="476|AD 476|476 AD|in 476|476 CE", wrong="476 BC|467"),
    *group(
        gap("16 March 2023"),
        FILLER,
        right="16 March 2023|on 16 March 2023|Thursday, 16 March 2023|the sixteenth of March 2023",
        wrong="17 March 2023",
        asked="16 March|Friday, 16 March 2023|before 16 March 2023",
    ),
    *group(gap("1990s"), DECADE, right="1990s|the 1990s|1990's|1990-1999", wrong="1980s|the 1970s", asked="1990|early 1990s"),
    *group(gap("early 1945"), "an author's own words are words", right="early 1945", wrong="late 1945|1945|early 1946"),
    *group(gap("44 BC"), ERA, right="44 BC|44  BC|44 BCE", wrong="44 AD|43 BC", asked="44"),
]

GERMAN = [
    *group(
        date("1945", "de"),
        FILLER,
        right="im Jahr 1945|im Jahre 1945|seit 1945|um 1945|etwa 1945|ca. 1945|das Jahr 1945|in 1945|es war 1945",
    ),
    *group(
        date("1945", "de"),
        SEASON,
        right="im Sommer 1945|Sommer 1945|Anfang 1945|Ende 1945|Mitte 1945|Frühjahr 1945|im Herbst 1945",
        wrong="Sommer 1944",
    ),
    *group(date("1945", "de"), BEFORE, asked="vor 1945|nach 1945|bis 1945|nicht 1945|spätestens 1945|1945er|en 1945"),
    *group(
        date("2019-07-01", "de"),
        WEEKDAY,
        right="Montag, 1. Juli 2019|am Montag, dem 1. Juli 2019|Montag, den 1. Juli 2019|Mo., 1.7.2019|am 1. Juli 2019|am 1.7.2019",
    ),
    *group(
        date("2019-07-01", "de"),
        ORDINAL,
        right="erster Juli 2019|am ersten Juli 2019|der erste Juli 2019",
        wrong="zweiter Juli 2019|am einundzwanzigsten Juli 2019",
        asked="Dienstag, 1. Juli 2019|am 1. Juli|vor dem 1. Juli 2019",
    ),
    *group(
        date("1990/1999", "de"),
        DECADE,
        right="1990er|1990er Jahre|die 1990er Jahre|in den 1990er-Jahren|in den 1990ern|1990 bis 1999|1990s",
        wrong="1980er Jahre",
        asked="1990|Anfang der 1990er Jahre|neunziger Jahre",
    ),
    *group(
        date("1910/1945", "de"),
        RANGE,
        right="in den Jahren 1910 bis 1945|von 1910 bis 1945|zwischen 1910 und 1945|vom Sommer 1910 bis 1945",
        wrong="1910 bis 1944",
        asked="bis 1945|ab 1910",
    ),
    *group(date("44 BC", "de"), ERA, right="44 v. Chr.|44  v. Chr.|im Jahr 44 v. Chr.", wrong="44 n. Chr.", asked="44"),
    *group(date("264 BC", "de"), ERA, right="264 v. Chr.|264 v.Chr.", asked="264|im Jahr 264", wrong="264 n. Chr."),
]

FRENCH = [
    *group(
        date("1945", "fr"),
        FILLER,
        right="en 1945|l'an 1945|en l’an 1945|l'année 1945|vers 1945|depuis 1945|environ 1945|c'était en 1945",
        wrong="en 1946",
    ),
    *group(date("1945", "fr"), SEASON, right="été 1945|au printemps 1945|début 1945|fin 1945|à l'automne 1945|mi-1945", wrong="été 1944"),
    *group(date("1945", "fr"), BEFORE, asked="avant 1945|après 1945|jusqu'en 1945|im Jahr 1945|pas 1945"),
    *group(
        date("2019-07-01", "fr"),
        WEEKDAY,
        right="lundi 1er juillet 2019|le lundi 1er juillet 2019|le 1er juillet 2019|le 1 juillet 2019|lun. 1er juillet 2019",
    ),
    *group(
        date("2019-07-01", "fr"),
        ORDINAL,
        right="premier juillet 2019|le premier juillet 2019",
        wrong="2 juillet 2019|le 1er juin 2019",
        asked="mardi 1er juillet 2019|avant le 1er juillet 2019",
    ),
    *group(
        date("1990/1999", "fr"),
        DECADE,
        right="les années 1990|années 1990|de 1990 à 1999|dans les années 1990",
        wrong="les années 1980",
        asked="1990|le début des années 1990|avant les années 1990",
    ),
    *group(
        date("1910/1945", "fr"),
        RANGE,
        right="de 1910 à 1945|entre 1910 et 1945|les années 1910 à 1945",
        wrong="de 1910 à 1944",
        asked="jusqu'en 1945",
    ),
    *group(date("44 BC", "fr"), ERA, right="44 av. J.-C.|en 44 av. J.-C.|l'an 44 avant Jésus-Christ", wrong="44 ap. J.-C.", asked="44"),
]

SPANISH = [
    *group(date("1945", "es"), FILLER, right="en 1945|el año 1945|en el año 1945|hacia 1945|desde 1945|alrededor de 1945", wrong="en 1954"),
    *group(
        date("1945", "es"),
        SEASON,
        right="verano de 1945|en el verano de 1945|a principios de 1945|a finales de 1945|otoño de 1945",
        wrong="verano de 1946",
    ),
    *group(date("1945", "es"), BEFORE, asked="antes de 1945|después de 1945|hasta 1945|no 1945"),
    *group(
        date("2019-07-01", "es"),
        WEEKDAY,
        right="lunes 1 de julio de 2019|el lunes, 1 de julio de 2019|el 1 de julio de 2019|lunes, 1 de julio del 2019",
    ),
    *group(
        date("2019-07-01", "es"),
        ORDINAL,
        right="primero de julio de 2019|1.º de julio de 2019|el 1º de julio de 2019",
        wrong="2 de julio de 2019",
        asked="martes 1 de julio de 2019|hasta el 1 de julio de 2019",
    ),
    *group(
        date("1990/1999", "es"),
        DECADE,
        right="los años 1990|la década de 1990|en la década de 1990|de 1990 a 1999",
        wrong="los años 1980",
        asked="1990|antes de los años 1990",
    ),
    *group(
        date("1910/1945", "es"),
        RANGE,
        right="de 1910 a 1945|desde 1910 hasta 1945|entre 1910 y 1945|los años 1910 a 1945",
        wrong="de 1911 a 1945",
        asked="hasta 1945",
    ),
]

RUSSIAN = [
    *group(
        date("1945", "ru"), FILLER, right="в 1945 году|1945 год|1945 г.|в 1945 г.|1945 года|около 1945|с 1945 года", wrong="в 1946 году"
    ),
    *group(date("1945", "ru"), SEASON, right="летом 1945 года|весной 1945|в начале 1945 года|в конце 1945 года", wrong="летом 1944 года"),
    *group(date("1945", "ru"), BEFORE, asked="до 1945|после 1945 года|не 1945|перед 1945"),
    *group(
        date("2019-07-01", "ru"),
        WEEKDAY,
        right="1 июля 2019 года|1 июля 2019 г.|в понедельник, 1 июля 2019 года|понедельник 1 июля 2019|"
        "первое июля 2019|первого июля 2019 года",
    ),
    *group(
        date("2019-07-01", "ru"),
        WEEKDAY,
        wrong="2 июля 2019 года|второе июля 2019",
        asked="вторник 1 июля 2019|в среду, 1 июля 2019|до 1 июля 2019",
    ),
    *group(
        date("1910/1945", "ru"),
        RANGE,
        right="с 1910 по 1945|с 1910 по 1945 год|с 1910 года по 1945 год|между 1910 и 1945|1910-1945 гг.|1910–1945 годы|с 1910 до 1945",
        wrong="с 1910 по 1946",
        asked="по 1945|с 1910",
    ),
    *group(
        date("1990/1999", "ru"),
        DECADE,
        right="1990-е|1990-е годы|в 1990-х годах|с 1990 по 1999",
        wrong="1980-е",
        asked="1990|начало 1990-х",
    ),
    *group(date("44 BC", "ru"), ERA, right="44 до н. э.", wrong="44 н. э.", asked="44"),
]

KOREAN = [
    *group(date("1945", "ko"), FILLER, right="1945년|1945년에|1945|약 1945년|1945년경|서기 1945년|1945년부터", wrong="1946년"),
    *group(
        date("1945", "ko"),
        SEASON,
        right="1945년 여름|1945년 봄에|1945년 초|1945년 말",
        wrong="1944년 여름",
        asked="1945년 이전|1945년 이후|1945년까지|1945년 전",
    ),
    *group(
        date("2019-07-01", "ko"),
        WEEKDAY,
        right="2019년 7월 1일|2019년 7월 1일에|2019년 7월 1일 월요일|2019년 7월 1일(월)|2019.7.1",
        wrong="2019년 7월 2일",
        asked="2019년 7월 1일 화요일|7월 1일|2019년 7월",
    ),
    *group(
        date("1910/1945", "ko"),
        RANGE,
        right="1910년부터 1945년까지|1910년에서 1945년까지|1910~1945|1910년 - 1945년",
        wrong="1911년부터 1945년까지",
        asked="1945년까지",
    ),
    *group(
        date("1990/1999", "ko"),
        DECADE,
        right="1990년대|1990년대에|1990년부터 1999년까지",
        wrong="1980년대",
        asked="1990년|1990년대 초|1990년대 이전",
    ),
    *group(date("44 BC", "ko"), ERA, right="기원전 44년|기원전  44년", wrong="기원전 45년", asked="44"),
]

JAPANESE = [
    *group(date("1945", "ja"), FILLER, right="1945年|1945年に|1945|約1945年|1945年頃|1945年ごろ|西暦1945年|１９４５年", wrong="1946年"),
    *group(
        date("1945", "ja"),
        SEASON,
        right="1945年の夏|1945年夏|1945年の初め|1945年末",
        wrong="1944年の夏",
        asked="1945年以前|1945年以後|1945年まで|1945年前",
    ),
    *group(
        date("2019-07-01", "ja"),
        WEEKDAY,
        right="2019年7月1日|2019年7月1日に|2019年7月1日月曜日|2019年7月1日（月）|２０１９年７月１日",
        wrong="2019年7月2日",
        asked="2019年7月1日火曜日|7月1日|2019年7月",
    ),
    *group(
        date("1910/1945", "ja"),
        RANGE,
        right="1910年から1945年まで|1910年から1945年|1910〜1945|1910年～1945年",
        wrong="1911年から1945年まで",
        asked="1945年まで",
    ),
    *group(
        date("1990/1999", "ja"),
        DECADE,
        right="1990年代|1990年代に|1990年から1999年まで",
        wrong="1980年代",
        asked="1990年|1990年代初め|1990年代以前",
    ),
    *group(date("44 BC", "ja"), ERA, right="紀元前44年|紀元前 44年", wrong="紀元前45年", asked="44"),
]

CENTURIES = [
    *group(
        date("1801/1900"),
        CENTURY,
        right="the 19th century|19th century|19th c.|nineteenth century|in the nineteenth century|XIX century|during the 19th century|"
        "19th cent.|1801-1900|the 19th Century AD",
        wrong="the 18th century|18th c.|the twentieth century|XX century|the 19th century BC|1800-1899",
        asked="early 19th century|the late 19th century|before the 19th century|18th and 19th century|the 99th century|19th|century|"
        "the 1800s|from the 18th to the 19th century|not the 19th century|mid 19th c.",
    ),
    *group(date("1800/1899"), CENTURY, right="the 19th century|19th c.|1800-1899", wrong="1801-1900|the 18th century"),
    *group(date("2001/2100"), CENTURY, right="the twenty-first century|21st century|the 21st c.", wrong="the twentieth century"),
    *group(
        date("500 BC/401 BC"),
        CENTURY,
        right="the 5th century BC|fifth century BCE|5th c. BC",
        wrong="4th century BC",
        asked="the 5th century",
    ),
    *group(date("1850/1900"), CENTURY, wrong="the 19th century", right="1850-1900", asked="late 19th century"),
    *group(date("1867"), CENTURY, asked="the 19th century|19th c.|XIX century", right="1867", wrong="1876"),
    *group(gap("1801-1900"), CENTURY, right="the 19th century|19th c.", wrong="the 20th century", asked="early 19th century"),
    *group(
        gap("19th century"), "a century that the author names is words", right="the 19th century|nineteenth century", wrong="20th century"
    ),
    *group(
        date("1801/1900", "de"),
        CENTURY,
        right="19. Jahrhundert|das 19. Jahrhundert|im 19. Jahrhundert|19. Jh.|neunzehntes Jahrhundert|im neunzehnten Jahrhundert|19. Jhd.|"
        "während des 19. Jahrhunderts",
        wrong="18. Jahrhundert|18. Jh.|im zwanzigsten Jahrhundert|19. Jahrhundert v. Chr.",
        asked="Anfang des 19. Jahrhunderts|vor dem 19. Jahrhundert|18. und 19. Jahrhundert|19.|Jahrhundert",
    ),
    *group(
        date("1801/1900", "fr"),
        CENTURY,
        right="XIXe siècle|le XIXe siècle|au XIXème siècle|19e siècle|le dix-neuvième siècle|19ème s.|au 19e siècle",
        wrong="XVIIIe siècle|le vingtième siècle|XIXe siècle av. J.-C.",
        asked="début du XIXe siècle|avant le XIXe siècle|XVIIIe et XIXe siècles|siècle",
    ),
    *group(
        date("1801/1900", "es"),
        CENTURY,
        right="siglo XIX|el siglo XIX|en el siglo XIX|siglo 19|s. XIX|el siglo diecinueve",
        wrong="siglo XVIII|siglo XX|el siglo veinte|siglo XIX a. C.",
        asked="principios del siglo XIX|antes del siglo XIX|siglos XVIII y XIX|siglo",
    ),
    *group(
        date("1801/1900", "ru"),
        CENTURY,
        right="XIX век|в XIX веке|19-й век|19 век|девятнадцатый век|в девятнадцатом веке|XIX в.",
        wrong="XVIII век|двадцатый век|XX в.",
        asked="начало XIX века|до XIX века|век",
    ),
    *group(
        date("1801/1900", "ko"),
        CENTURY,
        right="19세기|19세기에|19 세기",
        wrong="18세기|20세기|기원전 19세기",
        asked="19세기 초|19세기 이전|세기",
    ),
    *group(
        date("1801/1900", "ja"),
        CENTURY,
        right="19世紀|19世紀に|十九世紀|１９世紀",
        wrong="18世紀|20世紀|紀元前19世紀",
        asked="19世紀初め|19世紀以前|世紀",
    ),
    *group(date("1801/1900", "zh"), CENTURY, right="19世纪|十九世纪|19世紀", wrong="18世纪|二十世纪", asked="19世纪初|世纪"),
    *group(date("1801/1900", "it"), CENTURY, right="XIX secolo|il XIX secolo|nel secolo XIX|19º secolo", wrong="XVIII secolo"),
    *group(date("1801/1900", "pt"), CENTURY, right="século XIX|no século XIX|séc. XIX", wrong="século XX"),
]

SPOKEN_YEARS = [
    *group(
        date("1984"),
        SPOKEN,
        right="nineteen eighty-four|nineteen eighty four|in nineteen eighty-four|nineteen hundred eighty-four|"
        "Nineteen Hundred and Eighty-Four|"
        "one thousand nine hundred and eighty-four",
        wrong="nineteen eighty-five|eighteen eighty-four|nineteen forty-eight|two thousand and eighty-four|nineteen oh four",
        asked="eighty-four|nineteen|nineteen eighty-four or five|before nineteen eighty-four|nineteen eighty four four|"
        "the nineteen eighties",
    ),
    *group(
        date("1905"), SPOKEN, right="nineteen oh five|nineteen o five|nineteen hundred and five", wrong="nineteen fifty|nineteen fifteen"
    ),
    *group(
        date("2019"), SPOKEN, right="twenty nineteen|two thousand nineteen|two thousand and nineteen", wrong="twenty ninety|twenty twenty"
    ),
    *group(date("1066"), SPOKEN, right="ten sixty-six", wrong="ten sixty-seven", asked="sixty-six"),
    *group(
        date("1945-07"),
        SPOKEN,
        right="July nineteen forty-five|in July, nineteen forty-five",
        wrong="June nineteen forty-five",
        asked="July forty-five",
    ),
    *group(
        date("2019-07-01"),
        SPOKEN,
        right="the first of July, twenty nineteen|July first, two thousand nineteen",
        wrong="July second, twenty nineteen",
    ),
    *group(
        date("1910/1945"),
        SPOKEN,
        right="from nineteen ten to nineteen forty-five|nineteen ten – nineteen forty-five",
        wrong="nineteen ten to nineteen fifty",
    ),
    *group(date("264 BC"), SPOKEN, right="two hundred sixty-four BC|two hundred and sixty-four BCE", asked="two hundred sixty-four"),
    *group(gap("1984"), SPOKEN, right="nineteen eighty-four", wrong="nineteen eighty-five"),
    *group(gap("Nineteen Eighty-Four"), "a title is words", right="Nineteen Eighty-Four|nineteen eighty four", wrong="Brave New World"),
    *group(
        date("1984", "de"),
        SPOKEN,
        right="neunzehnhundertvierundachtzig|neunzehnhundert vierundachtzig|im Jahr neunzehnhundertvierundachtzig|"
        "tausendneunhundertvierundachtzig",
        wrong="neunzehnhundertfünfundachtzig|achtzehnhundertvierundachtzig|zweitausendvierundachtzig",
        asked="vierundachtzig|vor neunzehnhundertvierundachtzig",
    ),
    *group(
        date("2019-07", "de"),
        SPOKEN,
        right="Juli zweitausendneunzehn|im Juli zweitausendneunzehn",
        wrong="Juni zweitausendneunzehn",
        asked="Juli neunzehn",
    ),
    *group(
        date("1984", "fr"),
        SPOKEN,
        right="mil neuf cent quatre-vingt-quatre|mille neuf cent quatre-vingt-quatre|en mil neuf cent quatre-vingt-quatre|"
        "dix-neuf cent quatre-vingt-quatre",
        wrong="mil neuf cent quatre-vingt-cinq|mil huit cent quatre-vingt-quatre",
        asked="quatre-vingt-quatre|avant mil neuf cent quatre-vingt-quatre",
    ),
    *group(
        date("1984", "es"),
        SPOKEN,
        right="mil novecientos ochenta y cuatro|en mil novecientos ochenta y cuatro|el año mil novecientos ochenta y cuatro",
        wrong="mil novecientos ochenta y cinco|mil ochocientos ochenta y cuatro|dos mil ochenta y cuatro",
        asked="ochenta y cuatro|antes de mil novecientos ochenta y cuatro",
    ),
    *group(
        date("1945", "ru"),
        SPOKEN,
        right="тысяча девятьсот сорок пятый год|в тысяча девятьсот сорок пятом году|тысяча девятьсот сорок пять",
        wrong="тысяча девятьсот сорок шестой год|тысяча восемьсот сорок пятый",
        asked="сорок пятый|до тысяча девятьсот сорок пятого года",
    ),
    *group(date("1940", "ru"), SPOKEN, right="тысяча девятьсот сороковой год", wrong="тысяча девятьсот год"),
    *group(date("1900", "ru"), SPOKEN, right="тысяча девятьсот год", wrong="тысяча девятьсот десятый год"),
    *group(date("1945", "ko"), SPOKEN, right="천구백사십오년|천구백사십오년에", wrong="천구백사십육년"),
    *group(date("1945", "ja"), SPOKEN, right="千九百四十五年|一九四五年|一九四五年に", wrong="千九百四十六年|一九五四年"),
    *group(date("2019-07-01", "zh"), SPOKEN, right="二〇一九年七月一日", wrong="二〇一九年七月二日"),
]

SENTENCES = [
    *group(
        date("2019", prompt="When did it begin?"),
        SENTENCE,
        right="It began in 2019|began in 2019|it begins in 2019|It has begun in 2019|it began around 2019",
        wrong="It began in 2018",
        asked="It began before 2019|It did not begin in 2019|It ended in 2019|It started in 2019|it began|It began and ended in 2019",
    ),
    *group(
        date("2023-03", prompt="When did the summit take place?"),
        SENTENCE,
        right="It took place in March 2023|The summit took place in March 2023",
        wrong="It took place in May 2023",
        asked="It took place in March|It took place before March 2023",
    ),
    *group(
        date("1914", "de", prompt="Wann begann der Krieg?"),
        SENTENCE,
        right="Er begann 1914|Der Krieg begann im Jahr 1914",
        asked="Er endete 1914",
    ),
    *group(
        date("1914", "fr", prompt="Quand la guerre commença-t-elle ?"), SENTENCE, right="Elle commença en 1914", asked="Elle finit en 1914"
    ),
    *group(date("1914", "es", prompt="¿Cuándo empezó la guerra?"), SENTENCE, right="La guerra empezó en 1914", asked="Terminó en 1914"),
]

ROWS = ENGLISH + GERMAN + FRENCH + SPANISH + RUSSIAN + KOREAN + JAPANESE + CENTURIES + SPOKEN_YEARS + SENTENCES
