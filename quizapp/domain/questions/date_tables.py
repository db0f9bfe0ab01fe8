"""The words of dates by language that CLDR does not list.

Tables are keyed by the language without its region; English always counts as well. Words are written as `text.plain` returns them: in lower
case and without marks.
"""

from __future__ import annotations

from collections.abc import Mapping

FILLERS: Mapping[str, str] = {
    "en": "since from around about approximately approx roughly circa ca c years during month day date it was is exactly only just at",
    "de": "im jahr jahre jahren jahres am den dem der die das des um etwa ungefahr ungefaehr ca circa zirka rund gegen seit ab es war zu "
    "wahrend monat tag",
    "el": "το τον τη την στισ στο στα στη στην ετοσ ετουσ χρονια χρονο χρονιασ απο περιπου γυρω κατα του τησ",
    "es": "en el la los las del de a ano anos mes dia hacia alrededor sobre aproximadamente desde fue era durante",
    "fr": "en le la l les an annee annees au du de d des a depuis vers environ c etait dans pendant durant mois jour",
    "it": "nel nell nella il lo la l anno anni dal circa verso era in di del a",
    "ja": "に の 頃 ごろ 約 およそ 西暦 から です 頃に ごろに のこと",
    "ko": "에 에는 의 경 경에 무렵 무렵에 쯤 쯤에 약 서기 부터 때 해 입니다 이다 도",
    "nl": "in het jaar jaren op de omstreeks rond ongeveer sinds vanaf was",
    "pt": "em no na nos o a os ano anos de do da por volta cerca desde foi era",
    "ru": "в во год году года г гг годы годов годах с со около примерно числа это было на",
    "zh": "在 于 大约 大約 约 約 左右 公元 西元 自 从",
}
"""Words that may stand in a typed date and say no more than it does: not before, after and until."""

PARTS: Mapping[str, str] = {
    "en": "early mid late beginning start middle end spring summer autumn fall winter",
    "de": "anfang mitte ende beginn fruh fruehjahr fruhling fruehling fruhjahr sommer herbst winter",
    "el": "αρχεσ μεσα τελη ανοιξη καλοκαιρι φθινοπωρο χειμωνα χειμωνασ",
    "es": "principios mediados finales fines comienzos primavera verano otono invierno",
    "fr": "debut fin mi milieu printemps ete automne hiver",
    "it": "inizio fine meta primavera estate autunno inverno",
    "ja": "春 夏 秋 冬 初め 半ば 末 初頭 の春 の夏 の秋 の冬 の初め の半ば の末 春に 夏に 秋に 冬に の春に の夏に の秋に の冬に",
    "ko": "봄 여름 가을 겨울 봄에 여름에 가을에 겨울에 초 중순 말 초에 중순에 말에 초반 중반 후반",
    "nl": "begin midden eind lente zomer herfst winter",
    "pt": "inicio fim meados primavera verao outono inverno",
    "ru": "начале начало середине середина конце конец веснои летом осенью зимои весна весны лето лета осень осени зима зимы",
    "zh": "春 夏 秋 冬 春天 夏天 秋天 冬天 初 末",
}
"""Parts of a year or a month, which may be typed with it, but not with a decade: the early 1990s are not all of it."""

RANGES: Mapping[str, tuple[str, str]] = {
    "el": ("απο μεταξυ", "εωσ μεχρι ωσ και"),
    "en": ("", ""),
    "ru": ("с со между", "по до и"),
}
"""The words around a range, and those between its two ends, in languages that have no others."""

WEEKDAYS: Mapping[str, Mapping[str, int]] = {
    "en": {"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    "de": {"sonnabend": 5, "montags": 0},
    "ru": {"среду": 2, "пятницу": 4, "субботу": 5},
    "el": {"δευτερασ": 0},
}
"""Names of days of the week, counted from Monday."""

DECADES: Mapping[str, tuple[str, ...]] = {
    "en": (r"(?:(?<!\w)decade of the )?(?<!\d)([1-9]\d{2}0) ?'?s(?!\w)",),
    "de": (r"(?<!\d)([1-9]\d{2}0)er(?:n|[ -]?jahren?)?(?!\w)",),
    "es": (r"(?:(?<!\w)decada de (?:los )?|(?<!\w)anos )([1-9]\d{2}0)$",),
    "fr": (r"(?<!\w)(?:annees|decennie) ([1-9]\d{2}0)$",),
    "it": (r"(?<!\w)anni ([1-9]\d{2}0)$",),
    "ja": (r"(?<!\d)([1-9]\d{2}0) ?年代",),
    "ko": (r"(?<!\d)([1-9]\d{2}0) ?년대",),
    "pt": (r"(?:(?<!\w)decada de |(?<!\w)anos )([1-9]\d{2}0)$",),
    "ru": (r"(?<!\d)([1-9]\d{2}0)-?(?:е|х|ые|ых)(?: год(?:ы|ов|ах))?(?!\w)",),
    "zh": (r"(?<!\d)([1-9]\d{2}0) ?年代",),
}
"""How a decade is written, with its first year in a group."""
