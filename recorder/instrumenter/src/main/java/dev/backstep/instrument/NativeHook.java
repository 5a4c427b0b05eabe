package dev.backstep.instrument;

import java.util.Arrays;
import java.util.List;

/**
 * One row of the table of natives.
 *
 * @param id number in the log
 * @param policy {@code N}, {@code B}, {@code Bt<k>}, {@code Bf}, {@code Bp<k>} or {@code X}: whether it may block, or is executed in replay, too
 * @param outs outs, checks and echoes, as the table writes them
 */
record NativeHook(int id, String owner, String name, String descriptor, String policy, List<String> outs) {
    static NativeHook parse(int id, String[] columns) {
        List<String> outs = Arrays.asList(columns).subList(4, columns.length);
        int comment = outs.indexOf("#");
        return new NativeHook(id, columns[0], columns[1], columns[2], columns[3], comment < 0 ? outs : outs.subList(0, comment));
    }
}
