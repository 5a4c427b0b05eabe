package dev.backstep.replay.jdi.value;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Fields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What {@code toString} would say of values of the JDK that have a fixed meaning: made again here from their fields. */
final class KnownValues {
    private interface Reader {
        Object read(ObjectReference object);
    }

    private static final Map<String, Reader> READERS = new HashMap<>();

    static {
        READERS.put("java.math.BigInteger", KnownValues::bigInteger);
        READERS.put("java.math.BigDecimal", KnownValues::bigDecimal);
        READERS.put("java.util.UUID", o -> new UUID(Fields.longInteger(o, "mostSigBits"), Fields.longInteger(o, "leastSigBits")));
        READERS.put("java.time.LocalDate", KnownValues::date);
        READERS.put("java.time.LocalTime", KnownValues::time);
        READERS.put("java.time.LocalDateTime", KnownValues::dateTime);
        READERS.put("java.time.Instant", o -> Instant.ofEpochSecond(Fields.longInteger(o, "seconds"), Fields.integer(o, "nanos")));
        READERS.put("java.time.Duration", o -> Duration.ofSeconds(Fields.longInteger(o, "seconds"), Fields.integer(o, "nanos")));
        READERS.put("java.time.Period",
                o -> Period.of(Fields.integer(o, "years"), Fields.integer(o, "months"), Fields.integer(o, "days")));
        READERS.put("java.time.ZoneOffset", o -> ZoneOffset.ofTotalSeconds(Fields.integer(o, "totalSeconds")));
        READERS.put("java.time.ZoneRegion", o -> Fields.string(o, "id"));
        READERS.put("java.io.File", o -> Fields.string(o, "path"));
        READERS.put("java.net.URI", o -> Fields.string(o, "string"));
        READERS.put("java.util.regex.Pattern", o -> Fields.string(o, "pattern"));
        READERS.put("sun.nio.fs.UnixPath", o -> new String(bytes(Fields.array(o, "path")), StandardCharsets.UTF_8));
        READERS.put("java.util.Date", o -> Fields.object(o, "cdate") == null ? new java.util.Date(Fields.longInteger(o, "fastTime")) : null);
    }

    private KnownValues() { }

    static Optional<String> text(ObjectReference object) {
        Reader reader = READERS.get(object.referenceType().name());
        if (reader == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(reader.read(object)).map(Object::toString);
        } catch (DateTimeException | ArithmeticException | NullPointerException e) {
            return Optional.empty();    // its constructor is still at work: the fields do not fit together yet
        }
    }

    /** The text in a {@code StringBuilder} or {@code StringBuffer}. */
    static Optional<String> built(ObjectReference object) {
        ArrayReference value = Fields.array(object, "value");
        if (value == null) {
            return Optional.empty();
        }
        boolean latin1 = Fields.integer(object, "coder") == 0;
        int count = Fields.integer(object, "count");
        int length = Math.min(latin1 ? count : count * 2, value.length());
        Charset utf16 = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN ? StandardCharsets.UTF_16LE
                : StandardCharsets.UTF_16BE;
        return Optional.of(new String(bytes(value, length), latin1 ? StandardCharsets.ISO_8859_1 : utf16));
    }

    private static byte[] bytes(ArrayReference array) {
        return bytes(array, array.length());
    }

    static byte[] bytes(ArrayReference array, int length) {
        byte[] bytes = new byte[length];
        List<Value> values = length == 0 ? List.of() : array.getValues(0, length);
        for (int i = 0; i < length; i++) {
            bytes[i] = ((PrimitiveValue) values.get(i)).byteValue();
        }
        return bytes;
    }

    private static BigInteger bigInteger(ObjectReference o) {
        ArrayReference magnitude = Fields.array(o, "mag");
        ByteBuffer bytes = ByteBuffer.allocate(4 * magnitude.length());
        for (Value part : magnitude.getValues()) {
            bytes.putInt(((PrimitiveValue) part).intValue());
        }
        return new BigInteger(Fields.integer(o, "signum"), bytes.array());
    }

    private static BigDecimal bigDecimal(ObjectReference o) {
        ObjectReference unscaled = Fields.object(o, "intVal");
        BigInteger value = unscaled == null ? BigInteger.valueOf(Fields.longInteger(o, "intCompact")) : bigInteger(unscaled);
        return new BigDecimal(value, Fields.integer(o, "scale"));
    }

    private static LocalDate date(ObjectReference o) {
        return LocalDate.of(Fields.integer(o, "year"), Fields.integer(o, "month"), Fields.integer(o, "day"));
    }

    private static LocalTime time(ObjectReference o) {
        return LocalTime.of(Fields.integer(o, "hour"), Fields.integer(o, "minute"), Fields.integer(o, "second"), Fields.integer(o, "nano"));
    }

    private static LocalDateTime dateTime(ObjectReference o) {
        return LocalDateTime.of(date(Fields.object(o, "date")), time(Fields.object(o, "time")));
    }
}
