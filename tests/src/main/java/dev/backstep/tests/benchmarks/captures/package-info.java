/** What checkpoints of a running JVM cost it, and how long it takes to bring one back. */
package dev.backstep.tests.benchmarks.captures;
