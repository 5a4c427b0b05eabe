/**
 * Requests of our own, prefix {@code backstep/}: what the protocol has no words for. They are described in {@code docs/dap.md}; names in
 * the records here are part of that. Positions are texts like {@code t=48213}.
 */
package dev.backstep.dap.custom;
