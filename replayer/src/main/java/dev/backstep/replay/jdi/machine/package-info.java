/**
 * The attached JVM: its classes, threads and stacks, and running methods in it. Knows HotSpot's debug interface and the tables
 * of the Backstep runtime, nothing of how things are shown. Begin with {@link dev.backstep.replay.jdi.machine.Machine}.
 */
package dev.backstep.replay.jdi.machine;
