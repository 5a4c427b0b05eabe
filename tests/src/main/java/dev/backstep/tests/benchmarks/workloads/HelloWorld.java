package dev.backstep.tests.benchmarks.workloads;

/** Start-up and end, nothing else. */
public final class HelloWorld {
    private HelloWorld() {
    }

    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}
