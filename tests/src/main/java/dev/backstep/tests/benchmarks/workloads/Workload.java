package dev.backstep.tests.benchmarks.workloads;

/** Work to be repeated. */
public interface Workload {
    /** One round; takes some ten milliseconds once it is compiled. @return depends on all of the work, so that none of it is dropped */
    long round() throws Exception;

    /** @return more that was measured: words and numbers in turn; empty if nothing was */
    default String measured() {
        return "";
    }
}
