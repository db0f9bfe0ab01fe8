"""Misspellings: what was typed, for which right answer, and whether it is forgiven ("almost").

A row is a question (its answer, and what else of it matters), the typed text, the outcome, and why.
"""

OUTCOMES = ("right", "almost", "wrong", "asked")


def group(question, why, **typed):
    """Return the rows of one question: texts under the outcome that they have, separated by bars."""
    assert set(typed) <= set(OUTCOMES)
    return [(question, text, outcome, why) for outcome, texts in typed.items() for text in texts.split("|")]


def text(answer, language="en", **more):
    return {"answer": answer, "language": language, **more}


def person(answer, language="en", **more):
    return text(answer, language, kind="person", **more)


def place(answer, language="en", **more):
    return text(answer, language, kind="place", **more)


ANOTHER_WORD = "another word of the language is no slip"
SLIP = "what was typed is no word"
FORM = "another form of the right word"
SUBSTANCE = "the ending makes another substance, known to the list or not"
VARIANT = "the other spelling of the right word"
NAME = "a person's name begins with its own letter and forgives one slip a word"
PLACE = "a place forgives one slip a word, and is held against the words of the language"
DOUBLE = "a letter doubled or single counts half in a name"
NO_LIST = "where there is no list, letters alone decide"

ENGLISH = [
    *group(text("chips"), ANOTHER_WORD, wrong="ships|chops|clips|chaps|chimps|hips|whips|chins"),
    *group(text("chips"), SLIP, almost="chipss|hcips|cihps|chjps|cips"),
    *group(text("chips"), FORM, almost="chip"),
    *group(text("trilateral"), ANOTHER_WORD, wrong="unilateral|bilateral|quadrilateral|collateral"),
    *group(text("trilateral"), SLIP, almost="trilatral|trilaterel|trillateral|triltareal"),
    *group(text("milestone"), ANOTHER_WORD, wrong="millstone|limestone"),
    *group(text("milestone"), SLIP, almost="mileston|milestonne|mielstone|milestpne|milstone"),
    *group(text("milestone"), FORM, almost="milestones"),
    *group(text("market"), ANOTHER_WORD, wrong="marker|basket|marked"),
    *group(text("market"), SLIP, almost="makret|markett|markt|marjet|markert"),
    *group(text("allies"), ANOTHER_WORD, wrong="allele|alleys|rallies|tallies|bellies"),
    *group(text("allies"), SLIP, almost="alies|alliies|alleis|allirs"),
    *group(text("friends"), ANOTHER_WORD, wrong="fiends|trends"),
    *group(text("friends"), SLIP, almost="freinds|frends|friendss|friemds"),
    *group(text("cooperation"), ANOTHER_WORD, wrong="corporation|operation"),
    *group(text("cooperation"), SLIP, almost="coperation|cooperatoin|cooporation|cooperationn"),
    *group(text("trade"), ANOTHER_WORD, wrong="grade|trace|tirade"),
    *group(text("trade"), FORM, almost="trades|traded"),
    *group(text("security"), ANOTHER_WORD, wrong="obscurity|severity"),
    *group(text("security"), SLIP, almost="securty|secuirty|seccurity|securitt"),
    *group(text("desert"), ANOTHER_WORD, wrong="dessert"),
    *group(text("principle"), ANOTHER_WORD, wrong="principal"),
    *group(text("immigration"), ANOTHER_WORD, wrong="emigration"),
    *group(text("affect"), ANOTHER_WORD, wrong="effect"),
    *group(text("prosecution"), ANOTHER_WORD, wrong="persecution"),
    *group(text("migration"), ANOTHER_WORD, wrong="mitigation"),
    *group(text("complement"), ANOTHER_WORD, wrong="compliment"),
    *group(text("stationary"), ANOTHER_WORD, wrong="stationery"),
    *group(text("hydrogen"), ANOTHER_WORD, wrong="hydrogel"),
    *group(text("mitosis"), ANOTHER_WORD, wrong="meiosis"),
    *group(text("nitrate"), ANOTHER_WORD, wrong="nitrite"),
    *group(text("nitrates"), FORM, almost="nitrate"),
    *group(text("alkane"), ANOTHER_WORD, wrong="alkene|alkyne"),
    *group(text("sulfate"), SUBSTANCE, wrong="sulfite|sulfide", almost="sulfatte|sulftae|sulfates"),
    *group(text("phosphate"), SUBSTANCE, wrong="phosphite|phosphide", almost="phospate|phosphtae"),
    *group(text("sulphate"), SUBSTANCE, wrong="sulphite", almost="sulphat|sulpahte"),
    *group(text("butane"), SUBSTANCE, wrong="butene|butyne", almost="buttane|butan|btuane"),
    *group(text("propanol"), SUBSTANCE, wrong="propanal|propane", almost="propanoll|porpanol"),
    *group(text("maltose"), SUBSTANCE, wrong="maltase", almost="matlose|maltosse"),
    *group(text("colour"), VARIANT, almost="color|colours"),
    *group(text("color"), VARIANT, almost="colour"),
    *group(text("colour"), ANOTHER_WORD, wrong="colon"),
    *group(text("labour"), VARIANT, almost="labor"),
    *group(text("theatre"), VARIANT, almost="theater"),
    *group(text("defence"), VARIANT, almost="defense"),
    *group(text("organisation"), VARIANT, almost="organization|organizations"),
    *group(text("analyse"), VARIANT, almost="analyze"),
    *group(text("travelling"), VARIANT, almost="traveling"),
    *group(text("archaeology"), VARIANT, almost="archeology"),
    *group(text("foetus"), VARIANT, almost="fetus"),
    *group(text("Michael"), ANOTHER_WORD, wrong="Michel"),
    *group(text("course"), ANOTHER_WORD, wrong="coarse|curse"),
    *group(text("fourth"), ANOTHER_WORD, wrong="forth"),
    *group(text("filling"), ANOTHER_WORD, wrong="filing"),
    *group(text("poets"), ANOTHER_WORD, wrong="pets|poems"),
    *group(text("greed"), ANOTHER_WORD, wrong="grayed|breed|green"),
    *group(text("goes"), "a lemma alone never accepts", wrong="went|go|gone"),
    *group(text("better"), "a lemma alone never accepts", wrong="good|best|bitter"),
    *group(text("went"), "a lemma alone never accepts", wrong="goes|gone|going"),
    *group(text("better"), "a lemma alone never accepts", wrong="good|best"),
    *group(text("women"), FORM, almost="woman"),
    *group(text("mutual defence"), ANOTHER_WORD, wrong="mutual deference|mutual defiance"),
    *group(text("mutual defence"), SLIP, almost="mutal defence|mutual defencee|mutaul defnce"),
    *group(text("mutual defence"), VARIANT, almost="mutual defense"),
    *group(text("export controls"), ANOTHER_WORD, wrong="expert controls|extort controls"),
    *group(text("export controls"), SLIP, almost="exprot controls|export contorls|exportt contrrols"),
    *group(text("CHIPS"), "capitals do not matter", wrong="SHIPS|Ships", right="Chips"),
    *group(text("firestorm"), "a word that the list does not know cannot be told from a slip", almost="fiirestorm|firestorn"),
]

NAMES = [
    *group(person("Kishida"), NAME, wrong="Ishida|Ishiba|Nishida|iKshida|lishida|Kushodo", almost="Kishda|Kisida|Kihsida|Kishidaa|Kishidq"),
    *group(
        person("Fumio Kishida"),
        NAME,
        wrong="Umio Kishida|Gumio Kishida",
        almost="Fumo Kishida|Fumo Kishda|Kishda Fumio",
        right="Kishida Fumio",
    ),
    *group(person("Curie"), "names are in no lexicon", almost="Currie|Curi|Curei", wrong="Durie|urie"),
    *group(person("Newton"), NAME, almost="Newtonn|Netwon|Neton|Newtom", wrong="Mewton|ewton|Newtan s"),
    *group(person("Roosevelt"), NAME, almost="Rosevelt|Roosevellt|Roosevetl|Rosevellt", wrong="Roosenelp|Boosevelt"),
    *group(
        person("Brown"), "a word that is nearly a name passes for it, and the author is told", almost="Brawn|Browm", wrong="Crown|Drown"
    ),
    *group(person("Gandhi"), NAME, almost="Gandi|Gandhii|Gandih", wrong="Ganndhee"),
    *group(person("Churchill"), NAME, almost="Churchil|Curchill|Churcill|Churchhil", wrong="Chirchell"),
    *group(place("Washington"), PLACE, wrong="Warrington|Waddington", almost="Washingtn|Wasington|Washintgon|Washimgton|Washingtonn"),
    *group(place("Takeshima"), PLACE, wrong="Tokushima|Takishema", almost="Takehsima|Takeshimma|Takeshma|Takesima"),
    *group(place("Tokyo"), PLACE, almost="Tokio|Tokyoo|Toyko", wrong="Kyoto|Tokay"),
    *group(place("Mississippi"), DOUBLE, almost="Missisipi|Mississipi|Misissippi|Missisippi|Misisippi", wrong="Misisipi|Messissipe"),
    *group(place("Philippines"), DOUBLE, almost="Philipines|Phillipines|Philipinnes|Phillippines", wrong="Filipines"),
    *group(place("Morocco"), DOUBLE, almost="Morroco|Moroco|Morrocco", wrong="Monaco"),
    *group(person("Fumio"), "a letter three times is no double", wrong="Fumiooo"),
    *group(place("Seoul"), PLACE, wrong="Soul|Seol s", almost="Seuol|Seoull|Seol"),
    *group(place("Niger"), PLACE, wrong="Nigger|Tiger", almost="Nigre|Nigr"),
    *group(
        place("South Korea"),
        "one slip in each word of a name",
        almost="Souht Korea|South Koera|Sotuh Koera",
        wrong="Mouth Korea|Sooth Korea",
    ),
    *group(place("White House"), ANOTHER_WORD, wrong="White Horse|While House|Whit House", almost="White Huose|Whiite House"),
]

OTHER_LANGUAGES = [
    *group(text("südlichen", "de"), ANOTHER_WORD, wrong="üblichen", almost="südlihcen|südlicheen|südlichne"),
    *group(text("südlichen", "de"), FORM, almost="südliche|südlicher|südlich"),
    *group(text("Vertrag", "de"), ANOTHER_WORD, wrong="Betrag|Ertrag|Vortrag|Antrag"),
    *group(text("Vertrag", "de"), FORM, almost="Vertrags|Verträge"),
    *group(text("Vertrag", "de"), SLIP, almost="Vetrrag|Vertraag|Vertragg|Verttag"),
    *group(text("Staatsvertrag", "de"), "a compound whose other part is another word", wrong="Stadtvertrag"),
    *group(text("Staatsvertrag", "de"), SLIP, almost="Saatsvertrg|Staatssvertrag|Statsvertrag|Staatsvertrga|Staatsvertragg"),
    *group(text("Frieden", "de"), ANOTHER_WORD, wrong="Friesen|Frieren", almost="Friedn|Friieden|Friedem"),
    *group(text("Sulfat", "de"), SUBSTANCE, wrong="Sulfit|Sulfid", almost="Sulfaat|Suflat"),
    *group(text("Kirche", "de"), ANOTHER_WORD, wrong="Kirsche", almost="Kirhce|Kirchee"),
    *group(text("entendre", "fr"), ANOTHER_WORD, wrong="étendre|attendre", almost="entndre|entendrre|entednre"),
    *group(text("poisson", "fr"), ANOTHER_WORD, wrong="poison|boisson|moisson", almost="poissno|piosson|poissonn"),
    *group(text("poisson", "fr"), FORM, almost="poissons"),
    *group(text("cousin", "fr"), ANOTHER_WORD, wrong="coussin|voisin", almost="cousni|cousinn"),
    *group(text("pueblo", "es"), ANOTHER_WORD, wrong="puebla|pueble", almost="peublo|puebloo|puelbo"),
    *group(text("pueblo", "es"), FORM, almost="pueblos"),
    *group(text("caballo", "es"), ANOTHER_WORD, wrong="cabello", almost="caballoo|cabballo|cabalol"),
    *group(text("guerra", "es"), ANOTHER_WORD, wrong="guerrea", almost="guera|guerrra|gurera"),
    *group(text("договор", "ru"), ANOTHER_WORD, wrong="разговор|говор|приговор", almost="догвоор|договорр|договр"),
    *group(text("договор", "ru"), FORM, almost="договора|договоры"),
    *group(text("страна", "ru"), ANOTHER_WORD, wrong="страда|струна|сторона", almost="сртана|страана|страеа"),
    *group(text("война", "ru"), ANOTHER_WORD, wrong="волна", almost="вйона|войнна"),
    *group(text("대한민국정부", "ko"), NO_LIST, almost="대한민국정보|대한민국부", wrong="대한제국정보"),
    *group(text("semiconductors", "ko"), NO_LIST, almost="semiconductor|semiconducters"),
    *group(text("chips", "ko"), NO_LIST, almost="ships"),
]
