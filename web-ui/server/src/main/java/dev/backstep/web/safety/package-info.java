/**
 * Who may ask. A page of somebody else that runs in the user's browser can send requests to loopback, so being on loopback is not
 * enough: {@link dev.backstep.web.safety.Gate} wants our own name in {@code Host} (else a name that somebody else resolves to
 * loopback would be let in), our own {@code Origin}, and the {@link dev.backstep.web.safety.Token} of the link.
 */
package dev.backstep.web.safety;
