"""Slips of the pen: what was typed, for which right answer, and whether it is forgiven ("almost").

A row is a question (its answer, and what else of it matters), the typed text, what becomes of it, and why.
"""

FORGIVEN, REFUSED, RIGHT = "almost", "wrong", "right"


def group(question, why, **typed):
    """Return the rows of one question: texts under the outcome that they have, separated by bars."""
    outcomes = {"forgiven": FORGIVEN, "refused": REFUSED, "right": RIGHT}
    return [(question, text, outcomes[outcome], why) for outcome, texts in typed.items() for text in texts.split("|")]


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
    *group(text("chips"), ANOTHER_WORD, refused="ships|chops|clips|chaps|chimps|hips|whips|chins"),
    *group(text("chips"), SLIP, forgiven="chipss|hcips|cihps|chjps|cips"),
    *group(text("chips"), FORM, forgiven="chip"),
    *group(text("trilateral"), ANOTHER_WORD, refused="unilateral|bilateral|quadrilateral|collateral"),
    *group(text("trilateral"), SLIP, forgiven="trilatral|trilaterel|trillateral|triltareal"),
    *group(text("milestone"), ANOTHER_WORD, refused="millstone|limestone"),
    *group(text("milestone"), SLIP, forgiven="mileston|milestonne|mielstone|milestpne|milstone"),
    *group(text("milestone"), FORM, forgiven="milestones"),
    *group(text("market"), ANOTHER_WORD, refused="marker|basket|marked"),
    *group(text("market"), SLIP, forgiven="makret|markett|markt|marjet|markert"),
    *group(text("allies"), ANOTHER_WORD, refused="allele|alleys|rallies|tallies|bellies"),
    *group(text("allies"), SLIP, forgiven="alies|alliies|alleis|allirs"),
    *group(text("friends"), ANOTHER_WORD, refused="fiends|trends"),
    *group(text("friends"), SLIP, forgiven="freinds|frends|friendss|friemds"),
    *group(text("cooperation"), ANOTHER_WORD, refused="corporation|operation"),
    *group(text("cooperation"), SLIP, forgiven="coperation|cooperatoin|cooporation|cooperationn"),
    *group(text("trade"), ANOTHER_WORD, refused="grade|trace|tirade"),
    *group(text("trade"), FORM, forgiven="trades|traded"),
    *group(text("security"), ANOTHER_WORD, refused="obscurity|severity"),
    *group(text("security"), SLIP, forgiven="securty|secuirty|seccurity|securitt"),
    *group(text("desert"), ANOTHER_WORD, refused="dessert"),
    *group(text("principle"), ANOTHER_WORD, refused="principal"),
    *group(text("immigration"), ANOTHER_WORD, refused="emigration"),
    *group(text("affect"), ANOTHER_WORD, refused="effect"),
    *group(text("prosecution"), ANOTHER_WORD, refused="persecution"),
    *group(text("migration"), ANOTHER_WORD, refused="mitigation"),
    *group(text("complement"), ANOTHER_WORD, refused="compliment"),
    *group(text("stationary"), ANOTHER_WORD, refused="stationery"),
    *group(text("hydrogen"), ANOTHER_WORD, refused="hydrogel"),
    *group(text("mitosis"), ANOTHER_WORD, refused="meiosis"),
    *group(text("nitrate"), ANOTHER_WORD, refused="nitrite"),
    *group(text("nitrates"), FORM, forgiven="nitrate"),
    *group(text("alkane"), ANOTHER_WORD, refused="alkene|alkyne"),
    *group(text("sulfate"), SUBSTANCE, refused="sulfite|sulfide", forgiven="sulfatte|sulftae|sulfates"),
    *group(text("phosphate"), SUBSTANCE, refused="phosphite|phosphide", forgiven="phospate|phosphtae"),
    *group(text("sulphate"), SUBSTANCE, refused="sulphite", forgiven="sulphat|sulpahte"),
    *group(text("butane"), SUBSTANCE, refused="butene|butyne", forgiven="buttane|butan|btuane"),
    *group(text("propanol"), SUBSTANCE, refused="propanal|propane", forgiven="propanoll|porpanol"),
    *group(text("maltose"), SUBSTANCE, refused="maltase", forgiven="matlose|maltosse"),
    *group(text("colour"), VARIANT, forgiven="color|colours"),
    *group(text("color"), VARIANT, forgiven="colour"),
    *group(text("colour"), ANOTHER_WORD, refused="colon"),
    *group(text("labour"), VARIANT, forgiven="labor"),
    *group(text("theatre"), VARIANT, forgiven="theater"),
    *group(text("defence"), VARIANT, forgiven="defense"),
    *group(text("organisation"), VARIANT, forgiven="organization|organizations"),
    *group(text("analyse"), VARIANT, forgiven="analyze"),
    *group(text("travelling"), VARIANT, forgiven="traveling"),
    *group(text("archaeology"), VARIANT, forgiven="archeology"),
    *group(text("foetus"), VARIANT, forgiven="fetus"),
    *group(text("Michael"), ANOTHER_WORD, refused="Michel"),
    *group(text("plough"), VARIANT, refused="plow"),  # two letters in six: letters decide first
    *group(text("course"), ANOTHER_WORD, refused="coarse|curse"),
    *group(text("fourth"), ANOTHER_WORD, refused="forth"),
    *group(text("filling"), ANOTHER_WORD, refused="filing"),
    *group(text("poets"), ANOTHER_WORD, refused="pets|poems"),
    *group(text("greed"), ANOTHER_WORD, refused="grayed|breed|green"),
    *group(text("goes"), "a lemma alone never accepts", refused="went|go|gone"),
    *group(text("better"), "a lemma alone never accepts", refused="good|best|bitter"),
    *group(text("children"), "a lemma alone never accepts", refused="child"),
    *group(text("women"), FORM, forgiven="woman"),
    *group(text("mutual defence"), ANOTHER_WORD, refused="mutual deference|mutual defiance"),
    *group(text("mutual defence"), SLIP, forgiven="mutal defence|mutual defencee|mutaul defnce"),
    *group(text("mutual defence"), VARIANT, forgiven="mutual defense"),
    *group(text("export controls"), ANOTHER_WORD, refused="expert controls|extort controls"),
    *group(text("export controls"), SLIP, forgiven="exprot controls|export contorls|exportt contrrols"),
    *group(text("CHIPS"), "capitals do not matter", refused="SHIPS|Ships", right="Chips"),
    *group(text("firestorm"), "a word that the list does not know cannot be told from a slip", forgiven="fiirestorm|firestorn"),
]

NAMES = [
    *group(
        person("Kishida"), NAME, refused="Ishida|Ishiba|Nishida|iKshida|lishida|Kushodo", forgiven="Kishda|Kisida|Kihsida|Kishidaa|Kishidq"
    ),
    *group(
        person("Fumio Kishida"),
        NAME,
        refused="Umio Kishida|Gumio Kishida",
        forgiven="Fumo Kishida|Fumo Kishda|Kishda Fumio",
        right="Kishida Fumio",
    ),
    *group(person("Curie"), "names are in no lexicon", forgiven="Currie|Curi|Curei", refused="Durie|urie"),
    *group(person("Newton"), NAME, forgiven="Newtonn|Netwon|Neton|Newtom", refused="Mewton|ewton|Newtan s"),
    *group(person("Roosevelt"), NAME, forgiven="Rosevelt|Roosevellt|Roosevetl|Rosevellt", refused="Roosenelp|Boosevelt"),
    *group(
        person("Brown"), "a word that is nearly a name passes for it, and the author is told", forgiven="Brawn|Browm", refused="Crown|Drown"
    ),
    *group(person("Gandhi"), NAME, forgiven="Gandi|Gandhii|Gandih", refused="Ganndhee"),
    *group(person("Churchill"), NAME, forgiven="Churchil|Curchill|Churcill|Churchhil", refused="Chirchell"),
    *group(place("Washington"), PLACE, refused="Warrington|Waddington", forgiven="Washingtn|Wasington|Washintgon|Washimgton|Washingtonn"),
    *group(place("Takeshima"), PLACE, refused="Tokushima|Takishema", forgiven="Takehsima|Takeshimma|Takeshma|Takesima"),
    *group(place("Tokyo"), PLACE, forgiven="Tokio|Tokyoo|Toyko", refused="Kyoto|Tokay"),
    *group(place("Mississippi"), DOUBLE, forgiven="Missisipi|Mississipi|Misissippi|Missisippi|Misisippi", refused="Misisipi|Messissipe"),
    *group(place("Philippines"), DOUBLE, forgiven="Philipines|Phillipines|Philipinnes|Phillippines", refused="Filipines"),
    *group(place("Morocco"), DOUBLE, forgiven="Morroco|Moroco|Morrocco", refused="Monaco"),
    *group(person("Fumio"), "a letter three times is no double", refused="Fumiooo"),
    *group(place("Seoul"), PLACE, refused="Soul|Seol s", forgiven="Seuol|Seoull|Seol"),
    *group(place("Niger"), PLACE, refused="Nigger|Tiger", forgiven="Nigre|Nigr"),
    *group(
        place("South Korea"),
        "one slip in each word of a name",
        forgiven="Souht Korea|South Koera|Sotuh Koera",
        refused="Mouth Korea|Sooth Korea",
    ),
    *group(place("White House"), ANOTHER_WORD, refused="White Horse|While House|Whit House", forgiven="White Huose|Whiite House"),
]

OTHER_LANGUAGES = [
    *group(text("südlichen", "de"), ANOTHER_WORD, refused="üblichen", forgiven="südlihcen|südlicheen|südlichne"),
    *group(text("südlichen", "de"), FORM, forgiven="südliche|südlicher|südlich"),
    *group(text("Vertrag", "de"), ANOTHER_WORD, refused="Betrag|Ertrag|Vortrag|Antrag"),
    *group(text("Vertrag", "de"), FORM, forgiven="Vertrags|Verträge"),
    *group(text("Vertrag", "de"), SLIP, forgiven="Vetrrag|Vertraag|Vertragg|Verttag"),
    *group(text("Staatsvertrag", "de"), "a compound whose other part is another word", refused="Stadtvertrag"),
    *group(text("Staatsvertrag", "de"), SLIP, forgiven="Saatsvertrg|Staatssvertrag|Statsvertrag|Staatsvertrga|Staatsvertragg"),
    *group(text("Frieden", "de"), ANOTHER_WORD, refused="Friesen|Frieren", forgiven="Friedn|Friieden|Friedem"),
    *group(text("Sulfat", "de"), SUBSTANCE, refused="Sulfit|Sulfid", forgiven="Sulfaat|Suflat"),
    *group(text("Kirche", "de"), ANOTHER_WORD, refused="Kirsche", forgiven="Kirhce|Kirchee"),
    *group(text("entendre", "fr"), ANOTHER_WORD, refused="étendre|attendre", forgiven="entndre|entendrre|entednre"),
    *group(text("poisson", "fr"), ANOTHER_WORD, refused="poison|boisson|moisson", forgiven="poissno|piosson|poissonn"),
    *group(text("poisson", "fr"), FORM, forgiven="poissons"),
    *group(text("cousin", "fr"), ANOTHER_WORD, refused="coussin|voisin", forgiven="cousni|cousinn"),
    *group(text("pueblo", "es"), ANOTHER_WORD, refused="puebla|pueble", forgiven="peublo|puebloo|puelbo"),
    *group(text("pueblo", "es"), FORM, forgiven="pueblos"),
    *group(text("caballo", "es"), ANOTHER_WORD, refused="cabello", forgiven="caballoo|cabballo|cabalol"),
    *group(text("guerra", "es"), ANOTHER_WORD, refused="guerrea", forgiven="guera|guerrra|gurera"),
    *group(text("договор", "ru"), ANOTHER_WORD, refused="разговор|говор|приговор", forgiven="догвоор|договорр|договр"),
    *group(text("договор", "ru"), FORM, forgiven="договора|договоры"),
    *group(text("страна", "ru"), ANOTHER_WORD, refused="страда|струна|сторона", forgiven="сртана|страана|страеа"),
    *group(text("война", "ru"), ANOTHER_WORD, refused="волна", forgiven="вйона|войнна"),
    *group(text("대한민국정부", "ko"), NO_LIST, forgiven="대한민국정보|대한민국부", refused="대한제국정보"),
    *group(text("semiconductors", "ko"), NO_LIST, forgiven="semiconductor|semiconducters"),
    *group(text("chips", "ko"), NO_LIST, forgiven="ships"),
]
