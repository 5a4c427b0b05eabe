/** How everything grows with the length of a recording and with the number of its threads. */
package dev.backstep.tests.benchmarks.growth;
