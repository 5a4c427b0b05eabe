package dev.backstep.tests.corpus;

import dev.backstep.samples.deadlock.Bank;
import java.util.ArrayList;
import java.util.List;

/** The sample of a deadlock, ended when two of its tellers have been stuck for a while, or when all is done. */
public final class SampleDeadlock {
    private static final int LOOKS = 30;

    private SampleDeadlock() {
    }

    public static void main(String[] arguments) throws Exception {
        Thread bank = Thread.ofPlatform().daemon().name("bank").start(() -> open());
        int stuckLooks = 0;
        while (bank.isAlive() && stuckLooks < LOOKS) {
            Thread.sleep(20);
            stuckLooks = blocked().size() > 1 ? stuckLooks + 1 : 0;
        }
        System.out.println(bank.isAlive() ? "stuck: " + blocked() : "all transfers are done");
        System.exit(0);
    }

    private static void open() {
        try {
            Bank.main(new String[] {"100000"});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> blocked() {
        Thread[] threads = new Thread[Thread.activeCount() + 8];
        int count = Thread.enumerate(threads);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (threads[i].getState() == Thread.State.BLOCKED) {
                names.add(threads[i].getName());
            }
        }
        return names;
    }
}
