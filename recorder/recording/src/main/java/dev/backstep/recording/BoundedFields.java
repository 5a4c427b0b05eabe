package dev.backstep.recording;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Fields that Kryo's own serializers would read without a limit: each count is checked against the bytes left. */
final class BoundedFields {
    private BoundedFields() { }

    static void writeStrings(Output output, List<String> strings) {
        output.writeVarInt(strings.size(), true);
        strings.forEach(output::writeString);
    }

    static List<String> readStrings(Input input) {
        int count = readCount(input, 1);
        List<String> strings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            strings.add(input.readString());
        }
        return strings;
    }

    /** As one text: hundreds of names one by one would take milliseconds, in which the user waits for the program to start. */
    static void writeLines(Output output, List<String> lines) {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        output.writeVarInt(text.length, true);
        output.writeBytes(text);
    }

    static List<String> readLines(Input input) {
        String text = new String(input.readBytes(readCount(input, 1)), StandardCharsets.UTF_8);
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    static void writeMap(Output output, Map<String, String> map) {
        output.writeVarInt(map.size(), true);
        map.forEach((key, value) -> {
            output.writeString(key);
            output.writeString(value);
        });
    }

    static Map<String, String> readMap(Input input) {
        int count = readCount(input, 2);
        Map<String, String> map = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            map.put(input.readString(), input.readString());
        }
        return map;
    }

    static void writeOptionalInt(Output output, OptionalInt value) {
        output.writeBoolean(value.isPresent());
        value.ifPresent(output::writeInt);
    }

    static OptionalInt readOptionalInt(Input input) {
        return input.readBoolean() ? OptionalInt.of(input.readInt()) : OptionalInt.empty();
    }

    static <E extends Enum<E>> E readEnum(Input input, E[] constants) {
        int ordinal = input.readVarInt(true);
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new KryoException("no constant " + ordinal);
        }
        return constants[ordinal];
    }

    /** @param elementBytes that each element takes at least */
    static int readCount(Input input, int elementBytes) {
        int count = input.readVarInt(true);
        int left = input.limit() - input.position();
        if (count < 0 || count > left / elementBytes) {
            throw new KryoException("count " + count + " with " + left + " bytes left");
        }
        return count;
    }
}
