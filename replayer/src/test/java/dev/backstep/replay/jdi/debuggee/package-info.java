/** Programs that the tests of inspection start and look into. */
package dev.backstep.replay.jdi.debuggee;
