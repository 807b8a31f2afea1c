"""`studybuddy` alone: today at a glance, and the next command to type."""

from studybuddy.commands.dates import shown
from studybuddy.commands.desk import open_desk, problems_said
from studybuddy.commands.plan_view import plan_view
from studybuddy.commands.plan_words import where_it_stands
from studybuddy.commands.today import Today
from studybuddy.store.sql.schedule import answered_on


def glance() -> None:
    """Show what today asks for."""
    with open_desk() as desk:
        from studybuddy.screens.console import make_console
        from studybuddy.screens.today import AgendaLine, TodayView, draw_today

        today = Today(desk)
        queue = today.queue()
        new = sum(one.new for one in queue.order)
        view = plan_view(today)
        notices = []
        if queue.deferred:
            notices.append(
                f"{queue.deferred} more are due and wait for another day: no need to catch up at once"
            )
        if today.waiting_cases:
            notices.append(f"design cases due: {today.waiting_cases}; studybuddy review --kind design")
        if problems := problems_said(desk.ledger):
            notices.append(problems)
        make_console().print(
            draw_today(
                TodayView(
                    date_shown=shown(today.day),
                    due=len(queue.order) - new,
                    new=new,
                    overdue=sum(one.due is not None and one.due < today.day for one in queue.order),
                    minutes=queue.minutes if today.enrolment is None else sum(map(today.cost, queue.order)),
                    agenda=tuple(
                        AgendaLine(f"{item.name} {item.what}", item.minutes, item.command)
                        for item in (view.agenda.items if view else ())
                    ),
                    plan_line=where_it_stands(view) if view else "",
                    next_command="studybuddy review" if queue.order else "studybuddy plan",
                    answered_today=answered_on(desk.ledger, today.day),
                    notices=tuple(notices),
                )
            )
        )
