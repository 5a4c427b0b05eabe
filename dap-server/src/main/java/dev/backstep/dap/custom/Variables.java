package dev.backstep.dap.custom;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Queries.Write;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import java.util.Optional;

/** Finds the variable that is meant, and what wrote it. */
public final class Variables {
    private Variables() { }

    /**
     * Which variable: one that was shown, or an expression that denotes one.
     *
     * @param variablesReference of what it is part of
     * @param name in there
     * @param expression such as {@code this.total} or {@code accounts[3].balance}
     * @param frameId in which the expression is meant
     * @param most number of writes that are wanted; 0 or null for the usual number
     * @param go whether to go to the write that is found
     */
    public record VariableArguments(Integer variablesReference, String name, String expression, Integer frameId, Integer most,
            Boolean go) { }

    /** A variable of the session. */
    public record Variable(long container, String name) {
        /** What gave it its present value; empty if nothing did that could be seen. */
        public Optional<Write> lastWrite(ReplaySession session) {
            return session.queries().history(container, name, 1).stream().findFirst();
        }
    }

    public static Variable find(Conversation conversation, ReplaySession session, VariableArguments wanted) {
        if (wanted.variablesReference() != null && wanted.variablesReference() > 0 && wanted.name() != null) {
            return new Variable(conversation.ids().container(wanted.variablesReference()).id(), wanted.name());
        }
        if (wanted.expression() == null) {
            throw Trouble.WRONG_ARGUMENTS.exception("Give variablesReference and name, or expression.");
        }
        return find(session, wanted.expression(), conversation.ids().frame(wanted.frameId()));
    }

    /** @throws SessionException if the expression is no variable */
    public static Variable find(ReplaySession session, String expression, Ids.FrameId frame) {
        return new VariablePath(session, frame).find(expression.strip());
    }
}
