package dev.backstep.tests.debuggees;

/** Exceptions that nobody catches, in threads with and without a handler. */
@Debuggee
public final class UncaughtInThread {
    private UncaughtInThread() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread loud = new Thread(() -> {
            throw new IllegalStateException("at " + System.nanoTime());
        }, "loud");
        loud.start();
        loud.join();
        Thread handled = Thread.ofPlatform().name("handled").uncaughtExceptionHandler((thread, problem) -> System.out.println(thread.getName() + " " + problem))
                .start(() -> {
                    throw new AssertionError("handled " + loud.getState());
                });
        handled.join();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> System.out.println("default " + problem.getStackTrace().length));
        Thread last = new Thread(() -> Integer.parseInt("x"));
        last.start();
        last.join();
    }
}
