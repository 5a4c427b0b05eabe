package dev.backstep.tests.debuggees;

/** A piece of work that may fail, and the threads that do it. */
interface Work {
    void run() throws Exception;

    /** Runs {@code work} in {@code threadCount} threads and waits for all of them. */
    static void inThreads(int threadCount, Indexed work) throws InterruptedException {
        Thread[] threads = new Thread[threadCount];
        for (int i = 0; i < threadCount; i++) {
            int index = i;
            threads[i] = start("worker-" + i, () -> work.run(index));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    static Thread start(String name, Work work) {
        return Thread.ofPlatform().name(name).start(() -> {
            try {
                work.run();
            } catch (Exception e) {
                System.out.println(name + " failed: " + e);
            }
        });
    }

    /** Work that knows the number of its thread. */
    interface Indexed {
        void run(int index) throws Exception;
    }
}
