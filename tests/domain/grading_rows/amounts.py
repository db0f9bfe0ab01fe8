"""Amounts, as answers and in gaps: what is typed with scales, units, signs, fractions and words, and what becomes of it.

A row is a question (as in YAML, with the language of its deck), the typed text, what becomes of it, and why.
"""

OUTCOMES = ("right", "almost", "wrong", "asked")


def group(question, why, **typed):
    """Return the rows of one question: texts under the outcome that they have, separated by bars."""
    assert set(typed) <= set(OUTCOMES)
    return [(question, text, outcome, why) for outcome, texts in typed.items() for text in texts.split("|")]


def number(answer, prompt="?", language="en", **more):
    return {"type": "numeric", "answer": answer, "prompt": prompt, "language": language, **more}


def gap(form, prompt="{}", language="en"):
    return {"type": "cloze", "prompt": prompt.replace("{}", "{{" + form + "}}"), "language": language}


WHOLE = "the whole text is read, or it is asked about"
SCALE = "scales are words and signs of the language, and of English"
UNIT = "whatever form the author gave, all names of the unit count"
OTHER_UNIT = "a known unit that is another one is wrong in a gap and asked about where the unit stands beside the field"
BARE = "a number without the unit that belongs to it is asked for the unit"
INEXACT = "a word that makes the number inexact is asked about"
AROUND = "words that do not change the number may stand around it"
PROMPT = "words of the prompt may stand around the number"
TWO = "two numbers or two scales are asked about"
WORDS = "numbers in words"
PART = "fractions and mixed numbers"
PLACE_IN_ROW = "a place in a row is a number where a number is asked"
MALFORMED = "what is malformed costs nothing"
EVEN = "what was read rightly before is read so still"
SENTENCE = "the verb of the prompt may stand before an amount"
CENTS = "hundredths of a currency are amounts of it"
BOTH_PARTS = "a currency and its hundredths make one amount"
NO_AMOUNT = "a gap is an amount only if all of it is one"

PEOPLE = number("2.3 million", "How many people live there?")
YEARS = number(12, "For how long did it stand?", unit=["years", "year"])
PERCENT = number(25, "What share is it?", unit="%")
METRES = number(5, "How deep is it?", unit=["m", "metres"])
EUROS = number(100, "What did it cost?", unit=["euros", "€"])

ENGLISH = [
    *group(PEOPLE, SCALE, right="2.3 million|2300000|2,300,000|2.3m|2.3 mn|2.3M|2 300 000|2.3 mio|2300 thousand|2,300k|23 lakh"),
    *group(PEOPLE, SCALE, wrong="2.3 billion|2.3 trillion|2.3 thousand|23 million|2.4 million|2,300|0.23 million"),
    *group(
        PEOPLE, AROUND, right="about 2.3 million|around 2.3 million people|2.3 million people|some 2.3 million|approximately 2.3 million"
    ),
    *group(PEOPLE, INEXACT, asked="more than 2.3 million|over 2.3 million|almost 2.3 million|under 2.3 million|at least 2.3 million"),
    *group(PEOPLE, INEXACT, asked="not 2.3 million|less than 2.3 million|up to 2.3 million|nearly 2.3 million|before 2.3 million"),
    *group(PEOPLE, TWO, asked="2.3 million million|2 or 2.3 million|millions of millions|2.3 million to 2.4 million|2.3 million thousand"),
    *group(PEOPLE, "the scale that the author wrote is asked for", asked="2.3"),
    *group(PEOPLE, WORDS, right="two million three hundred thousand|two million, three hundred thousand|2 million 300 thousand"),
    *group(PEOPLE, WORDS, wrong="two million|three million two hundred thousand|two million and three hundred"),
    *group(PEOPLE, MALFORMED, asked="1e400|-1e400|2.3 zillion|a lot|millions|2.3.4 million|2.3 million sheep|1e-400"),
    *group(number("2.3", "How many?", unit="million"), EVEN, right="2.3|2.3 million|2300000|2.3m", wrong="2.4|2.3 billion|23"),
    *group(
        number("5", "What did it cost?", unit="million euros"), SCALE, right="5|5 million|5 million euros|€5 million|5m|€5m|5000000 euros"
    ),
    *group(number("5", "What did it cost?", unit="million euros"), SCALE, wrong="5 billion euros|6|5 thousand", asked="5 million dollars"),
    *group(
        number("4.5 billion"), SCALE, right="4.5 bn|4.5 billion|4500 million|4,500,000,000|4.5bn|four and a half billion|4.5B|4½ billion"
    ),
    *group(number("4.5 billion"), SCALE, wrong="4.5 million|4.5 trillion|5 billion", asked="4.5|four|over 4.5 billion"),
    *group(number("3 trillion"), SCALE, right="3 tn|3 trn|three trillion|3,000 billion|3000000 million", wrong="3 billion|3 million"),
    *group(number(5000), SCALE, right="5k|5 thousand|five thousand|5K|5,000|5 000|5e3|fifty hundred", wrong="5|5 million|50k|five hundred"),
    *group(number(12), SCALE, right="a dozen|one dozen|dozen|twelve|12", wrong="two dozen|half a dozen|a hundred", asked="dozens"),
    *group(number(6), SCALE, right="half a dozen|six|half dozen", wrong="a dozen|1/6"),
    *group(number(500_000), PART, right="half a million|0.5 million|500k|five hundred thousand|½ million|1/2 million"),
    *group(number(500_000), PART, wrong="a million|half a billion|a quarter of a million|fifty thousand", asked="over half a million"),
    *group(number(1_500_000), PART, right="one and a half million|a million and a half|1.5 million|1½ million|1 1/2 million"),
    *group(number(250_000), PART, right="a quarter of a million|quarter of a million|quarter million|250k", wrong="half a million"),
    *group(YEARS, UNIT, right="12|12 years|12 year|12 yrs|12 yr|twelve years|12years|12-year|12 y|144 months|a dozen years"),
    *group(
        YEARS, AROUND, right="about 12|for 12 years|12 years long|for about 12 years|around 12 years|roughly twelve years|12 years in total"
    ),
    *group(YEARS, AROUND, right="exactly 12 years|all 12 years|just 12|~12|≈ 12 years|ca. 12|circa 12|c. 12 years"),
    *group(
        YEARS,
        INEXACT,
        asked="more than 12|over 12 years|at least 12|under 12|almost 12 years|before 12|not 12|fewer than 12|up to 12|>12|12+",
    ),
    *group(YEARS, OTHER_UNIT, asked="12 months|12 days|12 km|12%|12 weeks|12 dollars|€12|12 m"),
    *group(YEARS, TWO, asked="12 or 13|12-13|12/13|11/12|12 and 13|between 12 and 13|twelve or thirteen|12 to 13 years|12, 13 years"),
    *group(YEARS, EVEN, wrong="11|13 years|thirteen|1.2|120|-12|1/4|a quarter|21|10 years"),
    *group(YEARS, MALFORMED, asked="1O|l2|12O|many|years|12x|x12|1 2|12 yeers|NaN|infinity|∞"),
    *group(
        number(10, unit="years"),
        "a decade is ten years",
        right="a decade|decade|one decade|10 years|ten|120 months",
        wrong="two decades|a century",
    ),
    *group(
        number(100, unit=["year", "years"]), "a century is a hundred years", right="a century|one century|ten decades|100|a hundred years"
    ),
    *group(
        number(50, unit="years"),
        "half a century",
        right="half a century|five decades|fifty years|50",
        wrong="a century|a decade",
        asked="over 50",
    ),
    *group(
        number(20, "How many years?"),
        PROMPT,
        right="20 years|two decades|twenty years|20 yrs|20",
        wrong="a decade",
        asked="20 months|20 km",
    ),
    *group(PERCENT, UNIT, right="25|25%|25 %|25 per cent|25 percent|25 pct|25 pct.|twenty-five percent|about 25%|25.0%|¼ of it|1/4|¼"),
    *group(PERCENT, UNIT, wrong="26%|0.25|0.25%|2.5 percent|75|half|a third", asked="25 years|25 °C|more than 25%|25 or 26%|25 kg"),
    *group(PERCENT, PART, right="a quarter|one quarter|a fourth"),
    *group(
        number(50, "What percentage of it?"),
        PROMPT,
        right="50%|50 percent|half|50|fifty per cent",
        wrong="5%|a third",
        asked="50 km|over 50%",
    ),
    *group(METRES, "m stands for metres where a length is asked", right="5m|5 m|5 metres|5 meters|five metres|5 meter|500 cm|0.005 km|5M"),
    *group(
        number(5, "How far is it?", unit="km"),
        "k is no thousand where a length is asked",
        right="5 km|5 kms|5000 m|5 km away",
        asked="5k|5 km²|3 miles",
    ),
    *group(
        number(70, "How old was she?", unit="years"),
        AROUND,
        right="70 years old|aged 70|at 70|at the age of 70|70 years of age",
        asked="over 70",
    ),
    *group(number(0.5), UNIT, right="50%|50 per cent", asked="40%|5 kg"),
    *group(METRES, OTHER_UNIT, wrong="5 million|6 m|50", asked="5 km|5 miles|5 feet|5 seconds|5 m or 6 m"),
    *group(METRES, AROUND, right="5 m deep|5 metres deep|about 5 m|it is 5 metres deep"),
    *group(number(5_000_000), "m stands for million elsewhere", right="5m|5M|5 mn|five million", wrong="5|5k|5 bn", asked="5 metres|5 km"),
    *group(
        number(3, unit="t"),
        "t is tonnes where a weight is asked",
        right="3t|3 tonnes|3 t|3000 kg|three tonnes",
        wrong="4 t",
        asked="3 pounds",
    ),
    *group(EUROS, UNIT, right="100|100 euros|€100|100€|100 EUR|EUR 100|one hundred euros|a hundred euro|€ 100|100 Euro|€100.00"),
    *group(EUROS, OTHER_UNIT, wrong="€99|101|€10|1000 euros", asked="100 dollars|$100|£100|100 yen|100 %|US$100|100 won"),
    *group(
        number(5, unit=["$", "US dollars"]),
        UNIT,
        right="$5|5 dollars|5 US dollars|US$5|USD 5|five dollars|5 USD",
        asked="£5|5 euros|¥5|A$5",
    ),
    *group(
        number(9.81, unit="m/s²"), UNIT, right="9.81|9.81 m/s²|9.81 m/s^2|9.81 m/s2|9,81", wrong="9.8|10 m/s²", asked="9.81 m/s|9.81 kg"
    ),
    *group(
        number(80, unit="km/h"),
        UNIT,
        right="80 km/h|80km/h|80 km per hour|80 kilometres per hour|80 kph|80",
        wrong="90 km/h",
        asked="80 mph|80 km",
    ),
    *group(
        number(7, unit="km²"),
        UNIT,
        right="7 km2|7 km²|7 km^2|7 sq km|7 square kilometres|7 square kilometers|700 hectares",
        asked="7 km|7 miles",
    ),
    *group(
        number(-5, unit="°C"),
        UNIT,
        right="-5|−5 °C|minus five degrees|-5°C|– 5 °C|minus 5 degrees Celsius|-5°",
        wrong="5|5 °C|-6",
        asked="-5 °F|-5 K",
    ),
    *group(number(0.5), PART, right="0.5|1/2|½|half|a half|one half|.5|0,5|5/10|one-half|2/4", wrong="1/3|0.05|a quarter|2|5/2"),
    *group(
        number(0.75), PART, right="3/4|¾|three quarters|three-quarters|0.75|6/8", wrong="4/3|1/4|three halves|a quarter", asked="3/0|3//4"
    ),
    *group(number(2.5), PART, right="2½|2 1/2|two and a half|2.5|5/2|2 ½", wrong="2|3|21/2|two and a quarter|2 1/4", asked="2 and 1"),
    *group(
        number(3.5, unit="hours"),
        PART,
        right="3½|3 1/2 hours|three and a half hours|3.5 h|210 minutes|3½ hrs",
        wrong="3|31/2",
        asked="3.5 days",
    ),
    *group(
        number(0.5, unit="hours"),
        PART,
        right="half an hour|1/2 hour|30 minutes|½ h|half|0.5 hours",
        wrong="a quarter of an hour",
        asked="half a day",
    ),
    *group(number("1/3"), PART, right="1/3|a third|one third|third|⅓|2/6", wrong="0.33|1/4|3|two thirds"),
    *group(number(13), PART, wrong="1/13|14|3/10", asked="12/13|13/14|13 or 14"),
    *group(
        number(70, "Which birthday was it?"),
        PLACE_IN_ROW,
        right="70|70th|seventieth|the 70th|70th birthday|the seventieth",
        wrong="71st|17th|7th",
    ),
    *group(
        number(3, "Which one was it?"),
        PLACE_IN_ROW,
        right="third|3rd|the third|three|3",
        wrong="second|a third|fourth|13th",
        asked="3th 4th",
    ),
    *group(number(21), PLACE_IN_ROW, right="twenty-first|21st|twenty first|twenty-one|21", wrong="twenty|first|twenty-second|12"),
    *group(
        number(205),
        WORDS,
        right="two hundred and five|two hundred five|205",
        wrong="two hundred|two hundred and fifty",
        asked="two hundreds five five",
    ),
    *group(
        number(1945),
        WORDS,
        right="one thousand nine hundred and forty-five|1,945|1945|nineteen hundred and forty-five",
        wrong="1954|one thousand",
    ),
    *group(
        number(1_001_101),
        WORDS,
        right="one million one thousand one hundred and one|1,001,101",
        wrong="one million one thousand one hundred",
    ),
    *group(
        number(3_002_000),
        "scales go down",
        right="three million two thousand|3,002,000",
        asked="two thousand three million|2 thousand 3 million",
    ),
    *group(number(0), WORDS, right="zero|0|0.0|-0", wrong="1|ten", asked="none|nothing|o"),
    *group(
        number(4, "How many ships sailed?"),
        PROMPT,
        right="4 ships|four ships|4 ships sailed|4",
        wrong="5 ships",
        asked="4 boats|over 4 ships|4 ships or 5",
    ),
    *group(number(4, "How many more than ten sailed?"), PROMPT, right="4", asked="more than 4", wrong="14|ten"),
    *group(number(5, "How many million people?"), PROMPT, right="5", asked="5 or 6|5 billion people or so"),
    *group(
        number(8, "How many moons has it?", unit="moons"),
        UNIT,
        right="8 moons|8 moon|eight moons|8",
        wrong="9 moons",
        asked="8 suns|8 years",
    ),
]

GAPS = [
    *group(gap("€100"), UNIT, right="€100|100 €|100 euros|EUR 100|100 EUR|one hundred euros|a hundred euros|€ 100|€100.00|100 euro"),
    *group(gap("€100"), OTHER_UNIT, wrong="$100|£100|100 dollars|100 yen|€101|€10|100 %|100 kg|¥100"),
    *group(gap("€100"), BARE, asked="100|99|one hundred|a hundred"),
    *group(gap("€100"), MALFORMED, asked="100 AD|year 100|euros|more than €100|€100 or €200|100 BC|1OO €"),
    *group(
        gap("100%"),
        UNIT,
        right="100%|100 %|100 per cent|100 percent|a hundred percent|100 pct",
        wrong="10%|99%|€100|100 °C",
        asked="100|100 AD",
    ),
    *group(
        gap("25 %"), UNIT, right="25%|25 percent|a quarter|25 per cent|1/4", wrong="a third|26%|0.25%|half|25 ‰", asked="25|1 or 2 %|0.25"
    ),
    *group(
        gap("$2000"), UNIT, right="$2,000|$2000|2000 dollars|US$2000|2,000 USD|two thousand dollars|$2k", wrong="€2000|$200|£2,000|$2001"
    ),
    *group(gap("$2000"), EVEN, asked="2000|August 2000|year 2000|$2000 or more"),
    *group(gap("1200°"), UNIT, right="1200°|1200 degrees|1,200°|1200 °", wrong="120°|1200 kg|1200 %", asked="1200|over 1200°|1200 AD"),
    *group(
        gap("1/1000"),
        PART,
        right="1/1000|0.001|a thousandth|one thousandth|1/1,000",
        wrong="1000|1/100|0.01|1000/1",
        asked="January 1000|1000 AD",
    ),
    *group(gap("1/2"), PART, right="1/2|½|half|0.5|one half|a half", wrong="1/3|2|2/1|0.2", asked="1-2|one or two|soon"),
    *group(gap("½"), PART, right="1/2|½|half|0.5", wrong="1/4|0.2|two"),
    *group(
        gap("12 years"),
        UNIT,
        right="12 years|12 yrs|twelve years|12 year|144 months|a dozen years|about 12 years",
        wrong="12 months|12 days|13 years",
    ),
    *group(gap("12 years"), BARE, asked="12|13|twelve|about 12|more than 12 years|12 yeers"),
    *group(
        gap("a decade"),
        UNIT,
        right="a decade|decade|10 years|ten years|one decade",
        wrong="a century|12 years|two decades|10 months",
        asked="10 or 11 years",
    ),
    *group(
        gap("twelve years"),
        WORDS,
        right="12 years|twelve years|12 yrs",
        almost="twelve yeers|twelvve years",
        wrong="ten years|twelve months",
        asked="12",
    ),
    *group(
        gap("5 km"),
        UNIT,
        right="5 km|5km|5 kilometres|five kilometers|5000 m|5 kms",
        wrong="5 m|5 miles|50 km|6 km|5 kg",
        asked="5|five|5 kq|5 or 6 km",
    ),
    *group(
        gap("5 m"),
        "m is a unit in a gap unless it is written as a scale",
        right="5 m|5 metres|five meters|5m|500 cm",
        wrong="5 km|6 m",
        asked="5",
    ),
    *group(gap("5M"), SCALE, right="5M|5 million|5,000,000|five million|5m|5 mn", wrong="5 billion|6M|5000", asked="5"),
    *group(
        gap("2.3 million"),
        SCALE,
        right="2.3 million|2,300,000|2.3m|2300000|2.3 mn",
        wrong="2.3 billion|23 million|2.3 thousand",
        asked="2.3|2.3 million or more",
    ),
    *group(
        gap("2.3 million people"),
        UNIT,
        right="2.3 million people|2,300,000 people",
        wrong="2.4 million people|2.3 billion people",
        asked="2.3 million|2.3 million sheep",
    ),
    *group(
        gap("three million"),
        SCALE,
        right="three million|3 million|3m|3,000,000",
        almost="three milion|threee million",
        wrong="three billion|two million",
    ),
    *group(gap("half a million"), PART, right="half a million|500,000|500k|0.5 million", wrong="a million|half a billion|five thousand"),
    *group(
        gap("€2.3 billion"),
        SCALE,
        right="€2.3 billion|€2.3bn|2.3 billion euros|EUR 2.3bn|€2,300 million",
        wrong="$2.3 billion|€2.3 million",
        asked="2.3 billion|€2.3",
    ),
    *group(
        gap("-5 °C"),
        UNIT,
        right="-5 °C|−5°C|minus 5 degrees Celsius|minus five degrees",
        wrong="5 °C|-5 °F|-6 °C|-5 kg",
        asked="-5|-5 or -6 °C",
    ),
    *group(gap("12"), EVEN, right="12|twelve|12.0|a dozen|about 12", wrong="13|ten|120", asked="12 months|many|12 or 13|12%|€12|over 12"),
    *group(
        gap("9", "after {} days in the air"),
        PROMPT,
        right="9|nine|9 days|nine days|about 9",
        wrong="8|8 days|19",
        asked="9 weeks|9 or 10|over 9",
    ),
    *group(gap("25", "{} % of the air"), PROMPT, right="25|25 %|25%|25 percent", wrong="26|52 %", asked="25 kg|more than 25"),
    *group(gap("100%"), UNIT, right="100 pc|100 per cents", asked="all|hundred percent"),
    *group(gap("10"), PLACE_IN_ROW, right="10|ten", asked="10th|tenth|10ish|10 or so"),
    *group(gap("20 °C"), UNIT, right="20 °C|20 C|20 degrees|20 celsius|20°", wrong="20 °F|20 K|21 °C", asked="20"),
    *group(gap("90°"), UNIT, right="90°|90 degrees|ninety degrees|90 deg", wrong="80°", asked="90|90 °C"),
    *group(gap("1 km"), UNIT, right="1 km|1000 m|a kilometre|one kilometer", wrong="1 m|1 mile|2 km", asked="1"),
    *group(
        gap("100 years"), UNIT, right="a century|century|100 years|one hundred years|ten decades", wrong="a decade|10 years", asked="100"
    ),
    *group(gap("§ 218"), "a paragraph sign is a word", right="§ 218|§218|§ 218.", wrong="218 AD|219|§ 219|March 218"),
    *group(gap("9/11"), NO_AMOUNT, right="9/11|9-11", wrong="911|0.82|11/9|9/12"),
    *group(gap("24/7"), NO_AMOUNT, right="24/7", wrong="3.43|24|7"),
    *group(gap("G20"), NO_AMOUNT, right="G20|G-20|g20", wrong="20|20 g|G7"),
    *group(gap("COP26"), NO_AMOUNT, right="COP26|COP 26", wrong="26|26 pesos|COP27"),
    *group(gap("3D"), NO_AMOUNT, right="3D|3-D", wrong="3 days|2D|three days"),
    *group(gap("4 pm"), NO_AMOUNT, right="4 pm|4 p.m.", wrong="5 pm|4 am"),
    *group(gap("100 soldiers"), NO_AMOUNT, right="100 soldiers", wrong="100|10 soldiers|100 sailors"),
    *group(gap("World War 2"), NO_AMOUNT, wrong="2|World War 3"),
    *group(gap("third"), NO_AMOUNT, right="third", wrong="0.33|second"),
    *group(
        gap("1945"),
        EVEN,
        right="1945|1,945|in 1945|about 1945|summer 1945|8 May 1945",
        wrong="1946|1495|1945 BC|194",
        asked="45|$1945|1945 or 1946|19O45|194O5|1945%",
    ),
    *group(
        gap("1000 km", "It is {} long."),
        PROMPT,
        right="1000 km|1,000 km long|a thousand kilometres|1000 kilometers",
        wrong="100 km|1000 miles",
        asked="1000|1000 long",
    ),
]

GERMAN = [
    *group(
        number("2,3 Millionen", language="de"),
        SCALE,
        right="2,3 Mio.|2,3 Millionen|2300000|2.300.000|2,3 Mio|2,3 Million|2.300 Tausend|2,3 Mill.",
    ),
    *group(
        number("2,3 Millionen", language="de"),
        SCALE,
        wrong="2,3 Milliarden|2,3 Mrd.|23 Millionen|2,3 Tsd.",
        asked="2,3|über 2,3 Millionen|fast 2,3 Mio.",
    ),
    *group(
        number("2 Billionen", language="de"),
        "a German Billion is 10^12",
        right="2 Billionen|2 Bio.|zwei Billionen|2000 Milliarden",
        wrong="2 Milliarden",
    ),
    *group(
        number(12, "Wie lange stand es?", "de", unit=["Jahre", "Jahr"]),
        UNIT,
        right="12|12 Jahre|12 Jahren|zwölf Jahre|zwoelf|etwa 12|seit 12 Jahren",
    ),
    *group(
        number(12, "Wie lange stand es?", "de", unit=["Jahre", "Jahr"]),
        UNIT,
        wrong="13|elf Jahre|21",
        asked="12 Monate|mehr als 12|mindestens 12|12 oder 13",
    ),
    *group(number(21, language="de"), WORDS, right="einundzwanzig|21|21.", wrong="zwölf|zwanzig|zweiundzwanzig", asked="ein und 20 30"),
    *group(
        number(1_000_000, language="de"),
        SCALE,
        right="1 Mio.|eine Million|1 Mill.|1.000.000",
        wrong="tausend",
        asked="tausend Tausend|Millionen",
    ),
    *group(
        number("2,5", "Wie weit?", "de", unit="km"),
        PART,
        right="zweieinhalb Kilometer|2½ km|2500 m|rund zweieinhalb",
        wrong="2 km",
        asked="knapp 2,5 km",
    ),
    *group(gap("20 %", language="de"), UNIT, right="20 Prozent|20 v. H.|ein Fünftel", wrong="ein Viertel", asked="20"),
    *group(number(2019, language="de"), WORDS, right="zweitausendneunzehn|2019|2.019", wrong="zweitausendneun|zweitausendzehn"),
    *group(number(345_000, language="de"), WORDS, right="dreihundertfünfundvierzigtausend|345.000|345 Tsd.|345 Tausend", wrong="345"),
    *group(number("0,5", language="de"), PART, right="½|0,5|halb|die Hälfte|1/2|ein halb|0.5", wrong="ein Drittel|0,05|2"),
    *group(
        number("1,5 Millionen", language="de"),
        PART,
        right="anderthalb Millionen|eineinhalb Millionen|1,5 Mio.|1 ½ Millionen",
        wrong="1 Million",
    ),
    *group(number(70, language="de"), PLACE_IN_ROW, right="70.|siebzigste|der siebzigste|siebzig", wrong="der siebte|17."),
    *group(
        gap("100 €", language="de"),
        UNIT,
        right="100 Euro|100€|hundert Euro|einhundert Euro|EUR 100",
        wrong="100 Dollar|100 Franken|10 €",
        asked="100|hundert",
    ),
    *group(
        gap("25 Prozent", language="de"),
        UNIT,
        right="25 %|25%|25 Prozent|ein Viertel|fünfundzwanzig Prozent",
        wrong="ein Drittel|26 %|25 Grad",
        asked="25|über 25 %",
    ),
    *group(
        gap("3 Mrd. Euro", language="de"),
        SCALE,
        right="3 Milliarden Euro|drei Milliarden €|3 Mrd. €|3000 Mio. Euro",
        wrong="3 Mio. Euro|3 Mrd. Dollar",
        asked="3 Mrd.",
    ),
    *group(
        gap("12,5 kg", language="de"), UNIT, right="12,5 kg|12,5 Kilogramm|12.500 g|12,5 Kilo", wrong="12,5 g|125 kg|12,5 cm", asked="12,5"
    ),
    *group(gap("20 Grad", language="de"), UNIT, right="20 Grad|20°|zwanzig Grad", wrong="21 Grad|20 %", asked="20"),
    *group(
        number(40, "Wie viele Kilometer?", "de"),
        PROMPT,
        right="40 Kilometer|40 km|vierzig|40 Kilometern",
        wrong="14 km",
        asked="40 Meilen|unter 40",
    ),
]

FRENCH = [
    *group(
        number("3 milliards", language="fr"),
        SCALE,
        right="3 milliards|trois milliards|3 Md|3 Mds|3 000 000 000|3000 millions",
        wrong="3 millions|3 billions",
    ),
    *group(
        number("3 milliards", language="fr"),
        INEXACT,
        asked="plus de 3 milliards|moins de 3 milliards|presque 3 milliards|3|au moins 3 milliards",
    ),
    *group(
        number(12, "Combien de temps ?", "fr", unit=["ans", "an"]),
        UNIT,
        right="12 ans|douze ans|12 années|environ 12 ans|12|pendant 12 ans",
        asked="12 mois|12 jours|12 ou 13 ans",
    ),
    *group(number(99, language="fr"), WORDS, right="quatre-vingt-dix-neuf|nonante-neuf|99", wrong="quatre-vingt-neuf|soixante-dix-neuf"),
    *group(number(71, language="fr"), WORDS, right="soixante et onze|soixante-et-onze|septante et un", wrong="soixante et un|soixante-dix"),
    *group(number(1789, language="fr"), WORDS, right="mille sept cent quatre-vingt-neuf|1789|1 789", wrong="mille sept cent|1798"),
    *group(number(70, language="fr"), PLACE_IN_ROW, right="70e|70ème|soixante-dixième|le 70e", wrong="7e|septième"),
    *group(number("0,5", language="fr"), PART, right="la moitié|un demi|1/2|½|0,5", wrong="un tiers|un quart"),
    *group(number("2,5", language="fr"), PART, right="deux et demi|2,5|2½|5/2", wrong="deux|deux et quart"),
    *group(
        gap("25 %", language="fr"),
        UNIT,
        right="25 pour cent|25%|un quart|vingt-cinq pour cent|25 pourcent",
        wrong="un tiers|20 %|25 €",
        asked="25|plus de 25 %",
    ),
    *group(
        gap("100 €", language="fr"),
        UNIT,
        right="100 euros|cent euros|100€|cent €",
        wrong="100 dollars|100 francs|10 euros",
        asked="100|cent",
    ),
    *group(gap("5 km", language="fr"), UNIT, right="5 kilomètres|cinq kilomètres|5 km|5 000 m", wrong="5 m|5 kg|6 km", asked="5"),
]

SPANISH = [
    *group(
        number("2,5 millones", language="es"),
        SCALE,
        right="2,5 millones|dos millones y medio|2500000|2.500.000|dos millones quinientos mil",
        wrong="2,5 mil|2,5 mil millones",
    ),
    *group(
        number("2 mil millones", language="es"),
        SCALE,
        right="dos mil millones|2 mil millones|2000 millones|2000000000",
        wrong="2 millones|2 billones",
        asked="2|casi 2 mil millones",
    ),
    *group(
        number(12, "¿Cuánto duró?", "es", unit=["años", "año"]),
        UNIT,
        right="12 años|doce años|unos 12 años|12|durante 12 años|alrededor de 12",
        asked="12 meses|más de 12|menos de 12|12 o 13",
    ),
    *group(number(31, language="es"), WORDS, right="treinta y uno|31", wrong="treinta|trece|veintiuno"),
    *group(number(1492, language="es"), WORDS, right="mil cuatrocientos noventa y dos|1492|1.492", wrong="mil cuatrocientos|1942"),
    *group(number("0,5", language="es"), PART, right="la mitad|1/2|½|medio", wrong="un tercio|un cuarto"),
    *group(number(5, language="es"), PLACE_IN_ROW, right="5.º|quinto|el quinto|5º|cinco", wrong="sexto|15º"),
    *group(gap("25 %", language="es"), UNIT, right="25 por ciento|25%|un cuarto", wrong="la mitad|24 %|25 euros", asked="25|más de 25 %"),
    *group(
        gap("100 dólares", language="es"),
        UNIT,
        right="100 dólares|$100|cien dólares|100 USD",
        wrong="100 euros|100 pesos|10 dólares",
        asked="100|cien",
    ),
]

RUSSIAN = [
    *group(
        number("5 млн", language="ru"),
        SCALE,
        right="5 млн|5 миллионов|пять миллионов|5000000|5 000 000|около 5 млн",
        wrong="5 тысяч|5 млрд",
        asked="5|более 5 млн|почти 5 млн",
    ),
    *group(
        number(12, "Как долго?", "ru", unit=["лет", "год", "года"]),
        UNIT,
        right="12 лет|двенадцать лет|12|примерно 12 лет",
        wrong="13 лет|11",
        asked="12 месяцев|больше 12|12 или 13",
    ),
    *group(number(25_000, language="ru"), WORDS, right="двадцать пять тысяч|25 тыс.|25 тысяч|25 000", wrong="двадцать пять|25 млн"),
    *group(number("1,5 млн", language="ru"), PART, right="полтора миллиона|1,5 миллиона|1,5 млн", wrong="1 млн"),
    *group(number(5, language="ru"), PLACE_IN_ROW, right="пятый|5-й|пять|5", wrong="шестой|15-й"),
    *group(
        gap("25 %", language="ru"),
        UNIT,
        right="25 процентов|25%|четверть|двадцать пять процентов",
        wrong="треть|26 %|25 рублей",
        asked="25",
    ),
    *group(
        gap("100 рублей", language="ru"),
        UNIT,
        right="100 рублей|сто рублей|100 руб.|100 RUB|100 ₽",
        wrong="100 долларов|100 евро|10 рублей",
        asked="100|сто",
    ),
]

KOREAN = [
    *group(
        number("3만 5천", language="ko"),
        SCALE,
        right="3만 5천|3만5천|35000|35,000|3만 5000|삼만 오천|약 3만 5천",
        wrong="3만|3천 5백|35만",
        asked="3만 5천 이상|거의 3만 5천",
    ),
    *group(number("1억 2천만", language="ko"), SCALE, right="1억 2천만|120000000|1억2000만|1.2억|일억 이천만", wrong="1억|2천만|12억"),
    *group(
        number(12, "몇 년 동안이었습니까?", "ko", unit="년"),
        UNIT,
        right="12년|12|십이 년|12년간|12년 동안|약 12년|12년입니다|12 years",
        wrong="13년|십일 년",
        asked="12개월|12년 이상|12 또는 13",
    ),
    *group(number(12, "몇 명입니까?", "ko"), PROMPT, right="12명|열두 명|12|12명입니다", wrong="13명|열한 명", asked="12명 이상|12개"),
    *group(
        number(5000, "얼마입니까?", "ko", unit="원"),
        SCALE,
        right="5천 원|오천원|5,000원|₩5000|5000",
        wrong="5만 원|50원",
        asked="5000달러|5천 원 이상",
    ),
    *group(number(10_000, "몇 명?", "ko"), SCALE, right="만 명|1만 명|만명|일만 명", wrong="천 명", asked="만 명 이상"),
    *group(number(70, language="ko"), PLACE_IN_ROW, right="70번째|제70|70|칠십", wrong="17번째|칠"),
    *group(gap("25%", language="ko"), UNIT, right="25%|25퍼센트|25 퍼센트|이십오 퍼센트", wrong="26%|25원|25년", asked="25"),
    *group(
        gap("100만 원", language="ko"),
        UNIT,
        right="100만 원|100만원|1,000,000원|백만 원|₩1,000,000",
        wrong="100만 달러|10만 원|100만 엔",
        asked="100만",
    ),
]

JAPANESE = [
    *group(
        number("3万5千", language="ja"),
        SCALE,
        right="3万5千|35000|3万5000|三万五千|35,000|約3万5千",
        wrong="3万|35万|3千5百",
        asked="3万5千以上",
    ),
    *group(number("1億2000万", language="ja"), SCALE, right="1億2000万|120000000|1.2億|一億二千万", wrong="1億|12億"),
    *group(
        number(12, "何年間でしたか。", "ja", unit="年"),
        UNIT,
        right="12年|12|十二年|12年間|約12年|１２年|12年です",
        wrong="13年|十一年",
        asked="12か月|12年以上|12年未満",
    ),
    *group(number(5, "何人いましたか。", "ja"), PROMPT, right="5人|五人|5|5人です|５人", wrong="6人|15人", asked="5人以上|5個"),
    *group(number(70, language="ja"), PLACE_IN_ROW, right="70番目|第70|七十|70", wrong="17番目|七"),
    *group(gap("25%", language="ja"), UNIT, right="25%|25パーセント|２５％|二十五パーセント", wrong="26%|25円|25年", asked="25"),
    *group(gap("100円", language="ja"), UNIT, right="100円|百円|¥100|100 円", wrong="100ドル|10円|100ウォン|100ユーロ", asked="100|百"),
    *group(gap("千葉", language="ja"), NO_AMOUNT, right="千葉", wrong="1000|千"),
]

AGREES = "in a gap a number in words is words, which agree with their noun, except in English"

GRAMMAR = [
    *group(gap("eine", language="de"), AGREES, right="eine", wrong="ein|einen|1|eins"),
    *group(gap("einem Jahr", language="de"), AGREES, right="einem Jahr|ein Jahr|Jahr", wrong="zwei Jahre|Monat"),
    *group(gap("Viertel", language="de"), AGREES, right="Viertel", wrong="0,25|1/4|Drittel"),
    *group(gap("une", language="fr"), AGREES, right="une", wrong="un|1"),
    *group(gap("una", language="es"), AGREES, right="una", wrong="un|uno|1"),
    *group(gap("две", language="ru"), AGREES, right="две", wrong="два"),
    *group(gap("пол", language="ru"), AGREES, right="пол", wrong="1/2|0,5"),
    *group(gap("이천", language="ko"), AGREES, right="이천", wrong="2000"),
    *group(
        gap("1945年", language="ja"), "a year with its sign is a date", right="1945年|1945|1945年に", wrong="1946年", asked="45|1945年以前"
    ),
    *group(gap("1945년", language="ko"), "a year with its sign is a date", right="1945년|1945", wrong="1946년", asked="1945년 이전"),
    *group(gap("one"), EVEN, right="one|1", wrong="two", asked="a|first"),
]

HUNDREDTHS = [
    *group(
        gap("$0.50"),
        CENTS,
        right="50 cents|50¢|50c|fifty cents|half a dollar|0.5 dollars|50 cent|$0.50|50 ct",
        wrong="60 cents|5 cents|50 pence|€0.50|50 dollars|500 cents",
        asked="50|0.5|50 sheep|more than 50 cents",
    ),
    *group(
        gap("50 cents"), CENTS, right="50 cents|$0.50|0.50 dollars|50¢|fifty cents|half a dollar", wrong="60 cents|£0.50|$50|$5", asked="50"
    ),
    *group(
        gap("$1.50"),
        BOTH_PARTS,
        right="150 cents|1 dollar 50|one dollar fifty|1 dollar and 50 cents|$1 and 50 cents|$1.50|one dollar and fifty cents",
        wrong="1 dollar 5|1 dollar 60|2 dollars 50|15 cents",
        asked="$1 50|1 dollar 50 pence|1 dollar 50 sheep|1 50|1 dollar 150|1 sheep 50|1 dollar, and",
    ),
    *group(
        number("1.5", "What did it cost?", unit=["pounds", "£"]),
        BOTH_PARTS,
        right="150 pence|150p|£1.50|one pound fifty|1 pound 50 pence|1.5|150 pennies",
        wrong="150|15 pence|160p",
        asked="150 cents|1 pound 50 cents",
    ),
    *group(
        number("0.99", "Was kostet es?", "de", unit="€"), CENTS, right="99 Cent|99 ct|0,99 €|neunundneunzig Cent", wrong="89 Cent|1 Euro 99"
    ),
    *group(number("0.99", "Was kostet es?", "de", unit="€"), CENTS, asked="99 Rappen|99 Pfennig"),
    *group(
        gap("1,50 €", language="de"),
        BOTH_PARTS,
        right="1 Euro 50|150 Cent|1 Euro und 50 Cent|1,50 Euro|ein Euro fünfzig",
        wrong="15 Cent|1 Euro 5|150 Rappen",
        asked="1,50|1 Euro 50 Rappen",
    ),
    *group(gap("0,50 €", language="fr"), CENTS, right="50 centimes|cinquante centimes|0,50 euro", wrong="60 centimes|5 centimes"),
    *group(gap("0,50 €", language="es"), CENTS, right="50 céntimos|cincuenta céntimos", wrong="50 centavos|60 céntimos"),
    *group(gap("1,5 рубля", language="ru"), BOTH_PARTS, right="150 копеек|1 рубль 50 копеек", wrong="150 центов|15 копеек"),
    *group(number(25, "What per cent is it?"), "per cent has no cents", right="25 per cent|25|25%", wrong="20 per cent", asked="25 cents"),
    *group(number(100, "How many cents are in a dollar?"), CENTS, right="100 cents|100|a hundred", wrong="10 cents|50"),
    *group(number(100, "Combien ?", "fr"), "cent is a hundred in French", right="cent|100", wrong="deux cents"),
    *group(gap("12 p"), "a letter that an author writes is no penny", right="12 p", wrong="12 pages|£0.12"),
]

SENTENCES = [
    *group(
        number(12, "For how many years did it last?", unit="years"),
        SENTENCE,
        right="It lasted 12 years|It lasted for 12 years|lasted 12|it lasts twelve years",
        wrong="It lasted 13 years",
        asked="It lasted more than 12 years|It did not last 12 years|It took 12 years|it lasted",
    ),
    *group(
        number(3, "How many islands does it have?"),
        SENTENCE,
        right="It has 3 islands|it had three",
        wrong="It has 4",
        asked="It lost 3 islands",
    ),
]

ROWS = GRAMMAR + ENGLISH + GAPS + GERMAN + FRENCH + SPANISH + RUSSIAN + KOREAN + JAPANESE + HUNDREDTHS + SENTENCES
