/**
 * Which sessions are open and who looks on. {@link dev.backstep.web.served.ServedSessions} has the shared one, which all viewers see, and
 * those that viewers have for themselves; {@link dev.backstep.web.served.Viewers} tells the viewers of one what happens in it.
 */
package dev.backstep.web.served;
