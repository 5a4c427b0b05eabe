/** What is measured. Each is one round of work; {@link dev.backstep.tests.benchmarks.workloads.RunWorkload} repeats it in a process of its own. */
package dev.backstep.tests.benchmarks.workloads;
