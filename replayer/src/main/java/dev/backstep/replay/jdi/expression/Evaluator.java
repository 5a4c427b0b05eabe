package dev.backstep.replay.jdi.expression;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.ArrayReference;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.source.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates Java expressions in frames of the stopped program. */
public final class Evaluator {
    private final Sources sources;
    private final Map<String, Imports> imports = new HashMap<>();

    public Evaluator(Sources sources) {
        this.sources = sources;
    }

    /** @throws SessionException with one sentence if it is no expression, means nothing here or throws */
    public Operand evaluate(String text, FrameContext context) {
        return interpreter(context).value(ExpressionParser.parse(text));
    }

    /** @throws SessionException if it cannot be evaluated or is no boolean */
    public boolean test(String condition, FrameContext context) {
        return new Conversions(context.machine()).truth(evaluate(condition, context));
    }

    // ------------------------------------------------------------------------------------------------ changes

    /** Gives a local variable the value of {@code text}. @return what it has then */
    public Operand assignLocal(String name, String text, FrameContext context) {
        Place place = context.local(name).orElseThrow(() -> new SessionException("There is no local variable '" + name + "' here."));
        return assign(place, text, context);
    }

    /** @param object null for a static field */
    public Operand assignField(ObjectReference object, Field field, String text, FrameContext context) {
        return assign(object == null ? Places.staticField(context, field) : Places.field(context, object, field), text, context);
    }

    public Operand assignElement(ArrayReference array, int index, String text, FrameContext context) {
        return assign(Places.element(context, array, index), text, context);
    }

    /** {@code list.set(index, text)} */
    public Operand assignItem(ObjectReference list, int index, String text, FrameContext context) {
        Operand value = interpreter(context).value(ExpressionParser.parse(text));
        context.machine().change();
        calls(context).call(Operand.of(list), "set", List.of(Operand.of(list.virtualMachine().mirrorOf(index)), value));
        return value;
    }

    /** {@code map.put(key, text)} */
    public Operand assignEntry(ObjectReference map, Value key, String text, FrameContext context) {
        Operand value = interpreter(context).value(ExpressionParser.parse(text));
        context.machine().change();
        calls(context).call(Operand.of(map), "put", List.of(Operand.of(key), value));
        return value;
    }

    private Operand assign(Place place, String text, FrameContext context) {
        place.set(interpreter(context).assignable(ExpressionParser.parseValue(text), place.typeName()));
        return place.get();
    }

    private static Calls calls(FrameContext context) {
        return new Calls(context.machine(), new Conversions(context.machine()));
    }

    // ------------------------------------------------------------------------------------------------ parts

    public List<Inspection.Completion> complete(String text, int column, FrameContext context) {
        return new Completions(interpreter(context), context).at(text, column);
    }

    Interpreter interpreter(FrameContext context) {
        return new Interpreter(context, new TypeResolver(context, () -> imports(context.type())), sources);
    }

    /** Those of the source file; a class without one knows its package and {@code java.lang} only. */
    private Imports imports(ReferenceType type) {
        return imports.computeIfAbsent(HiddenCode.className(type), name -> sources.existing(name, sourceName(type)).map(Imports::of).orElse(Imports.NONE));
    }

    private static Optional<String> sourceName(ReferenceType type) {
        try {
            return Optional.of(type.sourceName());
        } catch (AbsentInformationException e) {
            return Optional.empty();
        }
    }
}
