/** A session without a recording: a small program whose execution is written down step by step. */
package dev.backstep.dap.fake;
