/** What single operations cost in a recorded JVM, by JMH. */
package dev.backstep.tests.benchmarks.hotpaths;
