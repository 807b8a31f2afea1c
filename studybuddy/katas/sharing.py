"""A session goes in; an outcome about whose memory a result lies in comes out."""

from dataclasses import dataclass

from studybuddy.katas.outcome import Inputs, Outcome, Session, raised_outcome


@dataclass(frozen=True, slots=True)
class Fresh:
    """No array of the result may be an input, or a view of one."""

    name: str
    inputs: Inputs
    entry: str

    def run(self, session: Session) -> Outcome:
        """Call once and look where the arrays lie. The value is for other cases to judge."""
        (args,) = session.drawn(self.name, self.inputs, range(1))
        reply = session.subject.call(args, entry=self.entry, watch="sharing")
        if reply.raised:
            return raised_outcome(reply.raised, (args, {}))
        if reply.shared:
            reason = "an array of the result lies in the memory of an input; return a new one"
            return Outcome("shared", reason, (args, {}))
        return Outcome()
