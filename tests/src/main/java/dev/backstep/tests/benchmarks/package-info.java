/**
 * {@code backstep bench}: what recording, replaying and going back cost. Each {@link dev.backstep.tests.benchmarks.Section} begins with
 * its question; what it measures is kept part by part, so that a run that is ended was not for nothing, and docs/benchmarks.md is made
 * of what is kept. Command, in the project's root:
 *
 * <pre>./backstep bench --help</pre>
 */
package dev.backstep.tests.benchmarks;
