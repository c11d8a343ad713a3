"""Names of months and weekdays in the languages that articles come in."""

from __future__ import annotations

MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio gen января янв janeiro",
            "february feb februar février févr fév febrero febbraio февраля фев fevereiro",
            "march mar märz mär mars marzo марта мар março",
            "april apr avril avr abril abr aprile апреля апр",
            "may mai mayo maggio mag мая maio",
            "june jun juni juin junio giugno giu июня июн junho",
            "july jul juli juillet juil julio luglio lug июля июл julho",
            "august aug août agosto ago августа авг",
            "september sep sept septembre septiembre settembre set сентября сен сент setembro",
            "october oct oktober okt octobre octubre ottobre ott октября окт outubro",
            "november nov novembre noviembre ноября ноя нояб novembro",
            "december dec dezember dez décembre déc diciembre dic dicembre декабря дек dezembro",
        ),
        1,
    )
    for word in words.split()
}
"""Names and short forms in lower case, to 1..12."""
WEEKDAYS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "monday montag lundi lunes lunedì понедельник",
            "tuesday dienstag mardi martes martedì вторник",
            "wednesday mittwoch mercredi miércoles mercoledì среда среду",
            "thursday donnerstag jeudi jueves giovedì четверг",
            "friday freitag vendredi viernes venerdì пятница пятницу",
            "saturday samstag sonnabend samedi sábado sabato суббота субботу",
            "sunday sonntag dimanche domingo domenica воскресенье",
        )
    )
    for word in words.split()
}
"""Names in lower case, to 0..6 as `date.weekday` counts them."""
