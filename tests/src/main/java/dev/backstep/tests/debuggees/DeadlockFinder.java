package dev.backstep.tests.debuggees;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** A program that looks for its own deadlock with the management beans, and at the stacks of its threads. */
@Debuggee
public final class DeadlockFinder {
    private DeadlockFinder() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        CountDownLatch both = new CountDownLatch(2);
        Thread one = lock("one", left, right, both);
        Thread two = lock("two", right, left, both);
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        long[] found = null;
        for (int i = 0; i < 2_000 && found == null; i++) {
            Thread.sleep(1);
            found = bean.findDeadlockedThreads();
        }
        System.out.println(found == null ? "no deadlock found" : found.length + " in deadlock");
        ThreadInfo info = bean.getThreadInfo(one.threadId(), 5);
        System.out.println(info.getThreadName() + " " + info.getThreadState());
        System.out.println(Arrays.stream(two.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("lock")));
        System.out.println(bean.getThreadCount() > 2);
    }

    private static Thread lock(String name, ReentrantLock first, ReentrantLock second, CountDownLatch both) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            first.lock();
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                return;
            }
            second.lock();
        });
    }
}
