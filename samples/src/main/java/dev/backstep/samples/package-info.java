/**
 * Programs to record first.
 *
 * <p>Each is small, stands in a package of its own and has one real bug: it does something wrong in some runs, and
 * what is wrong becomes visible long after the cause. None of them knows Backstep.
 */
package dev.backstep.samples;
