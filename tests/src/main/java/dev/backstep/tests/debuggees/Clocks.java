package dev.backstep.tests.debuggees;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Calendar;
import java.util.Date;

/** All clocks, and a decision that depends on the last bit of one. */
@Debuggee
public final class Clocks {
    private Clocks() {
    }

    public static void main(String[] arguments) {
        System.out.println(System.nanoTime() + " " + System.currentTimeMillis() + " " + Instant.now() + " " + Clock.systemUTC().millis());
        System.out.println(LocalDateTime.now() + " " + new Date() + " " + Calendar.getInstance().getTimeInMillis());
        long digest = 0;
        int odd = 0;
        for (int i = 0; i < 20_000; i++) {
            long nanos = System.nanoTime();
            digest = digest * 31 + nanos;
            if ((nanos / 100 & 1) == 1) {
                odd++;
            }
        }
        System.out.println(odd + " odd, digest " + digest);
    }
}
