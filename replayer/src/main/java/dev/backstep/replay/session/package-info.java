/**
 * Time travel through one recording: {@link dev.backstep.replay.session.ReplaySession} and the values it speaks in. Start there.
 * Who shows a session to people needs nothing else.
 */
package dev.backstep.replay.session;
