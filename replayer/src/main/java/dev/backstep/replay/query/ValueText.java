package dev.backstep.replay.query;

import dev.backstep.recording.QueryLayout;
import java.io.IOException;
import java.util.Optional;

/**
 * A value as text, written down while the program ran.
 *
 * @param known false if the text says why there is no value
 */
record ValueText(String text, boolean known) {
    /** @return empty at the entry of a frame */
    static Optional<ValueText> read(SurveyInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case QueryLayout.VALUE_ENTRY -> Optional.empty();
            case QueryLayout.VALUE_PROBLEM -> Optional.of(new ValueText("(" + in.readString() + ")", false));
            default -> Optional.of(new ValueText(text(kind, in), true));
        };
    }

    private static String text(int kind, SurveyInput in) throws IOException {
        return switch (kind) {
            case 'Z' -> in.readZigzag() != 0 ? "true" : "false";
            case 'C' -> character((char) in.readZigzag());
            case 'B', 'S', 'I', 'J' -> Long.toString(in.readZigzag());
            case 'F' -> Float.toString(Float.intBitsToFloat((int) in.readZigzag()));
            case 'D' -> Double.toString(Double.longBitsToDouble(in.readZigzag()));
            case QueryLayout.VALUE_NULL -> "null";
            case QueryLayout.VALUE_STRING -> string(in.readIndex(), in.readString());
            case QueryLayout.VALUE_ENUM -> in.readString();
            case QueryLayout.VALUE_OBJECT -> simpleName(in.readString());
            case QueryLayout.VALUE_ARRAY -> array(in.readString(), in.readIndex());
            default -> throw in.damaged("unknown value " + kind);
        };
    }

    private static String character(char c) {
        return "'" + escaped(c, '\'') + "'";
    }

    private static String string(int length, String beginning) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < beginning.length(); i++) {
            text.append(escaped(beginning.charAt(i), '"'));
        }
        text.append('"');
        return length > beginning.length() ? text.append("… (").append(length).append(" characters)").toString() : text.toString();
    }

    private static String escaped(char c, char quote) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default -> c == quote ? "\\" + c : c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c);
        };
    }

    /** {@code a.b.Outer$Inner} is Inner. */
    private static String simpleName(String className) {
        String name = className.substring(className.lastIndexOf('.') + 1);
        String inner = name.substring(name.lastIndexOf('$') + 1);
        return inner.isEmpty() || Character.isDigit(inner.charAt(0)) ? name : inner;
    }

    /** {@code [[Ljava.lang.String;} of length 3 is {@code String[3][]}. */
    private static String array(String className, int length) {
        int dimensions = className.lastIndexOf('[') + 1;
        String element = className.substring(dimensions);
        String name = switch (element.charAt(0)) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            default -> simpleName(element.substring(1, element.length() - 1));
        };
        return name + "[" + length + "]" + "[]".repeat(dimensions - 1);
    }
}
