package dev.backstep.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for contents. */
final class Digests {
    /** 64 bits: plenty to tell apart the few JDKs that one person has. */
    private static final int PREFIX_HEX_DIGITS = 16;

    private Digests() { }

    /** @return the first 16 hex digits of the SHA-256 of the parts, each preceded by its length */
    static String sha256Prefix(byte[]... parts) {
        MessageDigest digest = sha256();
        for (byte[] part : parts) {
            digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, PREFIX_HEX_DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
