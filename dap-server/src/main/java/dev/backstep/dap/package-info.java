/**
 * The DAP server: a thin face of {@link dev.backstep.replay.session.ReplaySession} for clients of the Debug Adapter Protocol.
 * {@link dev.backstep.dap.DapServer} serves one client; {@link dev.backstep.dap.DapListener} accepts clients over TCP. What clients may
 * ask beyond the protocol is in {@code docs/dap.md}.
 *
 * <p>One class per area: {@code wire} is the protocol below the requests, {@code state} what a conversation remembers, {@code requests}
 * answers the protocol's requests, {@code custom} our own ones, {@code console} what is typed with a colon, {@code record} runs programs.
 */
package dev.backstep.dap;
