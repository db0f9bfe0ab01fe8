"""The faults that `make mutants` plants.

They are in each grading rule, in the queue and what it depends on, on the path of an answer, in who may read what, and in re-grades.
"""

from dataclasses import dataclass

TYPES = "quizapp/domain/question_types"
QUESTIONS = "quizapp/domain/questions"
GRADING = "tests/domain/question_types/test_grading_table.py tests/domain/question_types"
SLIPS = "tests/domain/grading_rows tests/domain/question_types/test_grading_table.py"
LEXICON = "tests/domain/questions/test_lexicon.py"
FILE = "tests/test_lexicons.py"
STUDY = "tests/services/learning/test_answering.py tests/web/study"
QUIZ = "tests/services/quizzes/test_attempts.py tests/web/quiz"
READINGS = "tests/domain/grading_rows tests/domain/questions/test_readings.py"
AMOUNTS = "tests/domain/grading_rows/test_amounts.py tests/domain/questions"
GATE = "tests/web/test_gate.py"
SERVER = "tests/db/test_server.py"
RACES = "tests/db/test_races.py"
CALIBRATION = "tests/services/learning/test_calibration.py"
HOLD_OUTS = "tests/services/classes/test_hold_outs.py"
EXPIRING = "tests/services/site/test_expiring.py"
TRAVELS = "tests/services/authoring/test_difficulty_travels.py"
WEIGHTS = "tests/services/learning/test_weights.py"


@dataclass(frozen=True)
class Fault:
    """`old` occurs once in `file`; if it is replaced with `new`, one of `tests` must fail."""

    file: str
    old: str
    new: str
    tests: str = GRADING


PROGRESS = "tests/domain/memory/test_progress.py tests/services/classes/test_class_map.py"

FAULTS = [
    # Choices.
    Fault(f"{TYPES}/multiple_choice.py", "float(response.values == question.right)", "float(response.values != question.right)"),
    Fault(f"{TYPES}/true_false.py", "OPTIONS[not self.answer]", "OPTIONS[self.answer]"),
    Fault(f"{TYPES}/multiple_answer.py", "len(chosen & right) - len(chosen - right)", "len(chosen & right)"),
    Fault(f"{TYPES}/multiple_answer.py", "max(0, worth) / len(right)", "max(0, worth) / len(chosen)"),
    Fault(f"{TYPES}/matching.py", "ok=given == pairs[left]", "ok=bool(given)"),
    Fault(f"{TYPES}/ordering.py", "max(0, 2 * ordered - len(pairs)) / len(pairs)", "ordered / len(pairs)"),
    Fault(f"{TYPES}/ordering.py", "given[first] < given[second]", "given[first] <= len(pairs)"),
    Fault(f"{TYPES}/flashcard.py", "response.values != RATINGS[:1]", "response.values == RATINGS[2:3]"),
    # What two versions agree on, and a response as its form.
    Fault(
        "quizapp/domain/questions/keys.py",
        "_agrees(new, old) and _agrees(old, new)",
        "_agrees(new, old)",
        "tests/domain/questions/test_keys.py",
    ),
    Fault(f"{TYPES}/flashcard.py", "return key == self.key(question)", "return True", "tests/domain/questions/test_keys.py"),
    Fault(
        f"{TYPES}/ordering.py", "item: str(place) for place", "item: str(place + 1) for place", "tests/domain/question_types/test_laws.py"
    ),
    Fault(
        f"{TYPES}/date.py", "if self.grade(question, words).score == 1 else", "if words else", "tests/domain/question_types/test_date.py"
    ),
    Fault(
        "quizapp/domain/questions/differing.py",
        '"beginning" if off[0].right == ends[0] else "end"',
        '"beginning"',
        "tests/domain/questions/test_differing.py",
    ),
    # The easier level, and drawings.
    Fault(
        "quizapp/domain/reading/easier.py",
        "span.start < end and start < span.end",
        "span.start < end",
        "tests/domain/reading/test_easier.py",
    ),
    Fault("quizapp/bank/drawings.py", "if found := LOADING.search(css):", "if found := None:", "tests/bank/test_drawings.py"),
    Fault("quizapp/bank/drawings.py", "not LOCAL.fullmatch(value.strip())", "not value.strip()", "tests/bank/test_drawings.py"),
    # Gaps.
    Fault(f"{TYPES}/cloze.py", "score = len(filled) / len(question.gaps)", "score = float(len(filled) == len(question.gaps))"),
    Fault(f"{TYPES}/cloze.py", "if question.any_order else [place]", "if place else [place]"),
    Fault("quizapp/domain/questions/gaps.py", "if best and best.score:", "if best:"),
    # Words.
    Fault(f"{QUESTIONS}/slips.py", "(count >= 5) + (count >= 9)", "(count >= 4) + (count >= 9)"),
    Fault(f"{QUESTIONS}/slips.py", "(count >= 5) + (count >= 9)", "(count >= 5) + (count >= 8)", "tests/domain/questions/test_wording.py"),
    Fault(f"{QUESTIONS}/slips.py", "_MOST_SLIPS = 2", "_MOST_SLIPS = 3"),
    Fault(f"{QUESTIONS}/slips.py", "_MOST_SLIPS_OF_A_NAME = 1", "_MOST_SLIPS_OF_A_NAME = 2", SLIPS),
    Fault(f"{QUESTIONS}/slips.py", "and not any(map(has_digit, right + typed))", ""),
    Fault(f"{QUESTIONS}/slips.py", "OSA.distance(given, key) < distance", "OSA.distance(given, key) < 0"),
    Fault(f"{QUESTIONS}/slips.py", "0.5 if letter == left and letter != further", "0.5 if letter == left", SLIPS),
    Fault(f"{QUESTIONS}/slips.py", "0.5 if letter == left and letter != further else 1.0", "1.0", SLIPS),
    Fault(f"{QUESTIONS}/slips.py", 'own = kind != "person" or', "own = True or", SLIPS),
    Fault(f"{QUESTIONS}/slips.py", 'if kind != "person" and any(is_another_word', "if any(is_another_word", SLIPS),
    Fault(f"{QUESTIONS}/spellings.py", "    if lexicon.is_word(given):", "    if lexicon.is_word(right):", LEXICON),
    Fault(f"{QUESTIONS}/spellings.py", "one.isdisjoint(other) or", "one.isdisjoint(one) or", SLIPS),
    Fault(f"{QUESTIONS}/spellings.py", "or not first.isdisjoint(second)", "or first.isdisjoint(second)", SLIPS),
    Fault(f"{QUESTIONS}/spellings.py", "language not in _COMPOUNDING or", "language in _COMPOUNDING or", LEXICON),
    Fault(f"{QUESTIONS}/question.py", "self.lexicon or lexicon_of(self.language)", "lexicon_of(self.language)", LEXICON),
    Fault(f"{QUESTIONS}/readings.py", "return permutations(names)", "return (names,)"),
    Fault(f"{QUESTIONS}/readings.py", "return without_titles(words(text), language)", "return words(text)"),
    Fault("quizapp/lexicons.py", "            if found < wanted:", "            if found > wanted:", FILE),
    Fault("quizapp/lexicons.py", "part.replace(path)", "path.write_bytes(part.read_bytes())", FILE),
    Fault("quizapp/app.py", "put_in_place(lexicons.find)", "put_in_place(lexicons.find_or_make)", FILE),
    Fault("quizapp/domain/questions/prompts.py", 'barred |= set(words_of(language, "turning"))', "", READINGS),
    Fault("quizapp/domain/questions/prompts.py", "        return PromptWords(everything)", "        pass", READINGS),
    Fault("quizapp/domain/questions/expanding.py", '_SPACE = "\\x1f"', '_SPACE = ""', READINGS),
    Fault(
        "quizapp/domain/questions/numerals.py",
        "if ordinal or (noun and value <= _MOST) else",
        "if ordinal or value <= _MOST else",
        READINGS,
    ),
    Fault("quizapp/domain/questions/initials.py", "or (place and short in _ROMAN)", "", READINGS),
    Fault("quizapp/domain/questions/lists.py", "count > max(", "count >= max(", READINGS),
    Fault("quizapp/domain/questions/wording.py", "not initialled(given, rivals, self.kind, language)", "True", READINGS),
    Fault("quizapp/domain/questions/required.py", "(?<![^\\W_])\\[", "\\[", "tests/domain/questions/test_required.py"),
    Fault(
        "quizapp/domain/questions/text.py",
        '.startswith(("LATIN", "GREEK", "CYRILLIC"))',
        '.startswith(("LATIN", "GREEK", "CYRILLIC", "HIRAGANA"))',
    ),
    Fault("quizapp/domain/questions/text.py", ".casefold().translate(_STROKES)", ".translate(_STROKES)"),
    # Numbers and dates.
    Fault("quizapp/domain/questions/numbers.py", "size) <= self.tolerance * size", "size) < self.tolerance * size"),
    Fault("quizapp/domain/questions/numbers.py", "abs(value) * size / 100 if", "size if"),
    Fault("quizapp/domain/questions/amounts.py", "and mark != decimal_mark(language)", "and mark == decimal_mark(language)", AMOUNTS),
    Fault("quizapp/domain/questions/amounts.py", "if numbers + scales > 1:", "if numbers + scales > 2:"),
    Fault("quizapp/domain/questions/amounts.py", "if fitting is not None or asked.ends(right):", "if True:", AMOUNTS),
    Fault("quizapp/domain/questions/numbers.py", "if self.whole and asked.units and typed and", "if typed and", AMOUNTS),
    Fault("quizapp/domain/questions/counting.py", "head.values[0] * scale >= last", "False", AMOUNTS),
    Fault("quizapp/domain/questions/units.py", "if any(unit.isupper() for unit in found) else", "if False else", AMOUNTS),
    Fault("quizapp/domain/questions/dates.py", "return found if found.weekday in weekdays else IMPOSSIBLE", "return found", AMOUNTS),
    Fault("quizapp/domain/questions/dates.py", "if first % _CENTURY else AMBIGUOUS", "if first else AMBIGUOUS", AMOUNTS),
    Fault(
        "quizapp/domain/questions/moment.py",
        "_rank(date.precision) for date in typed) < _rank(self.precision)",
        "_rank(date.precision) for date in typed) < 0",
    ),
    Fault("quizapp/domain/questions/dates.py", "all(one == two or 0 in (one, two) for one, two in pairs)", "pairs[0][0] == pairs[0][1]"),
    Fault("quizapp/domain/questions/dates.py", "if second > len(_LENGTHS) else AMBIGUOUS", "if second else AMBIGUOUS"),
    Fault("quizapp/domain/questions/dates.py", "if not found.possible:", "if found.possible is None:"),
    # What does not count as an answer.
    Fault("quizapp/domain/questions/replies.py", "if not any(found):", "if not all(found):"),
    Fault("quizapp/domain/questions/replies.py", "sum(map(_length, texts)) > MAX_TYPED", "sum(map(_length, texts)) > 2 * MAX_TYPED"),
    # Ratings and memory.
    Fault(
        "quizapp/domain/memory/scheduling.py",
        "return Rating.HARD if hint else Rating.GOOD",
        "return Rating.GOOD",
        "tests/domain/memory/test_scheduling.py",
    ),
    Fault(
        "quizapp/domain/memory/scheduling.py",
        "grade.score >= PARTLY_HELD",
        "grade.score > PARTLY_HELD",
        "tests/domain/memory/test_scheduling.py",
    ),
    Fault(
        "quizapp/domain/memory/scheduling.py", "shortest = interval + 1", "shortest = interval", "tests/domain/memory/test_scheduling.py"
    ),
    Fault(
        "quizapp/domain/memory/memory.py",
        "return days_after(state.last, 1) if",
        "return days_after(state.last, 2) if",
        "tests/domain/memory/test_memory.py",
    ),
    Fault(
        "quizapp/domain/memory/memory.py",
        "(not flipped and state.last > memory.first_day)",
        "not flipped",
        "tests/domain/memory/test_memory.py",
    ),
    Fault("quizapp/domain/memory/study_day.py", "STARTS_AT = time(4)", "STARTS_AT = time(5)", "tests/domain/memory/test_study_day.py"),
    Fault(
        "quizapp/domain/memory/study_day.py",
        "return max(day, newest) if newest else day",
        "return day",
        "tests/services/learning/test_days_never_go_back.py tests/web/study/test_traveller.py",
    ),
    Fault("quizapp/domain/memory/memory.py", " or rating == Rating.AGAIN else", " else", "tests/domain/memory/test_memory.py"),
    Fault(
        "quizapp/domain/memory/memory.py",
        "(after.due - after.last).days / 2",
        "(after.due - after.last).days / 3",
        "tests/domain/memory/test_memory.py",
    ),
    Fault(
        "quizapp/domain/memory/memory.py",
        "return max(sibling.ask_day, days_after(",
        "return (days_after(",
        "tests/domain/memory/test_memory.py",
    ),
    Fault("quizapp/domain/memory/memory.py", "    if not held:\n", "    if False:\n", "tests/domain/memory/test_memory.py"),
    Fault("quizapp/domain/memory/memory.py", "and not sibling.last_right:", "and False:", "tests/domain/memory/test_memory.py"),
    Fault("quizapp/services/learning/memories.py", "    if answer.claimed:\n", "    if False:\n", "tests/web/study/test_remarks.py"),
    Fault("quizapp/services/grading/reports.py", ">= A_DAY", "> A_DAY", "tests/web/study/test_remarks.py"),
    # What is coming, and simulated learners.
    Fault("quizapp/domain/memory/forecast.py", " + self.fared.shift", "", "tests/domain/memory/test_forecast.py"),
    Fault(
        "quizapp/domain/memory/forecast.py",
        "missed.append(self._returning(question))",
        "pass",
        "tests/domain/memory/test_forecast.py",
    ),
    Fault(
        "quizapp/services/learning/forecasting.py",
        "held.kept and held.kept.made_from == made_from",
        "held.kept",
        "tests/web/progress/test_kept_forecast.py",
    ),
    Fault(
        "quizapp/db/classes/class_forecasts.py",
        "        ForecastRow.plan_changes == Account.plan_changes,\n",
        "",
        "tests/web/teach/classes/test_class_tomorrow.py",
    ),
    Fault(
        "quizapp/domain/memory/class_tomorrow.py",
        "numbers[1 + (today - made).days]",
        "numbers[1]",
        "tests/domain/memory/test_class_tomorrow.py",
    ),
    Fault(
        "quizapp/services/learning/forecasting.py",
        "study.suspended | study.held_out.keys()",
        "study.held_out.keys()",
        "tests/web/study/test_set_aside.py",
    ),
    Fault("quizapp/services/learning/forecasting.py", "study.suspended | study.held_out.keys()", "study.suspended", HOLD_OUTS),
    Fault("quizapp/services/learning/study_days.py", 'aside |= dict.fromkeys(held_out, "held out")', "", HOLD_OUTS),
    Fault("quizapp/services/learning/cards.py", "if question not in held_out}", "}", HOLD_OUTS),
    Fault("quizapp/db/learning/stored_draws.py", "AssignmentRow.practised_at.is_(None), ", "", HOLD_OUTS),
    Fault(
        "quizapp/services/classes/hold_outs.py", "return {user_id: set(facts) - taken[user_id]", "return {user_id: set(facts)", HOLD_OUTS
    ),
    Fault("quizapp/domain/memory/hold_out.py", "if self.low > 0 else", "if self.gain > 0 else", "tests/domain/memory/test_hold_out.py"),
    Fault(
        "quizapp/domain/simulation/truths.py",
        "self._practise(other, when, TRANSFER, right=right)",
        "pass",
        "tests/domain/simulation/test_truths.py",
    ),
    Fault(
        "quizapp/domain/memory/progress.py",
        "for question in hard if question.memory]",
        "for question in questions if question.memory]",
        PROGRESS,
    ),
    Fault("quizapp/domain/memory/progress.py", "bool(streaks and min(streaks) >= IN_A_ROW)", "bool(streaks)", PROGRESS),
    Fault(
        "quizapp/domain/memory/progress.py",
        "(question.level or MIDDLE_LEVEL, -question.chance)",
        "(question.level or MIDDLE_LEVEL, 0)",
        PROGRESS,
    ),
    # The queue.
    Fault(
        "quizapp/domain/memory/slots.py", "return self.back or self.question", "return self.question", "tests/domain/memory/test_queue.py"
    ),
    Fault("quizapp/domain/memory/queue.py", "if slot.question not in aside]", "]", "tests/domain/memory/test_queue.py"),
    Fault(
        "quizapp/services/learning/editions.py",
        "if not other.recalled), None)",
        "if other.recalled), None)",
        "tests/web/study/test_recall_first.py",
    ),
    Fault(
        "quizapp/services/learning/editions.py",
        "key = (connection.engine, deck_id, revision_id)",
        'key = (connection.engine, "", revision_id)',
        "tests/web/test_renamed.py",
    ),
    Fault("quizapp/services/learning/study_days.py", " and slot.back not in away else 0", " else 0", "tests/web/study/test_set_aside.py"),
    Fault("quizapp/domain/memory/queue.py", "APART = 3", "APART = 2", "tests/domain/memory/test_queue.py"),
    Fault(
        "quizapp/domain/memory/queue.py",
        "claims = waited_enough([slot for slot in asked if since[slot.question][0] <= day]",
        "claims = waited_enough([slot for slot in asked if since[slot.question][0] < day]",
        "tests/domain/memory/test_queue.py",
    ),
    Fault(
        "quizapp/domain/memory/queue.py",
        "slot.question in ask_days, since[slot.question]))",
        "slot.question in ask_days, slot.question))",
        "tests/domain/memory/test_queue.py",
    ),
    Fault(
        "quizapp/domain/memory/queue.py",
        "taken, met, begun.count + len(first), daily_new)",
        "taken, met, len(first), daily_new)",
        "tests/domain/memory/test_queue.py",
    ),
    Fault(
        "quizapp/domain/memory/queue.py",
        "if taken.isdisjoint(slot.clashes) and met.isdisjoint(slot.apart):",
        "if slot.fact not in taken and met.isdisjoint(slot.apart):",
        "tests/domain/memory/test_queue.py",
    ),
    Fault(
        "quizapp/domain/memory/queue.py",
        "else (fresh, further, rest)",
        "else (further, fresh, rest)",
        "tests/domain/memory/test_queue.py",
    ),
    Fault("quizapp/domain/memory/queue.py", "known < number // FURTHER", "False", "tests/domain/memory/test_waiting.py"),
    Fault("quizapp/domain/memory/queue.py", "turns[slot.fact], date.min)", "day, date.max)", "tests/domain/memory/test_waiting.py"),
    Fault("quizapp/domain/memory/waiting.py", "LONGEST_WAIT = 3", "LONGEST_WAIT = 4", "tests/domain/memory/test_waiting.py"),
    Fault(
        "quizapp/domain/memory/waiting.py",
        "if any(slot.question in late and",
        "if any(not slot.question and",
        "tests/domain/memory/test_waiting.py",
    ),
    Fault(
        "quizapp/domain/memory/queue.py",
        "if since[question][0] - since[slot.question][0] < PATIENCE",
        "if True",
        "tests/domain/memory/test_waiting.py",
    ),
    Fault(
        "quizapp/domain/memory/queue.py",
        "if answer.returning in scope - right)",
        "if answer.returning in scope)",
        "tests/domain/memory/test_queue.py",
    ),
    Fault(
        "quizapp/domain/memory/queue.py",
        "return tuple(reversed(newest_first))",
        "return tuple(newest_first)",
        "tests/domain/memory/test_queue.py",
    ),
    Fault("quizapp/domain/memory/queue.py", "undone.get(choice[0], APART)", "APART", "tests/domain/memory/test_queue.py"),
    Fault("quizapp/domain/memory/queue.py", "return returns_waiting == 0 and", "return", "tests/domain/memory/test_queue.py"),
    # The path of an answer.
    Fault("quizapp/services/learning/answering.py", " or presentation.learner != learner", "", STUDY),
    Fault("quizapp/services/learning/answering.py", " or presentation.quiz[0] != attempt", "", QUIZ),
    Fault("quizapp/services/learning/answering.py", "    if presentation.quiz:", "    if False:", QUIZ),
    Fault("quizapp/services/learning/answering.py", "    if standing.repeated:", "    if False:", STUDY),
    Fault("quizapp/services/learning/answering.py", 'return "stale" if earlier.undone else earlier', "return earlier", STUDY),
    Fault("quizapp/services/learning/answering.py", ") > presentation.answers:", ") > presentation.answers + 1:", STUDY),
    Fault("quizapp/services/learning/answering.py", "n=standing.newest + 1", "n=standing.newest + 2", STUDY),
    Fault("quizapp/services/learning/answering.py", "day = max(moment.day, standing.newest_day or moment.day)", "day = moment.day", STUDY),
    Fault("quizapp/services/learning/answering.py", "hint=presentation.hint, card", "hint=False, card", STUDY),
    Fault("quizapp/services/learning/answering.py", "    if taken.ended(moment.now):", "    if False:", QUIZ),
    Fault("quizapp/services/learning/answering.py", "if before and (before.settled or", "if before and (", QUIZ),
    Fault("quizapp/services/learning/answering.py", "    if not answered.counts:", "    if answered.counts:", STUDY),
    Fault("quizapp/services/learning/answering.py", 'context=cast("AnswerContext", presentation.place)', 'context="study"', STUDY),
    Fault("quizapp/services/learning/presentations.py", "return _read(payload), holds", "return _read(payload), True", STUDY),
    # Who may do what, and until when.
    Fault("quizapp/web/policy.py", "if audience in SITE_TEACHERS else", "if audience is A.ADMINS else", "tests/web/teach/test_index.py"),
    Fault("quizapp/web/gate.py", "if rule.audience in FIRST_PAGE and", "if False and", "tests/web/study"),
    Fault("quizapp/web/gate.py", "if ready or rule.unready:", "if ready:", GATE),
    Fault("quizapp/web/gate.py", "if rule.most_bytes and admits(rule.audience, visitor()):", "if rule.most_bytes:", GATE),
    Fault("quizapp/web/gate.py", "    if rule.first_password:", "    if False:", GATE),
    Fault("quizapp/web/gate.py", "not in session or rule.studying:", "not in session or rule.tester:", GATE),
    Fault(
        "quizapp/domain/people/audiences.py",
        "if leads(role) and not teaches(account) else",
        "if False else",
        "tests/domain/people/test_audiences.py",
    ),
    Fault("quizapp/services/classes/classes.py", "if not on_staff(place.role):", "if False:", "tests/services/classes/test_classes.py"),
    Fault(
        "quizapp/db/access.py",
        "        MembershipRow.removed_at.is_(None),\n",
        "",
        "tests/web/classes tests/services/classes/test_classes.py",
    ),
    Fault("quizapp/services/learning/editions.py", "if taking.deck == deck_id:", "if False:", "tests/web/classes/test_assignments.py"),
    Fault("quizapp/db/access.py", "        AssignmentRow.withdrawn.is_(False),\n", "", "tests/db/test_closed_decks.py"),
    Fault("quizapp/db/access.py", "        CLOSING_ENDS > NOW,\n", "", "tests/db/test_closed_decks.py"),
    Fault(
        "quizapp/db/access.py",
        "inside = or_(taking_part, elsewhere",
        "inside = or_(elsewhere",
        "tests/db/test_closed_decks.py",
    ),
    Fault(
        "quizapp/db/access.py",
        ", MembershipRow.joined_at <= AssignmentRow.opens_at)",
        ")",
        "tests/web/classes/test_closed_decks.py",
    ),
    Fault(
        "quizapp/services/learning/memories.py",
        "not answer.undone and not answer.held_back",
        "not answer.undone",
        "tests/web/quiz/test_held_back.py",
    ),
    # What is said against what happened.
    Fault("quizapp/db/learning/predictions.py", ", ~UNDONE, ~HELD_BACK)", ", ~UNDONE)", CALIBRATION),
    Fault("quizapp/db/learning/predictions.py", ", ~UNDONE, ~HELD_BACK)", ", ~HELD_BACK)", CALIBRATION),
    Fault("quizapp/db/learning/predictions.py", "int(Rating.AGAIN) < RATING", "int(Rating.AGAIN) < Answer.rating", CALIBRATION),
    Fault(
        "quizapp/db/classes/class_predictions.py",
        "Answer.user_id.in_(students(class_id)), ",
        "",
        "tests/services/classes/test_class_calibration.py",
    ),
    Fault("quizapp/domain/memory/calibration.py", "self.recall >= 1", "self.recall > 1", "tests/domain/memory/test_calibration.py"),
    Fault("quizapp/domain/memory/calibration.py", "asked.hardest and proven", "proven", "tests/domain/memory/test_calibration.py"),
    Fault(
        "quizapp/db/learning/standings.py", "~_TAKEN_BACK, ~held_back_of(_EARLIER), ", "~_TAKEN_BACK, ", "tests/web/quiz/test_held_back.py"
    ),
    Fault(
        "quizapp/services/learning/editions.py",
        "    if state.closed_until:\n",
        "    if False:\n",
        "tests/web/classes/test_closed_decks.py",
    ),
    Fault(
        "quizapp/services/learning/answering.py",
        """    if standing.closed_until:
        raise ClosedOutside(standing.closed_until)
    if standing.taking""",
        "    if standing.taking",
        "tests/web/classes/test_closed_decks.py",
    ),
    Fault(
        "quizapp/services/learning/answering.py",
        "if taken.assignment_id is None and taken.deck_closed_until:",
        "if False:",
        "tests/web/classes/test_closed_decks.py",
    ),
    Fault("quizapp/services/grading/assigning.py", "if until and assignment.closes_deck and", "if False and", "tests/web/teach/grading"),
    Fault("quizapp/db/learning/former_names.py", "return found if seen == {found} else None", "return found", "tests/web/test_renamed.py"),
    Fault("quizapp/domain/grading/assignments.py", "if len(on) >= days)", "if on)", "tests/domain/grading/test_assignments.py"),
    Fault(
        "quizapp/domain/grading/assignments.py", "return max(due, extended) if", "return due if", "tests/domain/grading/test_assignments.py"
    ),
    Fault(
        "quizapp/domain/grading/assignments.py",
        'in_order[-1 if counts == "last" else 0]',
        "in_order[-1]",
        "tests/domain/grading/test_assignments.py",
    ),
    # What a re-grade changes.
    Fault(
        "quizapp/services/grading/regrading.py",
        "    _follow(connection, row.question_id, changed)",
        "    pass",
        "tests/services/grading/test_regrading.py",
    ),
    Fault(
        "quizapp/services/grading/regrading.py", "if claimed or answer.claimed:", "if False:", "tests/services/grading/test_regrading.py"
    ),
    # What is offered when the rules have changed.
    Fault(
        "quizapp/services/grading/offering.py",
        "if regrade_offers.state(connection, question_id) == state:",
        "if True:",
        "tests/services/grading/test_offering.py",
    ),
    Fault(
        "quizapp/services/grading/offering.py",
        "    return [again.answer for",
        "    return [change.answer for change in changes] or [again.answer for",
        "tests/services/grading/test_offering.py",
    ),
    Fault(
        "quizapp/db/learning/stored_answers.py",
        "if answer.rules != GRADING_RULES:",
        "if answer.rules > GRADING_RULES:",
        "tests/services/grading/test_offering.py",
    ),
    # What is stored.
    Fault("quizapp/domain/reading/digests.py", '"date": ("Date",', '"date": ("date",', "tests/golden/test_digests.py"),
    Fault("quizapp/domain/reading/digests.py", "if name in always or", "if True or", "tests/domain/reading/test_digests.py"),
    Fault("quizapp/domain/reading/digests.py", '"formerly", "asks"', '"formerly"', "tests/domain/reading/test_digests.py"),
    Fault(
        "quizapp/domain/questions/seeded.py",
        'nonce.encode(), "sha256"',
        'nonce.encode(), "sha512"',
        "tests/domain/questions/test_seeded.py",
    ),
    Fault("quizapp/domain/questions/spreadsheets.py", "@\\t\\r]", "@]", "tests/domain/questions/test_spreadsheets.py"),
    Fault("quizapp/domain/questions/slugs.py", '[:longest].strip("-")', "[:longest]", "tests/domain/questions/test_slugs.py"),
    # Two databases and many hosts.
    Fault("quizapp/db/base.py", "REPEATABLE READ READ ONLY", "READ COMMITTED READ ONLY", SERVER),
    Fault("quizapp/db/base.py", "SET timezone = 'UTC'; ", "", SERVER),
    Fault("quizapp/db/base.py", "if committed() > before:", "if committed() < before:", "tests/web/test_repeating.py"),
    Fault("quizapp/db/postgres.py", '.replace(b"\\0", REPLACEMENT)', "", SERVER),
    Fault("quizapp/db/people/stored_accounts.py", "held(connection, query.where(Invitation", "(query.where(Invitation", RACES),
    Fault("quizapp/services/people/limits.py", "locks.take(connection, attempt.at_account)", "pass", RACES),
    Fault("quizapp/services/authoring/publishing.py", "locks.take(connection, PUBLISH)  # the", "pass  # the", RACES),
    Fault("quizapp/db/site/transfer.py", "func.coalesce(last, 1)", "1", "tests/db/test_copying.py"),
    Fault(
        "quizapp/services/site/copying.py", "if transfer.digest(new, table) != sums[table.name]:", "if False:", "tests/db/test_copying.py"
    ),
    Fault(
        "quizapp/services/authoring/publishing.py",
        "before is None or deck_id in before",
        "deck_id",
        "tests/process/test_many_hosts.py",
    ),
    # The day it breaks.
    Fault(
        "quizapp/services/site/restoring.py",
        "settling.settle(connection, known,",
        "settling.settle(connection, set(),",
        "tests/services/site/test_restoring.py",
    ),
    Fault(
        "quizapp/services/site/server_backups.py",
        "settling.settle(connection, known,",
        "settling.settle(connection, set(),",
        "tests/db/test_server_backups.py",
    ),
    Fault("quizapp/services/site/server_backups.py", "    keep_list(settings)  #", "    #", "tests/db/test_server_backups.py"),
    Fault(
        "quizapp/services/site/maintenance.py", "    if backups.every(settings):", "    if False:", "tests/services/site/test_restoring.py"
    ),
    Fault("quizapp/db/site/aged.py", "where(~owns, ~leads, ~takes)", "where(~owns, ~leads)", EXPIRING),
    Fault("quizapp/db/site/aged.py", "where(~owns, ~leads, ~takes)", "where(~owns, ~takes)", EXPIRING),
    Fault("quizapp/db/site/aged.py", "where(~owns, ~leads, ~takes)", "where(~leads, ~takes)", EXPIRING),
    Fault("quizapp/db/site/aged.py", "values(made_in=GONE)", "values(made_in=class_id)", EXPIRING),
    Fault("quizapp/services/site/expiring.py", "len(since) < len(ends)", "False", EXPIRING),
    Fault("quizapp/services/site/expiring.py", "max(row.active_on, *since)", "max(since)", EXPIRING),
    Fault("quizapp/services/site/expiring.py", "            aged.forget(connection, one.name)\n", "", EXPIRING),
    Fault("quizapp/services/site/expiring.py", "        aged.hold_for_good(connection, user_id)\n", "", EXPIRING),
    Fault("quizapp/db/people/erasures.py", "[WITHDRAWN + digest]", "[]", "tests/services/site/test_restoring.py"),
    Fault("quizapp/db/site/orphans.py", "if not repaired.total():", "if True:", "tests/golden/test_repairing.py"),
    # weights fitted on a site, and difficulty that travels
    Fault("quizapp/services/learning/weights.py", "connection) != seen", "connection) == -1", WEIGHTS),
    Fault("quizapp/services/learning/weights.py", "if not store or found.model == model:", "if not store:", WEIGHTS),
    Fault("quizapp/db/learning/stored_weights.py", "in_use=WeightSet.number == number", "in_use=True", WEIGHTS),
    Fault("quizapp/services/learning/predicting.py", "weights.in_use(connection, before.weights)", "weights.DEFAULT", WEIGHTS),
    Fault("quizapp/bank/exchange/difficulty.py", "if one.firsts >= LEAST", "if one.firsts", "tests/bank/exchange/test_difficulty.py"),
    Fault("quizapp/bank/exchange/difficulty.py", "not -MOST <= number <= MOST", "False", "tests/bank/exchange/test_difficulty.py"),
    Fault("quizapp/services/authoring/exporting.py", "if not _is_owner(connection, who, deck_id):", "if False:", TRAVELS),
    Fault("quizapp/services/authoring/importing.py", "tempered(difficulty[key])", "difficulty[key]", TRAVELS),
    Fault("quizapp/db/learning/brought_numbers.py", "QuestionNumbersRow.brought.is_(False)", "True", TRAVELS),
]
