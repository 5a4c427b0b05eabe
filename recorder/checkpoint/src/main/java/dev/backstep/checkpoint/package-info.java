/**
 * Checkpoints of a running JVM, taken from outside, and live processes made of them. {@code docs/checkpoints.md} tells
 * how it works and what it cannot do.
 *
 * <pre>
 *  ProcessCapture   freezes, looks, copies, thaws; then stores
 *   ├─ FrozenProcess, TracerThread   the freeze, and that it ends
 *   ├─ ProcessInspector              all but the memory: ProcessState
 *   └─ WriteWatch → MemorySnapshot   which pages
 *  CheckpointWriter  →  file (CheckpointLayout)  →  CheckpointSet
 *                                               ⇄  CheckpointPacker, CheckpointPack: compressed, for rest
 *  Restorer         makes a RestoredProcess, or a Template
 *  ForkCapture      makes a Template of a running process, in memory only
 *  Template         makes RestoredProcesses, fast
 *   ├─ Stub             the process in its Namespaces
 *   └─ ProcessBuild     memory, signals, descriptors, threads, by RemoteExecutor inside of it
 *  Capabilities     what of this the machine allows
 * </pre>
 */
package dev.backstep.checkpoint;
