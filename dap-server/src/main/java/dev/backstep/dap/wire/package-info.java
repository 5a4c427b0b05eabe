/**
 * The protocol below the requests: frames with limits, the message loop of lsp4j, the order of responses and events, and the one table
 * of errors. Nothing here knows of recordings.
 */
package dev.backstep.dap.wire;
