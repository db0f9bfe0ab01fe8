"""Answers in words: what learners type around a right answer, instead of it or beside it, and what becomes of it.

A row is a question (as in YAML, with the language and the terms of its deck), the typed text, what becomes of it, and why.
"""

OUTCOMES = ("right", "almost", "wrong", "asked")

KOREAS = (
    ("North Korea", "place", ("DPRK",)),
    ("South Korea", "place", ("ROK", "Republic of Korea")),
    ("Japan", "place"),
    ("Seoul", "place"),
)


def group(question, why, **typed):
    """Return the rows of one question: texts under the outcome that they have, separated by bars."""
    assert set(typed) <= set(OUTCOMES)
    return [(question, text, outcome, why) for outcome, texts in typed.items() for text in texts.split("|")]


def text(answer, prompt="?", language="en", **more):
    return {"answer": answer, "prompt": prompt, "language": language, **more}


def place(answer, prompt="?", language="en", **more):
    return text(answer, prompt, language, kind="place", **more)


def person(answer, prompt="?", language="en", **more):
    return text(answer, prompt, language, kind="person", **more)


SIGNS = [
    *group(text("E = mc²"), "a raised digit may be typed with ^", right="E = mc^2|E=mc^2|e = mc**2|E = mc²", wrong="E = mc^3|E = mc"),
    *group(text("10⁻³"), "so may a negative power", right="10^-3|10^(-3)|10⁻³", wrong="10^3|10^-4"),
    *group(text("x² + y²"), "and powers in a formula", right="x^2 + y^2|x²+y²", wrong="x^2 + y^3"),
    *group(text("½"), "a half is 1/2", right="1/2|½", wrong="1/3|2/1"),
    *group(text("3½ hours"), "a mixed number too", right="3 1/2 hours|3½ hours", wrong="3 1/3 hours"),
    *group(text("1/1000"), "numerals of a fraction keep their order", right="1/1000", wrong="1000/1"),
    *group(text("salt and pepper"), "& is and", right="salt & pepper|Salt&pepper", wrong="salt & vinegar"),
    *group(text("Brot und Butter", language="de"), "in the words of the language", right="Brot & Butter", wrong="Brot & Käse"),
    *group(text("research & development"), "in the right answer as well", right="research and development", wrong="research and science"),
    *group(text("שָׁלוֹם", language="he"), "nobody types vowel points", right="שלום", wrong="שלומי"),
    *group(text("יְרוּשָׁלַיִם", language="he"), "nobody types vowel points", right="ירושלים", wrong="תל אביב"),
    *group(text("שלום", language="he"), "who types them is right too", right="שָׁלוֹם"),
    *group(text("مُدَرِّس", language="ar"), "nor those of Arabic", right="مدرس|مُدَرِّس", wrong="مدرسة"),
    *group(text("كِتَاب", language="ar"), "nor those of Arabic", right="كتاب|كتــاب", wrong="كاتب"),
    *group(text("Köln", language="de"), "umlauts without their key", right="Koeln|Köln|Koln|KOELN", wrong="Keln|Kiel"),
    *group(person("Jörg Müller", language="de"), "umlauts without their key", right="Joerg Mueller|Jorg Muller", wrong="Jurg Moller"),
    *group(text("Goethe", language="de"), "and with it where it does not belong", right="Göthe"),
    *group(
        person("Erwin Schrödinger"), "in an English deck too", right="Erwin Schroedinger|Schrodinger, Erwin", wrong="Albert Schroedinger"
    ),
    *group(text("Ålesund", language="nb"), "and in others", right="Aalesund|Alesund"),
]

NUMERALS = [
    *group(
        text("World War II"),
        "the number of a name in every writing",
        right="World War 2|World War Two|world war two|Second World War|the Second World War|2nd World War|World War the Second|"
        "world war ii",
        wrong="World War I|World War One|First World War|World War III|World War|Two World Wars|second war|World War 1|II",
    ),
    *group(
        text("World War I"),
        "one is not two",
        right="World War 1|First World War|1st World War|World War One",
        wrong="World War II|World War",
    ),
    *group(
        text("Second World War"),
        "nor the other way round",
        right="World War II|World War 2|2nd World War",
        wrong="World War 3|two world war",
    ),
    *group(person("Louis XIV"), "kings", right="Louis 14|Louis the Fourteenth|Louis XIV|King Louis 14", wrong="Louis XV|Louis 16|Louis"),
    *group(
        person("Elizabeth II"),
        "queens",
        right="Elizabeth the Second|Elizabeth 2|Queen Elizabeth the Second",
        wrong="Elizabeth I|Elizabeth the First|Elizabeth",
    ),
    *group(person("Charles V"), "one letter behind a name", right="Charles 5|Charles the Fifth", wrong="Charles IV|Charles 6"),
    *group(person("Malcolm X", accept=["Malcolm Little"]), "a name as it stands", right="Malcolm X", wrong="Malcolm Y|Malcolm"),
    *group(
        text("Fifth Republic"), "ordinals", right="5th Republic|the Fifth Republic|5th republic", wrong="Fourth Republic|five republics"
    ),
    *group(
        text("nineteenth century"),
        "centuries",
        right="19th century|the 19th century|XIX century|the nineteenth century",
        wrong="18th century|nineteen centuries",
    ),
    *group(
        text("Article 9"),
        "articles",
        right="Article nine|the ninth article|Art. 9|9th article|article IX",
        wrong="Article 8|nine articles|Art. 19",
    ),
    *group(text("Apollo 11"), "missions", right="Apollo eleven|Apollo XI", wrong="Apollo 13|Apollo"),
    *group(
        text("twenty-first century"), "of two words", right="21st century|the twenty first century", wrong="20th century|twentieth century"
    ),
    *group(text("nine articles"), "an amount is no number of a name", right="9 articles", wrong="Article 9|ninth article"),
    *group(
        text("Zweiter Weltkrieg", language="de"),
        "German",
        right="2. Weltkrieg|Der Zweite Weltkrieg|zweiter Weltkrieg|Weltkrieg II",
        wrong="1. Weltkrieg|Erster Weltkrieg|zwei Weltkriege|Weltkrieg",
    ),
    *group(
        person("Friedrich II.", language="de"),
        "German",
        right="Friedrich der Zweite|Friedrich 2.|König Friedrich II",
        wrong="Friedrich I.|Friedrich der Große",
    ),
    *group(text("Artikel 1", language="de"), "German", right="Art. 1|Artikel eins|der erste Artikel", wrong="Artikel 2"),
    *group(
        text("Seconde Guerre mondiale", language="fr"),
        "French",
        right="2e guerre mondiale|deuxième guerre mondiale|la Seconde Guerre mondiale|2ème guerre mondiale",
        wrong="Première Guerre mondiale|1re guerre mondiale",
    ),
    *group(person("Louis XIV", language="fr"), "French", right="Louis quatorze|Louis 14|le roi Louis XIV", wrong="Louis quinze|Louis XVI"),
    *group(
        text("Segunda Guerra Mundial", language="es"),
        "Spanish",
        right="2a Guerra Mundial|la segunda guerra mundial|2ª Guerra Mundial|II Guerra Mundial",
        wrong="Primera Guerra Mundial|III Guerra Mundial",
    ),
    *group(
        person("Felipe II", language="es"), "Spanish", right="Felipe segundo|el rey Felipe II|Felipe 2", wrong="Felipe III|Felipe tercero"
    ),
    *group(text("siglo XX", language="es"), "Spanish", right="siglo veinte|siglo 20|el vigésimo siglo", wrong="siglo XXI|siglo"),
    *group(
        text("Вторая мировая война", language="ru"),
        "Russian",
        right="2-я мировая война|это Вторая мировая война",
        wrong="Первая мировая война|1-я мировая война",
    ),
    *group(person("Пётр I", language="ru"), "Russian", right="Петр 1|Пётр Первый|царь Пётр I", wrong="Петр II|Пётр Второй"),
    *group(text("XIXe siècle", language="fr"), "French", right="19e siècle|dix-neuvième siècle|le XIXe siècle", wrong="XXe siècle|siècle"),
    *group(text("第3条", language="ja"), "Japanese", right="第三条|3条", wrong="第4条|第十三条"),
    *group(text("Amendment XIV"), "amendments", right="14th Amendment|the Fourteenth Amendment|amendment 14", wrong="13th amendment|14"),
    *group(person("Pope John Paul II"), "popes", right="John Paul II|John Paul the Second|John Paul 2", wrong="John Paul|John Paul I"),
    *group(text("第二次世界大戦", language="ja"), "Japanese", right="第2次世界大戦|第２次世界大戦", wrong="第一次世界大戦|第三次世界大戦"),
    *group(
        text("제2차 세계 대전", language="ko"),
        "Korean",
        right="제이차 세계대전|2차 세계대전|제 2차 세계대전",
        wrong="제1차 세계대전|1차 세계대전",
    ),
    *group(
        text("chapitre 99", language="fr"),
        "a number of several words is one number",
        right="chapitre quatre-vingt-dix-neuf|chapitre quatre vingt dix neuf|chapitre nonante-neuf",
        wrong="chapitre quatre-vingt-neuf|chapitre quatre-vingt-dix|chapitre soixante-dix-neuf",
    ),
    *group(text("capítulo treinta y uno", language="es"), "and so it is here", right="capítulo 31", wrong="capítulo 30|capítulo 1"),
    *group(text("21. Jahrhundert", language="de"), "and here", right="einundzwanzigstes Jahrhundert", wrong="zwanzigstes Jahrhundert"),
]

ARTICLES = [
    *group(text("a milestone"), "an article more or less", right="milestone|the milestone|Milestone", wrong="a stone|a mile"),
    *group(
        text("milestone"),
        "an article more or less",
        right="a milestone|the milestone",
        wrong="some stone|no milestone|not a milestone|stone of a mile",
    ),
    *group(text("forced labour"), "an article more or less", right="the forced labour", wrong="the labour|forced"),
    *group(text("the end of the war"), "an article more or less", right="end of the war", wrong="the end|end of war games|war"),
    *group(text("A minor"), "a key of music is no article", right="A minor|a minor", wrong="minor|B minor|C minor"),
    *group(text("der Vertrag", language="de"), "German", right="Vertrag|ein Vertrag|den Vertrag", wrong="kein Vertrag|Verträge machen"),
    *group(text("Vertrag", language="de"), "German", right="der Vertrag|einen Vertrag"),
    *group(text("la liberté", language="fr"), "French", right="liberté|une liberté|la liberte", wrong="pas la liberté|sans liberté"),
    *group(text("alliance", language="fr"), "French", right="l'alliance|une alliance|L’alliance", wrong="pas d'alliance"),
    *group(text("el tratado", language="es"), "Spanish", right="tratado|un tratado", wrong="sin tratado|ningún tratado"),
]

PLACES = [
    *group(
        place("Tokyo"),
        "a preposition that says no more",
        right="in Tokyo|at Tokyo|to Tokyo|from Tokyo|into Tokyo",
        wrong="near Tokyo|outside Tokyo|not in Tokyo|not Tokyo|around Tokyo",
    ),
    *group(
        place("White House"),
        "with an article",
        right="in the White House|at the White House|The White House",
        wrong="near the White House|outside the White House|behind the White House|the House|the white",
    ),
    *group(place("in the White House"), "a preposition in the right answer", right="White House|the White House", wrong="near it|House"),
    *group(
        place("Berlin", language="de"),
        "German",
        right="in Berlin|nach Berlin|aus Berlin",
        wrong="bei Berlin|nahe Berlin|nicht in Berlin|außerhalb Berlins",
    ),
    *group(
        place("Schweiz", language="de"),
        "German",
        right="in der Schweiz|die Schweiz|aus der Schweiz",
        wrong="nahe der Schweiz|ohne die Schweiz",
    ),
    *group(place("Paris", language="fr"), "French", right="à Paris|de Paris", wrong="près de Paris|pas à Paris|hors de Paris"),
    *group(place("France", language="fr"), "French", right="en France|la France", wrong="sans la France"),
    *group(place("Madrid", language="es"), "Spanish", right="en Madrid|a Madrid", wrong="cerca de Madrid|no en Madrid"),
    *group(
        place("도쿄", language="ko"), "Korean", right="도쿄에서|도쿄에|도쿄는|도쿄입니다|도쿄시|도쿄요", wrong="도쿄 근처|교토|서울에서"
    ),
    *group(
        place("東京", language="ja"),
        "Japanese",
        right="東京で|東京です|東京都|東京市|東京に|東京だ|東京都です",
        wrong="京都|東京以外|京都です|大阪で",
    ),
    *group(place("京都", language="ja"), "a name that ends like one", right="京都|京都市|京都で", wrong="京|東京|東京都"),
    *group(place("서울", language="ko"), "Korean", right="서울시|서울특별시|서울에서|서울이다", wrong="부산시|서울 밖"),
    *group(text("反対", language="ja"), "Japanese", right="反対です|反対だ|反対である", wrong="賛成です|反対ではない"),
    *group(text("무역", language="ko"), "Korean", right="무역이다|무역입니다|무역을", wrong="무역이 아니다|무역 전쟁"),
]

CITY = "In which city was the summit held?"
FRAMES = [
    *group(
        text("Tokyo", CITY),
        "the words of a sentence, and of the prompt, around the answer",
        right="it is Tokyo|It's Tokyo|I think Tokyo|I think it is Tokyo|the answer is Tokyo|Tokyo, I think|"
        "the summit was held in Tokyo|in Tokyo|Tokyo city|the city Tokyo|the city of Tokyo",
        wrong="it is not Tokyo|I think not Tokyo|it isn't Tokyo|the summit was not held in Tokyo|Tokyo tower|New Tokyo|"
        "a town near Tokyo|not the city of Tokyo|Kyoto|city",
    ),
    *group(
        text("trilateral", "What kind of partnership is it?"),
        "the noun of the prompt",
        right="trilateral partnership|a trilateral partnership|it is trilateral",
        wrong="partnership|trilateral war|national partnership",
    ),
    *group(
        text("illegal", "Was the occupation legal or illegal?"),
        "nothing is peeled where the prompt prints the answer",
        right="illegal|it was illegal",
        wrong="legal|it was legal",
        asked="legal or illegal|illegal or legal|legal, illegal",
    ),
    *group(
        text("east", "Does the sun rise in the east or in the west?"),
        "so with two directions",
        right="east|the east",
        wrong="west|the west|east west|west east",
    ),
    *group(
        text("true", "Is this true or false?"), "so with two values", right="true|it is true", wrong="false|it is false|not true|false true"
    ),
    *group(
        text("trilateral", "Is this partnership bilateral, or another kind of partnership?", terms=(("bilateral",), ("trilateral",))),
        "words of rivals are never peeled",
        right="trilateral|trilateral partnership",
        wrong="bilateral|bilateral trilateral|bilateral partnership",
    ),
    *group(
        text("treaty", "What was not signed before the war?"),
        "words that turn the meaning are never peeled",
        right="a treaty",
        wrong="not treaty|not a treaty|before treaty",
    ),
    *group(text("seven", "How many of the 7 articles, or nine?"), "numbers neither", wrong="nine seven|7 nine"),
    *group(
        text("mutual defence treaty", "Which treaty do the two countries celebrate?"),
        "a head noun that the prompt gave",
        right="mutual defence|the mutual defence treaty|mutual defense",
        wrong="defence|mutual|treaty|the treaty|mutual trade",
    ),
    *group(text("mutual defence treaty", "What do the two countries celebrate?"), "and only then", wrong="mutual defence|mutual"),
    *group(
        text("economic security", "Which kind of security do they work for?"),
        "a head noun",
        right="economic|economic security",
        wrong="security|social security|social",
    ),
    *group(
        text("state dinner", "With what kind of dinner?", vague=["dinner"]),
        "a head noun, and what is vague",
        right="a state dinner|state",
        asked="dinner|a dinner|the dinner|it was a dinner",
        wrong="lunch",
    ),
    *group(
        place("Pacific Ocean", "Which ocean is the largest?"),
        "a head noun of a place",
        right="Pacific|the Pacific|Pacific Ocean",
        wrong="Ocean|Atlantic|Atlantic Ocean",
    ),
    *group(
        place("Mexico City", "Which city is the capital of Mexico?"),
        "what is left is in the prompt",
        right="Mexico City",
        wrong="Mexico|City",
    ),
    *group(
        text("Tokio", "In welcher Stadt war das Treffen?", "de"),
        "German",
        right="Es ist Tokio|Es war Tokio|das ist Tokio|die Stadt Tokio|in Tokio",
        wrong="nicht Tokio|es ist nicht Tokio|die Stadt|keine Stadt|nahe Tokio",
    ),
    *group(text("Zweiter Weltkrieg", "In welchem Weltkrieg war das?", "de"), "German head noun", right="zweiter", wrong="Weltkrieg|erster"),
    *group(
        text("Tokyo", "Dans quelle ville le sommet a-t-il eu lieu ?", "fr"),
        "French",
        right="c'est Tokyo|C’est Tokyo|je pense que c'est Tokyo|la ville de Tokyo|Tokyo, je pense",
        wrong="ce n'est pas Tokyo|pas Tokyo|la ville",
    ),
    *group(
        text("Tokio", "¿En qué ciudad fue la cumbre?", "es"),
        "Spanish",
        right="es Tokio|creo que es Tokio|fue en Tokio|la ciudad de Tokio|en Tokio",
        wrong="no es Tokio|cerca de Tokio|la ciudad",
    ),
    *group(
        text("무역", "무엇 때문에 다투었습니까?", "ko"),
        "Korean",
        right="정답은 무역|답은 무역입니다|무역 때문에",
        wrong="무역 아님|정답은 영토",
    ),
    *group(
        text("貿易", "何について争いましたか。", "ja"),
        "Japanese",
        right="答えは貿易です|貿易だと思います|正解は貿易",
        wrong="貿易ではない|答えは領土です",
    ),
    *group(
        text("First World War", "In which war was the island taken?"),
        "a prompt that begins with a preposition lets any say where or when",
        right="in World War I|in the First World War|World War I",
        wrong="in World War II|before World War I|after the First World War",
    ),
    *group(
        text("Erster Weltkrieg", "In welchem Krieg war das?", "de"),
        "German",
        right="im 1. Weltkrieg|im ersten Weltkrieg",
        wrong="vor dem 1. Weltkrieg",
    ),
    *group(
        place("Lake Victoria", "Which lake is it?"),
        "the kind of place",
        right="Victoria|Victoria Lake|Lake Victoria",
        wrong="lake|the lake",
    ),
    *group(place("Lake Victoria"), "and only where the prompt gives it", wrong="Victoria"),
    *group(
        place("Nile", "Which river is it?"), "the kind of place", right="River Nile|the Nile River|Nile", wrong="Blue Nile|Nile Delta|river"
    ),
    *group(
        text("gravity", "Which force keeps the planets in their orbits?"),
        "a noun that says what the answer is",
        right="the force of gravity|gravity force|it is gravity",
        wrong="force|the force of the planets|zero gravity|antigravity|lack of gravity",
    ),
    *group(
        text("Enlightenment", "Which age was it?"), "as above", right="the age of Enlightenment", wrong="the end of Enlightenment|an age"
    ),
    *group(
        text("Spain", "Which country did the king rule?"),
        "another noun before of says something else",
        right="the country of Spain",
        wrong="king of Spain|the rule of Spain|the king of Spain",
    ),
    *group(text("Russia", "Which country is it?"), "a frame is no answer", wrong="it is|I think|the answer is|a country"),
    *group(text("the answer", "?"), "but may be one", right="the answer|answer", wrong="is"),
]

ORDER = [
    *group(
        text("mutual defence treaty"),
        "A of B is B A",
        right="treaty of mutual defence|the treaty of mutual defence|treaty for mutual defence|a treaty of mutual defense",
        wrong="defence of mutual treaty|treaty of defence|mutual treaty",
    ),
    *group(
        place("Sea of Japan"),
        "B A is A of B",
        right="Japan Sea|the Japan Sea|Sea of Japan|the sea of Japan",
        wrong="Japan|Sea|Japan of Sea|Sea of Korea|Japan Sea of",
    ),
    *group(text("milestone"), "both sides have two words", wrong="stone of mile|stone of a mile|stone of the mile"),
    *group(text("railway"), "both sides have two words", wrong="way of rail"),
    *group(text("freedom of speech"), "A of B", right="speech freedom", wrong="speech of freedom|freedom speech|freedom"),
    *group(
        place("South Korea", terms=KOREAS),
        "a name with a comma",
        right="Korea, South|Republic of Korea",
        wrong="Korea, North|North Korea|Japan",
    ),
    *group(
        place("Democratic Republic of the Congo"),
        "a name with a comma",
        right="Democratic Republic of the Congo",
        wrong="Republic of the Congo|Congo",
    ),
    *group(
        text("traité de défense", language="fr"),
        "French joins with de",
        right="traité de défense|le traité de défense",
        wrong="défense de traité|traité",
    ),
]

PARTS = "every part of a list is right by itself, or one answer is asked for"
ISLANDS = place("Dokdo", "What are the islands called?", accept=["Takeshima", "Dokdo Islands"])
LISTS = [
    *group(
        ISLANDS,
        PARTS,
        right="Dokdo or Takeshima|Takeshima or Dokdo|Dokdo/Takeshima|Takeshima / Dokdo|Dokdo (Takeshima)|Takeshima and Dokdo|"
        "Takeshima & Dokdo|Dokdo, or Takeshima|Dokdo; Takeshima|Dokdo, also known as Takeshima|the Dokdo or Takeshima|"
        "Dokdo aka Takeshima",
        asked="Dokdo or Ulleungdo|Dokdo and Ulleungdo|Dokdo/Jeju|Dokdo (Jeju)|Jeju or Ulleungdo|Jeju, Ulleungdo|Dokdo, Jeju|"
        "Dokdo; Jeju|Jeju & Dokdo|Dokdo - Jeju",
        wrong="Jeju|Dokdo Jeju",
    ),
    *group(
        text("semiconductors", "What are the materials needed for?", accept=["chips"]),
        PARTS,
        right="semiconductors, or chips|semiconductors or chips|chips (semiconductors)|chips/semiconductors",
        asked="semiconductors and batteries|chips, batteries|batteries or phones|phones and cars|semiconductors (batteries)",
        wrong="batteries",
    ),
    *group(
        text("supply and demand"),
        "an answer that is a list",
        right="supply and demand|supply & demand",
        wrong="demand|supply|salt and pepper",
        asked="supply or demand|supply, demand and price|supply/demand",
    ),
    *group(text("friends or foes"), "an answer with an or in it", right="friends or foes", asked="friends and foes", wrong="friends"),
    *group(
        text("Marx", mistakes=["Marx and Engels"], kind="person"),
        "a known mistake is graded",
        wrong="Marx and Engels",
        asked="Marx and Lenin|Engels or Lenin",
    ),
    *group(
        text("Tokyo", others=("London, Paris and Rome", "bread and butter")),
        "what stands in the deck is one answer",
        wrong="London, Paris and Rome|bread and butter",
        asked="bread and jam|London and Tokyo",
    ),
    *group(
        person("Kishida Fumio", terms=(("Kishida Fumio", "person", ("Kishida",)), ("Yoon Suk Yeol", "person", ("Yoon",)))),
        "a name with a comma is one name",
        right="Kishida, Fumio|Kishida|Fumio Kishida",
        wrong="Abe, Shinzo|Yoon",
        asked="Kishida, Yoon|Kishida and Yoon|Kishida or Abe",
    ),
    *group(
        place("Tokio", language="de", accept=["Edo"]),
        "German",
        right="Tokio oder Edo|Tokio bzw. Edo|Tokio (Edo)",
        asked="Tokio oder Kyoto|Tokio und Kyoto|Kyoto und Nara",
    ),
    *group(
        text("chips", language="fr", accept=["puces"]),
        "French",
        right="chips ou puces|puces (chips)",
        asked="puces et voitures|puces ou voitures",
    ),
    *group(
        text("comercio", language="es", accept=["intercambio"]),
        "Spanish",
        right="comercio o intercambio",
        asked="comercio y guerra|comercio o guerra",
    ),
    *group(
        text("독도", language="ko", accept=["다케시마"]),
        "Korean",
        right="독도 또는 다케시마|독도/다케시마|독도(다케시마)",
        asked="독도 또는 제주도|독도, 제주도",
    ),
    *group(
        text("竹島", language="ja", accept=["独島"]),
        "Japanese",
        right="竹島または独島|竹島（独島）|竹島/独島",
        asked="竹島または尖閣|竹島、尖閣",
    ),
    *group(
        place("Dokdo", accept=["Takeshima", "Dokdo/Takeshima"]),
        "a form that is a list of forms",
        asked="Dokdo/Ulleungdo",
        right="Takeshima Dokdo",
    ),
    *group(
        text("semiconductors", accept=["chips", "semiconductor"]),
        "two forms side by side",
        right="semiconductor chips",
        wrong="computer chips",
    ),
    *group(text("1,000 won"), "a comma in a number joins nothing", right="1000 won", wrong="1,001 won"),
    *group(text("9/11"), "nor does a stroke between digits", right="9-11", wrong="7/11"),
]

COUNTRIES = [
    *group(
        place("Tokyo", terms=KOREAS),
        "a city with the country where it lies",
        right="Tokyo, Japan|Tokyo Japan|Tokyo (Japan)|Tokyo in Japan|in Tokyo, Japan",
        wrong="Seoul, South Korea|Paris, France|Japan",
        asked="Tokyo, Korea|Tokyo, China|Osaka, Japan",
    ),
    *group(
        place("Vienna"),
        "a city with its country",
        right="Vienna, Austria|Vienna (Austria)",
        asked="Vienna, Germany|Graz, Austria",
        wrong="Berlin, Germany",
    ),
    *group(place("Wien", language="de"), "German", right="Wien, Österreich|Wien in Österreich|Wien (Österreich)", asked="Wien, Ungarn"),
    *group(place("도쿄", language="ko"), "Korean", right="도쿄, 일본|도쿄 (일본)", asked="도쿄, 중국"),
    *group(place("Paris", language="fr"), "French", right="Paris, France|Paris (France)", asked="Paris, Allemagne"),
    *group(place("Madrid", language="es"), "Spanish", right="Madrid, España|Madrid (España)", asked="Madrid, Italia"),
]

INITIALS = [
    *group(
        place("South Korea", terms=KOREAS),
        "an initial for a name",
        right="S. Korea|S Korea|s. korea|South K.",
        wrong="N. Korea|North K.|S. K.|S. Koreans|T. Korea",
    ),
    *group(
        person("John F. Kennedy"),
        "initials both ways",
        right="J. F. Kennedy|J.F. Kennedy|John Fitzgerald Kennedy|JOHN F KENNEDY|Kennedy, J. F.|President J. F. Kennedy",
        wrong="R. F. Kennedy|J. G. Kennedy|J. F. K.|John Gerald Kennedy|Robert Kennedy",
    ),
    *group(
        person("Jean-Jacques Rousseau"),
        "of two names",
        right="J.-J. Rousseau|J. J. Rousseau|Rousseau, J.-J.",
        wrong="P.-J. Rousseau|J. Voltaire|J.-J. R.",
    ),
    *group(person("Isaac Newton"), "the letter I too", right="I. Newton|Sir I. Newton", wrong="A. Newton|I. N.|1 Newton"),
    *group(person("Helen Smith", others=("Hugo Smith",)), "not where a rival fits", right="Helen Smith", wrong="H. Smith|Hugo Smith"),
    *group(text("World War Iraq"), "a Roman numeral is no initial", wrong="World War I|World War II"),
    *group(text("forced labour"), "an initial stands for a capital", wrong="f. labour|forced l."),
    *group(person("Angela Merkel", language="de"), "German", right="A. Merkel|Merkel, A.", wrong="B. Merkel|A. M."),
]

ABBREVIATIONS = [
    *group(place("Saint Petersburg"), "Saint", right="St. Petersburg|St Petersburg", wrong="Petersburg|Street Petersburg"),
    *group(place("St. Lawrence River"), "written out", right="Saint Lawrence River", wrong="Lawrence River|Street Lawrence River"),
    *group(place("Mount Everest"), "Mount", right="Mt. Everest|Mt Everest", wrong="Everest Mount|Mount Fuji|Mt Fuji"),
    *group(
        person("Martin Luther King Jr."),
        "Junior",
        right="Martin Luther King Junior|Martin Luther King, Jr.",
        wrong="Martin Luther King Senior|Martin Luther",
    ),
    *group(place("Wall Street"), "Street where it comes last", right="Wall St.|Wall St", wrong="Saint Wall|Wall"),
    *group(place("Sankt Gallen", language="de"), "German", right="St. Gallen|St Gallen", wrong="Gallen"),
    *group(place("Saint-Denis", language="fr"), "French", right="St-Denis|St Denis", wrong="Denis"),
    *group(place("Santo Domingo", language="es"), "Spanish", right="Sto. Domingo", wrong="San Juan"),
]

SPELLINGS = [
    *group(text("grey"), "British and American", right="gray", wrong="gay|great|green"),
    *group(text("tyre"), "British and American", right="tire", wrong="tyro|wire"),
    *group(text("forced labour"), "British and American", right="forced labor|Forced Labor", wrong="labor|forced"),
    *group(text("mutual defense"), "British and American", right="mutual defence", wrong="mutual offense"),
    *group(text("organisation"), "British and American", right="organization", wrong="organ"),
    *group(text("theatre"), "British and American", right="theater|the theater", wrong="heater"),
    *group(text("civilised world"), "British and American", right="civilized world", wrong="civil world"),
    *group(text("programme"), "British and American", right="program", wrong="programmer of"),
    *group(text("analogue signal"), "British and American", right="analog signal", wrong="digital signal"),
    *group(text("travelling"), "British and American", right="traveling"),
    *group(text("encyclopaedia"), "British and American", right="encyclopedia"),
    *group(text("paediatrician"), "British and American", right="pediatrician"),
    *group(text("sulphur dioxide"), "British and American", right="sulfur dioxide", wrong="carbon dioxide"),
    *group(text("fill"), "short words are left alone", wrong="fil"),
    *group(text("filing"), "and other words", wrong="fill"),
    *group(text("timbre"), "a word with an end like that is another word", wrong="timber"),
    *group(text("scoured"), "a word with a part like that is another word", wrong="scored"),
    *group(text("pouring"), "a word with a part like that is another word", wrong="poring"),
    *group(text("unfilled"), "a word with an end like that is another word", wrong="unfiled"),
    *group(text("rogues"), "a word with an end like that is another word", wrong="rogs"),
    *group(text("daemon"), "and of some the two mean two things", wrong="demon"),
    *group(text("to practise"), "British and American", right="to practice", wrong="practical"),
    *group(text("centred"), "with its ends", right="centered", wrong="entered"),
    *group(text("organisational"), "with its ends", right="organizational"),
    *group(text("catalogued"), "with its ends", right="cataloged"),
    *group(text("storeys"), "with its ends", right="stories", wrong="stores"),
    *group(text("homoeopathy"), "British and American", right="homeopathy"),
    *group(text("hyperglycaemia"), "British and American", right="hyperglycemia"),
    *group(text("Geograph", language="de"), "German", right="Geograf", wrong="Geologe"),
    *group(text("photographisch", language="de"), "German", right="fotografisch|photografisch", wrong="fotogen"),
    *group(text("clefs", language="fr"), "French", right="clés", wrong="clans"),
    *group(text("Photo", language="de"), "German", right="Foto", wrong="Bild"),
    *group(text("Geographie", language="de"), "German", right="Geografie", wrong="Geologie"),
]

TITLES = [
    *group(
        person("Metternich"),
        "titles before a name",
        right="Count Metternich|Prince Metternich|Chancellor Metternich",
        wrong="Count|Count Bismarck",
    ),
    *group(
        person("Wellington"),
        "titles before a name",
        right="Duke Wellington|Field Marshal Wellington|the Duke Wellington",
        wrong="Duke|Napoleon",
    ),
    *group(
        person("Richelieu"), "titles before a name", right="Cardinal Richelieu|the Cardinal Richelieu", wrong="Cardinal|Cardinal Mazarin"
    ),
    *group(person("Harun al-Rashid"), "titles before a name", right="Caliph Harun al-Rashid", wrong="Caliph"),
    *group(
        person("Franz Ferdinand"),
        "titles before a name",
        right="Archduke Franz Ferdinand|Crown Prince Franz Ferdinand",
        wrong="Archduke Franz|Franz Joseph",
    ),
    *group(person("Khomeini"), "titles before a name", right="Ayatollah Khomeini|Imam Khomeini", wrong="Ayatollah"),
    *group(
        person("Kishida"),
        "titles behind it",
        right="Kishida-san|Prime Minister Kishida|Kishida, Prime Minister|Kishida, the prime minister|Kishida the prime minister",
        wrong="san|Prime Minister",
    ),
    *group(person("Martin Luther"), "a title is a name too", right="Martin Luther|Luther, Martin", wrong="Martin Luther King|Martin King"),
    *group(person("Curie"), "French titles", right="Mme Curie|Madame Curie", wrong="Mme"),
    *group(
        person("Otto von Bismarck", language="de"),
        "German",
        right="Fürst Otto von Bismarck|Reichskanzler Otto von Bismarck",
        wrong="Reichskanzler|Fürst Bismarck Otto",
    ),
    *group(person("Richelieu", language="fr"), "French", right="le cardinal Richelieu|Cardinal Richelieu", wrong="le cardinal"),
    *group(person("Bolívar", language="es"), "Spanish", right="el general Bolívar|general Bolivar", wrong="el general"),
    *group(person("윤석열", language="ko"), "Korean", right="윤석열 대통령|윤석열은|윤석열입니다", wrong="대통령|문재인 대통령"),
    *group(
        person("岸田文雄", language="ja"), "Japanese", right="岸田文雄首相|岸田文雄さん|岸田文雄です|首相 岸田文雄", wrong="首相|安倍首相"
    ),
]

PLURALS = [
    *group(text("friends"), "the other number of the last word is shown as a slip", almost="friend|a friend", wrong="fiend|friendly"),
    *group(text("foes"), "of short words too", almost="foe", wrong="toe|foe of"),
    *group(text("foe"), "both ways", almost="foes", wrong="toes"),
    *group(text("treaty"), "with other endings", almost="treaties", wrong="tree"),
    *group(text("women"), "of another kind", almost="woman|a woman", wrong="man|men"),
    *group(text("bacteria"), "of Latin and Greek words", almost="bacterium", wrong="battery"),
    *group(text("phenomenon"), "of Latin and Greek words", almost="phenomena", wrong="phantom"),
    *group(text("class"), "with other endings", almost="classes", wrong="clas of"),
    *group(text("box"), "with other endings", almost="boxes", wrong="boxer"),
    *group(text("free markets"), "of the last word only", almost="free market|the free market", wrong="frees market|markets"),
    *group(text("foe", others=("foes",)), "not where it stands in the deck as something else", wrong="foes"),
    *group(text("runs", "He ... every day (to run)."), "not where the prompt has that form", wrong="run", right="runs"),
    *group(text("puces", language="fr"), "French", almost="puce|une puce", wrong="pucelle"),
    *group(text("luz", language="es"), "Spanish", almost="luces", wrong="lugar"),
    *group(text("친구", language="ko"), "Korean", almost="친구들", wrong="친척"),
]

TRAPS = [
    *group(
        place("South Korea", "Which Korea, the northern or the southern one?", terms=KOREAS),
        "nothing is accepted for what it contains",
        right="South Korea|it is South Korea|the South Korea",
        wrong="not South Korea|North South Korea|South Korea's enemy|anti South Korea|former South Korea|southern|"
        "half of South Korea|everywhere but South Korea",
    ),
    *group(
        text("trilateral"),
        "nothing is accepted for what it contains",
        wrong="non-trilateral|not trilateral|never trilateral|almost trilateral|more than trilateral|trilateral no more|trilateral at most",
    ),
    *group(text("Korea was a colony"), "a sentence is itself", wrong="Korea was not a colony|Korea was a republic|a colony was Korea"),
    *group(text("rise of Japan"), "order matters", wrong="Japan of rise|fall of Japan", right="Japan rise"),
    *group(text("export limits"), "words are not added", wrong="import limits|no export limits|the end of export limits|export"),
    *group(text("x"), "a letter is itself", right="x|X|the x", wrong="10|ten|y"),
    *group(text("I"), "a letter is itself", right="I", wrong="1|one|me"),
    *group(text("seven"), "a number in words", right="7|seven", wrong="8|seventh|VII of"),
    *group(text("the first"), "an ordinal alone", right="first|1st|the 1st", wrong="one|second|1"),
]

JOINED = [
    *group(
        place("서울", "어느 도시입니까?", "ko"),
        "words for and that are written with the word before them make a list",
        right="서울|서울에|서울시|서울과 서울시",
        wrong="부산|서울과|부산과|신랑 신부|기와집|서울 부산",
        asked="서울과 부산|부산과 서울|서울이랑 부산|서울하고 부산|부산하고 대구|서울이나 부산|부산과 대구와 광주",
    ),
    *group(
        text("사과", "무엇입니까?", "ko"),
        "a word may end like that",
        right="사과|사과입니다",
        wrong="결과|학과 공부",
        asked="사과와 배|배와 사과",
    ),
    *group(text("원인과 결과", language="ko"), "an answer may have one", right="원인과 결과", wrong="결과", asked="원인과 결과와 과정"),
    *group(
        place("東京", "どの都市ですか？", "ja"),
        "and so it is in Japanese",
        right="東京|東京都|東京に|東京と東京都",
        wrong="大阪|東京と|京都|とんかつ",
        asked="東京と大阪|大阪と京都|東京や大阪|東京か大阪|大阪とか京都",
    ),
    *group(text("原因と結果", language="ja"), "an answer may have one", right="原因と結果", wrong="結果|結果と原因"),
    *group(
        text("データ", language="ja"), "in every script that has no ends of words", asked="データとプログラム", wrong="プログラム|デート"
    ),
]

TWO_NUMERALS = [
    *group(
        text("Henry IV, Part 2"),
        "each of two numerals in every writing, each at its place",
        right="Henry IV Part II|Henry IV, Part Two|Henry 4 Part 2|Henry the Fourth, Part Two|Henry the Fourth, part the second|"
        "Part II of Henry IV",
        wrong="Henry IV Part I|Henry II Part IV|Henry IV|Henry V Part II|Part II|Henry IV Part 3|Henry part of II",
    ),
    *group(text("Part One"), "the number of a part", right="Part I|Part 1|the first part", wrong="Part II|one|a part of one|part"),
    *group(text("World War II, Part III"), "and here", right="World War 2 part 3", wrong="World War 3 part 2|World War II"),
    *group(
        text("Heinrich IV., Teil 2", language="de"),
        "in German",
        right="Heinrich IV. Teil II|Heinrich 4. Teil 2",
        wrong="Heinrich II. Teil 4",
    ),
    *group(
        text("Henri IV, partie 2", language="fr"), "in French", right="Henri IV partie II|Henri IV partie deux", wrong="Henri II partie IV"
    ),
    *group(
        text("Enrique IV, parte 2", language="es"),
        "in Spanish",
        right="Enrique IV parte II|Enrique IV parte dos",
        wrong="Enrique II parte IV",
    ),
]

SENTENCES = [
    *group(
        text("in 2019", "When did it begin?"),
        "the verb of the prompt may be said again, in any form",
        right="It began in 2019|began in 2019|it begins in 2019|It has begun in 2019|2019|In 2019 it began|on 2019",
        wrong="It started in 2019|It ended in 2019|It did not begin in 2019|It began before 2019|It began in 2018|it began|"
        "It will begin in 2020|"
        "nothing began in 2019|almost 2019",
    ),
    *group(
        place("the Sea of Japan", "Where do the islands lie?"),
        "with its subject",
        right="They lie in the Sea of Japan|the islands lie in the Sea of Japan|they lay in the Sea of Japan|lying in the Sea of Japan",
        wrong="They do not lie in the Sea of Japan|They lie near the Sea of Japan|They lie in the Sea of Okhotsk|they lie|the islands",
    ),
    *group(
        text("March 2023", "When did the summit take place?"),
        "a verb of two words",
        right="It took place in March 2023|The summit took place in March 2023|took place in March 2023|"
        "It takes place in March 2023|in March 2023",
        wrong="It took place before March 2023|It took place in May 2023|The other summit took place in March 2023|"
        "It took no place in March 2023",
    ),
    *group(
        place("Tokyo", "Where did they do it?"),
        "do is a verb too",
        right="They did it in Tokyo|in Tokyo|did it in Tokyo",
        wrong="They did it near Tokyo|They didn't do it in Tokyo|They did it outside Tokyo|They never did it in Tokyo",
    ),
    *group(
        text("1910", "When did Japan annex Korea?"),
        "names of the prompt too, beside its verb",
        right="Japan annexed Korea in 1910|In 1910 Japan annexed Korea|it annexed Korea in 1910",
        wrong="Korea 1910|Japan left Korea in 1910|Japan annexed Korea after 1910|Japan 1910",
    ),
    *group(
        text("Brutus", "Who killed Caesar?"),
        "where the answer does something, no other subject stands before the verb",
        right="Brutus|it was Brutus",
        wrong="He killed Brutus|Caesar killed Brutus|They killed Brutus|Brutus was killed",
    ),
    *group(
        text("Caesar", "Who was killed by Brutus?"),
        "nor does what somebody did turn around",
        right="Caesar|it was Caesar",
        wrong="He was killed by Caesar|killed by Caesar|was killed by Caesar|Caesar was killed by Brutus",
    ),
    *group(
        text("Brutus", "By whom was Caesar killed?"),
        "unless it is asked for",
        right="by Brutus|Brutus|it was killed by Brutus",
        wrong="by Caesar",
    ),
    *group(
        text("Russia", "Whom did Japan defeat?"),
        "what is done to the answer",
        right="It defeated Russia|defeated Russia",
        wrong="It did not defeat Russia|It was defeated by Russia|Russia defeated Japan|It joined Russia",
    ),
    *group(
        text("illegal", "Did it become legal or illegal?"),
        "not where the prompt prints the answer",
        right="illegal|it was illegal",
        wrong="It became legal|It became illegal|legal",
    ),
    *group(
        text("rice", "What do they grow?"), "of any kind", right="They grow rice|They grew rice", wrong="They eat rice|they grow no rice"
    ),
    *group(
        text("on time", "When did it arrive?"), "words that a preposition makes are kept", right="It arrived on time|on time", wrong="time"
    ),
    *group(
        text("1914", "Wann begann der Krieg?", "de"),
        "in German",
        right="Er begann 1914|Der Krieg begann 1914|1914 begann er|1914 begann der Krieg|Es hat 1914 begonnen|in 1914",
        wrong="Er endete 1914|Er begann nicht 1914|Er begann vor 1914|Er begann 1915|Der Krieg endete 1914|nach 1914",
    ),
    *group(
        text("Genf", "Wo fand die Konferenz statt?", "de"),
        "with a verb of two parts",
        right="Sie fand in Genf statt|Die Konferenz fand in Genf statt|in Genf|Sie hat in Genf stattgefunden|In Genf fand sie statt",
        wrong="Sie fand bei Genf statt|Sie fand nicht in Genf statt|Sie endete in Genf|Die Konferenz fand in Bern statt",
    ),
    *group(text("Brutus", "Wer tötete Cäsar?", "de"), "nor in German", right="Es war Brutus", wrong="Er tötete Brutus|Cäsar tötete Brutus"),
    *group(
        text("en 1914", "Quand la guerre a-t-elle commencé ?", "fr"),
        "in French",
        right="Elle a commencé en 1914|La guerre a commencé en 1914|Elle commença en 1914|1914",
        wrong="Elle a fini en 1914|Elle n'a pas commencé en 1914|avant 1914|Elle a commencé après 1914|en 1915",
    ),
    *group(
        place("Tokyo", "Où se sont-ils réunis ?", "fr"),
        "with its pronoun",
        right="Ils se sont réunis à Tokyo|à Tokyo|Ils se réunirent à Tokyo",
        wrong="Ils se sont réunis près de Tokyo|Ils ne se sont pas réunis à Tokyo|Ils ont quitté Tokyo",
    ),
    *group(
        text("la mer du Japon", "Où se trouvent les îles ?", "fr"),
        "with its pronoun",
        right="Elles se trouvent dans la mer du Japon|dans la mer du Japon",
        wrong="Elles ne se trouvent pas dans la mer du Japon|Elles se trouvent hors de la mer du Japon|"
        "Elles se trouvent dans la mer de Chine",
    ),
    *group(
        text("en 1914", "¿Cuándo empezó la guerra?", "es"),
        "in Spanish",
        right="Empezó en 1914|La guerra empezó en 1914|1914|Ha empezado en 1914",
        wrong="Terminó en 1914|No empezó en 1914|Empezó antes de 1914|Empezó en 1915|La guerra terminó en 1914",
    ),
    *group(
        place("Tokio", "¿Dónde se reunieron?", "es"),
        "with its pronoun",
        right="Se reunieron en Tokio|Ellos se reunieron en Tokio|Se han reunido en Tokio",
        wrong="Se reunieron cerca de Tokio|No se reunieron en Tokio|Se separaron en Tokio|se reunieron",
    ),
    *group(
        text("в 1914 году", "Когда началась война?", "ru"),
        "in Russian",
        right="Она началась в 1914 году|Война началась в 1914 году",
        wrong="Она закончилась в 1914 году|Она не началась в 1914 году",
    ),
]

POSSESSIVES = [
    *group(
        text("security concerns", "What did they share?"),
        "a possessive is like an article",
        right="their security concerns|its security concerns|They shared their security concerns|They share security concerns|"
        "shared their security concerns",
        wrong="our security concerns|no security concerns|their economic concerns|not their security concerns|their|"
        "theirs security concerns",
    ),
    *group(
        text("her mother", "Whom did she visit?"),
        "but never that of the answer",
        right="She visited her mother",
        wrong="his mother|mother|their mother",
    ),
    *group(
        person("Fumio Kishida", "Whom did Biden meet?"),
        "nor with a person",
        right="He met Fumio Kishida",
        wrong="his Fumio Kishida|He met Biden",
    ),
    *group(text("Sorgen", "Was teilten sie?", "de"), "in German", right="ihre Sorgen|seine Sorgen", wrong="keine Sorgen|unsere Sorgen"),
    *group(
        text("intérêts", "Que partagent-ils ?", "fr"), "in French", right="leurs intérêts|ses intérêts|les intérêts", wrong="sans intérêts"
    ),
    *group(
        text("intereses", "¿Qué comparten?", "es"), "in Spanish", right="sus intereses|los intereses", wrong="sin intereses|mis intereses"
    ),
]

GAPS = (
    # a cloze, what is typed into its gaps, what becomes of it, why
    ("They met in the city of {{Tokyo}}.", ("in Tokyo",), "right", "a word before the gap"),
    ("They met in the city of {{Tokyo}}.", ("city of Tokyo",), "right", "words before the gap"),
    ("They met in the city of {{Tokyo}}.", ("Tokyo city",), "right", "words before the gap"),
    ("They met in the city of {{Tokyo}}.", ("not Tokyo",), "wrong", "a word that turns the meaning"),
    ("They met in the city of {{Tokyo}}.", ("Tokyo or Seoul",), "asked", "two answers"),
    ("They were {{friends}} and {{foes}} for centuries.", ("friend", "foe"), "almost", "the other number"),
    ("They were {{friends}} and {{foes}} for centuries.", ("a friend", "a foe"), "almost", "the other number with an article"),
    ("They were {{friends}} and {{foes}} for centuries.", ("friends", "friends"), "half", "the word of the other gap"),
    ("They were {{friends}} and {{foes}} for centuries.", ("friends and foes", "foes"), "asked", "two answers in one gap"),
    ("The {{free market|market}} rules.", ("the free market",), "right", "an article"),
    ("The {{free market|market}} rules.", ("free markets",), "almost", "the other number"),
    ("The {{free market|market}} rules.", ("free market or market",), "right", "two forms of one gap"),
    ("The {{free market|market}} rules.", ("the black market",), "wrong", "another word"),
    ("The {{Second World War}} ended in 1945.", ("World War II",), "right", "a numeral"),
    ("The {{Second World War}} ended in 1945.", ("World War I",), "wrong", "another numeral"),
    ("The {{Second World War}} ended in 1945.", ("WW three",), "wrong", "another numeral"),
    ("Their {{defence}} is mutual.", ("defense",), "right", "American spelling"),
    ("Their {{defence}} is mutual.", ("mutual defence",), "right", "a word of the prompt"),
    ("Their {{defence}} is mutual.", ("no defence",), "wrong", "a word that turns the meaning"),
    ("Is it {{legal}} or illegal?", ("legal or illegal",), "asked", "two answers"),
    ("Legal or not, it was {{legal}}.", ("not legal",), "wrong", "the prompt prints the answer"),
)

KINDS = {
    "signs": SIGNS,
    "numerals": NUMERALS,
    "articles": ARTICLES,
    "places": PLACES,
    "frames": FRAMES,
    "order": ORDER,
    "lists": LISTS,
    "countries": COUNTRIES,
    "initials": INITIALS,
    "abbreviations": ABBREVIATIONS,
    "spellings": SPELLINGS,
    "titles": TITLES,
    "plurals": PLURALS,
    "traps": TRAPS,
    "joined": JOINED,
    "sentences": SENTENCES,
    "possessives": POSSESSIVES,
    "two numerals": TWO_NUMERALS,
}
