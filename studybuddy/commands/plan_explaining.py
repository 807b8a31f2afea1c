"""A round in, the arithmetic of its readiness and the cards that pull it down out; or today, explained."""

import shutil
from textwrap import wrap

from studybuddy.commands.coach import Coach
from studybuddy.commands.desk import Desk
from studybuddy.commands.output import print_json
from studybuddy.commands.plan_in_force import enrolled
from studybuddy.errors import UsageError
from studybuddy.kinds.headline import headline
from studybuddy.planning.explaining import Pull, explain, explanation_json
from studybuddy.planning.rounds import round_named
from studybuddy.planning.weights import weights_for
from studybuddy.planning.work import PRACTICE_KINDS
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.standing import standings

MOST_LISTED = 10
TODAY = "today"  # in place of a round


def explain_round(desk: Desk, name: str, *, as_json: bool) -> None:
    """Print how the readiness for a round comes about, or what put each thing on today's agenda.

    Raises:
        UsageError: no plan is started, no round was named, or the plan gives no weight to such a round.

    """
    enrolment = enrolled(desk)
    if name.casefold() == TODAY:
        from studybuddy.commands.plan_today import explain_today

        explain_today(desk, enrolment, as_json=as_json)
        return
    coach = Coach(desk)
    also = (*weights_for(enrolment, None), TODAY)
    if not name:
        known = ", ".join(dict.fromkeys((*(coach.terms.weights if coach.terms else ()), *also)))
        raise UsageError("which round?", f"studybuddy plan explain ROUND, with one of {known}")
    terms = coach.terms_about(round_named(name))
    assert terms is not None  # noqa: S101 - there is a plan in force
    rows = standings(desk.ledger, PRACTICE_KINDS)
    explained = explain(round_named(name), rows, terms, also=also, **coach.evidence)
    if terms is not coach.terms and (nearest := enrolment.next_event(desk.moment.study_day)):
        aside = f"{nearest.name} on {nearest.day} does not ask it: this is for {terms.on}"
        explained = explained._replace(lines=(aside, *explained.lines))
    if as_json:
        print_json(explanation_json(explained))
        return
    from studybuddy.screens.laying import cut

    width = shutil.get_terminal_size().columns
    for line in explained.lines:
        print("\n".join(wrap(line, width, subsequent_indent=" " * 6)))
    if explained.pulls:
        print("what pulls it down, in points of 100:")
    for pull in explained.pulls[:MOST_LISTED]:
        print(cut(f"  {pull.points:5.1f}  {_said(desk, pull)}", width))
    rest = explained.pulls[MOST_LISTED:]
    if rest:
        print(f"  {sum(pull.points for pull in rest):5.1f}  {len(rest)} more")


def _said(desk: Desk, pull: Pull) -> str:
    card = card_of(desk.ledger, pull.question_id) if pull.question_id else None
    known = f"{100 * pull.share:3.0f}%  "
    return known + (f"{pull.question_id}: {headline(card.kind, card.heading)}" if card else pull.what)
