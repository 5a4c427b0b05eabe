package dev.backstep.web.safety;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret in the link. 256 random bits: not to be guessed, so wrong ones need not be counted. */
public final class Token {
    private static final int LENGTH_BYTES = 32;

    private final byte[] text;

    private Token(byte[] text) {
        this.text = text;
    }

    public static Token random() {
        byte[] random = new byte[LENGTH_BYTES];
        new SecureRandom().nextBytes(random);
        return new Token(HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII));
    }

    public String text() {
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Takes the same time for all wrong ones. @param other may be null */
    public boolean matches(String other) {
        return other != null && MessageDigest.isEqual(text, other.getBytes(StandardCharsets.UTF_8));
    }
}
