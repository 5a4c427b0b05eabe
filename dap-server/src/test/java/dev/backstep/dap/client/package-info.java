/** A client that knows nothing of the server but the protocol, and writes down what is said. */
package dev.backstep.dap.client;
