/** System tests: the {@code backstep} command as a user runs it, on programs of ours and of others. */
package dev.backstep.tests.system;
