package dev.backstep.tests.debuggees;

/** Three shutdown hooks at once, after the end of main; a daemon thread works on meanwhile. */
@Debuggee
public final class ShutdownHooks {
    private static volatile int shared;

    private ShutdownHooks() {
    }

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                shared++;
            }
        });
        for (int i = 0; i < 3; i++) {
            int index = i;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                for (int step = 0; step < 3; step++) {
                    System.out.println("hook " + index + " step " + step + " " + shared);
                    Thread.yield();
                }
            }, "hook-" + i));
        }
        Thread removed = new Thread(() -> System.out.println("never"));
        Runtime.getRuntime().addShutdownHook(removed);
        System.out.println(Runtime.getRuntime().removeShutdownHook(removed));
        Work.start("last", () -> {
            Thread.sleep(5);
            System.out.println("last thread");
        });
    }
}
