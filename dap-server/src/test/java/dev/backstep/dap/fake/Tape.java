package dev.backstep.dap.fake;

import dev.backstep.replay.session.CodeLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The execution of this program, written down:
 *
 * <pre>
 *  1  package demo;
 *  3  class Foo {
 *  4      int total;
 * 10      void main() {               // thread 0
 * 11          for (int i = 0; i &lt; 3; i++) {
 * 12              add(i, twice(i));
 *             }
 * 14          System.out.println(total);
 * 15          throw new IllegalStateException("boom");
 *         }
 * 20      void add(int a, int b) {
 * 21          total += a + b;
 *         }
 * 30      int twice(int n) {
 * 31          return 2 * n;
 *         }
 * 40      void other() {              // thread 1, one step between rounds
 * 41          spin();
 *         }
 *      }
 * </pre>
 */
public final class Tape {
    /** One line that runs. @param total the field before it */
    public record Moment(int thread, String method, int line, int depth, Map<String, Integer> locals, int total) {
        public CodeLocation location() {
            return new CodeLocation("demo.Foo", method, line);
        }
    }

    private final List<Moment> moments = new ArrayList<>();
    private int total;

    public static List<Moment> play() {
        Tape tape = new Tape();
        tape.main();
        return List.copyOf(tape.moments);
    }

    private void main() {
        for (int i = 0; i < 3; i++) {
            run(0, "main", 11, 1, Map.of("i", i));
            run(0, "main", 12, 1, Map.of("i", i));
            run(0, "twice", 31, 2, Map.of("n", i));
            run(0, "add", 21, 2, Map.of("a", i, "b", 2 * i));
            total += 3 * i;
            run(1, "other", 41, 1, Map.of());
        }
        run(0, "main", 14, 1, Map.of());
        run(0, "main", 15, 1, Map.of());
    }

    private void run(int thread, String method, int line, int depth, Map<String, Integer> locals) {
        moments.add(new Moment(thread, method, line, depth, new LinkedHashMap<>(new java.util.TreeMap<>(locals)), total));
    }
}
