/**
 * What recording costs: whole processes, the modes in turns, always as a ratio to the same JDK without us.
 *
 * <p>Question: how much slower does a program get when it is recorded, and how much does its log grow? Command, in the project's root:
 *
 * <pre>java -cp tests/target/classes dev.backstep.tests.benchmarks.Benchmarks --help</pre>
 */
package dev.backstep.tests.benchmarks;
