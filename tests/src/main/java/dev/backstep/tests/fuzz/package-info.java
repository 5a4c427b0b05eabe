/** Random concurrent programs, recorded and replayed: {@link dev.backstep.tests.fuzz.Fuzz} runs them, by seed. */
package dev.backstep.tests.fuzz;
