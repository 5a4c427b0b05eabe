package dev.backstep.tests.debuggees;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tasks at a rate, with a delay, once; by scheduled executors and by timers. */
@Debuggee
public final class ScheduledPools {
    private ScheduledPools() {
    }

    public static void main(String[] arguments) throws Exception {
        CountDownLatch ticks = new CountDownLatch(40);
        Timer timer = new Timer("timer");
        try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(3)) {
            ScheduledFuture<?> rate = pool.scheduleAtFixedRate(() -> tick(1, ticks), 0, 700, TimeUnit.MICROSECONDS);
            ScheduledFuture<?> delay = pool.scheduleWithFixedDelay(() -> tick(2, ticks), 1, 1, TimeUnit.MILLISECONDS);
            timer.schedule(new TimerTask() {
                @Override
                public void run() {
                    tick(3, ticks);
                }
            }, 1, 2);
            System.out.println(pool.schedule(() -> 42, 3, TimeUnit.MILLISECONDS).get());
            ticks.await();
            rate.cancel(false);
            delay.cancel(true);
            timer.cancel();
            System.out.println(rate.isDone() + " " + delay.isCancelled());
        }
        Trace.print();
    }

    private static void tick(int who, CountDownLatch ticks) {
        Trace.add(who * 1_000_000_007L + System.nanoTime() % 1_000);
        ticks.countDown();
    }
}
