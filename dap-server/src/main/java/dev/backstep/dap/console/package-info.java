/**
 * Commands that a user types with a colon into the console of any client: {@code :back}, {@code :who total}. For clients without
 * buttons for going back, and for questions that no client has a button for.
 */
package dev.backstep.dap.console;
