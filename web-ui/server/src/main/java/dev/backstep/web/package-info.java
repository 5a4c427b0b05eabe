/**
 * A recording in the browser. {@link dev.backstep.web.WebServer} is the door: it serves one recording, by a page and by the REST
 * and WebSocket interface that the page uses ({@code docs/web-api.md}).
 *
 * <p>A request passes {@code safety} (who may ask), finds its session in {@code served} (what is open, who looks on), and is answered
 * in {@code api}, which knows nothing but {@link dev.backstep.replay.session.ReplaySession}. {@code timeline} and {@code json} are the
 * two wire formats; {@code notes} keeps bookmarks beside the recording.
 */
package dev.backstep.web;
