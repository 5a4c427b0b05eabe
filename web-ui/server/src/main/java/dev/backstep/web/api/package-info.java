/**
 * The REST and WebSocket interface, version 1. {@link dev.backstep.web.api.Api} has the table of routes; one class for each kind of
 * question answers them. Described for others in {@code openapi.json}, which a test compares with the table.
 */
package dev.backstep.web.api;
