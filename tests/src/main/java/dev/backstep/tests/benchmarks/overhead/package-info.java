/** What recording and replaying cost: whole processes of each workload, the modes in turns, always as a ratio to the same JDK without us. */
package dev.backstep.tests.benchmarks.overhead;
