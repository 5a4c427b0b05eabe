/** The debug adapter, driven by lsp4j's client over standard streams and TCP, on real recordings. */
package dev.backstep.tests.dap;
