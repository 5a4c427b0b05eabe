package dev.backstep.recording;

/**
 * The file in which the runtime answers a question: where a variable was written, or what expressions were worth each time a
 * line ran.
 *
 * <pre>
 * file    := MAGIC (8 bytes, little-endian)  VERSION (4 bytes)  0 (4 bytes)  record*
 * record  := kind (1 byte)  fields
 *
 * FIRST_KEPT   step                            writes before it were forgotten; 0 if none were
 * WRITE        step  thread  site  value       site from 1
 * HIT          step  thread  value*            as many values as there are expressions
 * ACCESS       step  thread  site  write       site from 1; 1 for a write of the field, 0 for a read
 * UNSEEN       value                           the present one, if none of the writes gave it
 * DONE                                         the last record
 *
 * value   := kind (1 byte)  content
 *   Z B C S I J          zigzag: a primitive or its box
 *   F D                  zigzag of its raw bits
 *   VALUE_NULL
 *   VALUE_STRING         length in characters, string (only its beginning if it is long)
 *   VALUE_ENUM           string: name of the constant
 *   VALUE_OBJECT         string: binary name of its class
 *   VALUE_ARRAY          string: binary name of its class, then its length
 *   VALUE_ENTRY          no value: the frame whose local is meant began
 *   VALUE_PROBLEM        string: why there is no value
 * </pre>
 *
 * Numbers are unsigned LEB128 unless it says zigzag; strings are those of {@link SurveyLayout}. Compile-time constants only, so
 * that the runtime does not need this class when it runs.
 */
public final class QueryLayout {
    /** ASCII {@code BSANSWER}, read as a little-endian long. */
    public static final long MAGIC = 0x5245_5753_4e41_5342L;
    public static final int VERSION = 1;

    public static final int FIRST_KEPT = 1;
    public static final int WRITE = 2;
    public static final int HIT = 3;
    public static final int DONE = 4;
    public static final int ACCESS = 5;
    /** The value that the variable has, if no write that is told gave it that. */
    public static final int UNSEEN = 6;

    /** A reference, before it is known to what. */
    public static final int VALUE_REFERENCE = 'L';
    public static final int VALUE_NULL = 'n';
    public static final int VALUE_STRING = 's';
    public static final int VALUE_ENUM = 'e';
    public static final int VALUE_OBJECT = 'o';
    public static final int VALUE_ARRAY = 'a';
    public static final int VALUE_ENTRY = 'y';
    public static final int VALUE_PROBLEM = 'p';

    /** Reads and writes of a field that are kept. */
    public static final int MOST_ACCESSES = 5_000_000;
    /** Characters of a string that are kept. */
    public static final int LONGEST_STRING = 1000;

    private QueryLayout() { }
}
