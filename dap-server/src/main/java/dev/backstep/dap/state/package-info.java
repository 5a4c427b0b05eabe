/**
 * What one conversation with a client has to remember: in which phase it is, what the client can do, which numbers stand for what,
 * which breakpoints it wants. Handlers of requests ({@code dev.backstep.dap.requests}) use these; they do not know each other.
 */
package dev.backstep.dap.state;
