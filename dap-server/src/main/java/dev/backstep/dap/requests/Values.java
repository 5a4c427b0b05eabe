package dev.backstep.dap.requests;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import java.util.Set;
import org.eclipse.lsp4j.debug.Variable;
import org.eclipse.lsp4j.debug.VariablePresentationHint;

/** Values as the protocol has them. */
final class Values {
    /** What the clipboard gets is not cut off where a line on the screen is. */
    private static final int CLIPBOARD_CHARS = 1_000_000;
    private static final Set<String> BYTES = Set.of("byte[]", "ByteBuffer", "HeapByteBuffer", "DirectByteBuffer", "MappedByteBuffer",
            "HeapByteBufferR", "DirectByteBufferR");

    private Values() { }

    static ValueFormat format(org.eclipse.lsp4j.debug.ValueFormat wanted, String context) {
        ValueFormat usual = ValueFormat.USUAL;
        boolean hex = wanted != null && Boolean.TRUE.equals(wanted.getHex());
        int longest = "clipboard".equals(context) ? CLIPBOARD_CHARS : usual.longestText();
        return new ValueFormat(hex, usual.callToString(), usual.logicalStructure(), usual.staticFields(), longest);
    }

    /** @param frame number of the frame it was found in, for what is opened below it */
    static Variable variable(Conversation conversation, VariableView view, int frame) {
        Variable variable = new Variable();
        variable.setName(view.name());
        variable.setValue(view.value());
        variable.setType(view.type());
        variable.setVariablesReference(container(conversation.ids(), view, frame));
        variable.setNamedVariables(view.namedParts());
        variable.setIndexedVariables(view.indexedParts());
        if (!view.expression().isEmpty()) {
            variable.setEvaluateName(view.expression());
        }
        variable.setPresentationHint(hint(view.kind()));
        variable.setMemoryReference(memory(view));
        return variable;
    }

    static int container(Ids ids, VariableView view, int frame) {
        return view.namedParts() + view.indexedParts() == 0 ? 0 : ids.container(view.id(), frame, view.type());
    }

    /** What can be read byte by byte has a memory reference: the id of the value. Null for others. */
    static String memory(VariableView view) {
        return view.id() != 0 && BYTES.contains(view.type().replaceAll(".*\\.", "")) ? Long.toString(view.id()) : null;
    }

    private static VariablePresentationHint hint(VariableView.Kind kind) {
        VariablePresentationHint hint = new VariablePresentationHint();
        hint.setKind(switch (kind) {
            case FIELD, STATIC_FIELD -> "property";
            default -> "data";
        });
        if (kind == VariableView.Kind.RETURN_VALUE) {
            hint.setAttributes(new String[] {"readOnly"});
        }
        if (kind == VariableView.Kind.STATIC_FIELD) {
            hint.setAttributes(new String[] {"static"});
        }
        return hint;
    }
}
