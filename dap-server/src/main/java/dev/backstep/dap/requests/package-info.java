/** Handlers of the protocol's requests, one class per area. The methods are found by their annotation; they return at once. */
package dev.backstep.dap.requests;
