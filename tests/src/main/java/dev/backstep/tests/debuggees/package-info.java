/**
 * Programs to be recorded, one for each source of nondeterminism (the table in docs/determinism.md) and each part of the JDK that can
 * bring threads out of step.
 *
 * <p>They are racy on purpose: two recordings differ, all replays of one are equal. Each stands alone, takes a second at most, prints
 * what it saw or a digest of it, and says with {@link dev.backstep.tests.debuggees.Debuggee} how it wants to be started. The system
 * tests find them by that annotation, so a new one needs nothing but its file.
 */
package dev.backstep.tests.debuggees;
