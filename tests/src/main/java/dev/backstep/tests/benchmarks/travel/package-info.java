/** What a user of a debugger waits for: motions in both directions, looks at values, questions about the whole recording. */
package dev.backstep.tests.benchmarks.travel;
