package dev.backstep.tests.debuggees;

import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.stream.Stream;

/** Scopes of tasks: all of them, the first of them, a failure that cancels the others. */
@Debuggee(vmOptions = "--enable-preview")
public final class StructuredTasks {
    private static int shared;

    private StructuredTasks() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (var scope = StructuredTaskScope.open(Joiner.<Integer>allSuccessfulOrThrow())) {
            for (int i = 0; i < 20; i++) {
                int number = i;
                scope.fork(() -> work(number));
            }
            Stream<Subtask<Integer>> results = scope.join();
            System.out.println(results.map(Subtask::get).toList());
        }
        try (var scope = StructuredTaskScope.open(Joiner.<Integer>anySuccessfulResultOrThrow())) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                scope.fork(() -> work(number));
            }
            System.out.println(scope.join());
        }
        try (var scope = StructuredTaskScope.open()) {
            scope.fork(() -> {
                Thread.sleep(60_000);
                return 0;
            });
            scope.fork(() -> {
                throw new IllegalStateException("task failed");
            });
            scope.join();
        } catch (StructuredTaskScope.FailedException e) {
            System.out.println(e + " " + e.getCause());
        }
        Trace.print();
    }

    private static int work(int number) throws InterruptedException {
        Thread.sleep(number % 3);
        Trace.add(number);
        return shared++ + number;
    }
}
