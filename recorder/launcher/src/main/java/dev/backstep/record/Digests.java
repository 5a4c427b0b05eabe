package dev.backstep.record;

/** Short names for contents. */
final class Digests {
    /** FNV-1a with 64 bits (Fowler, Noll, Vo): offset basis and prime. */
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Digests() { }

    /**
     * Computes a name of 16 hex digits: plenty to tell apart the few JDKs that one person has, and nobody gains by forging one.
     * A cryptographic digest would have to be looked for among the security providers, which takes 20 ms.
     *
     * @return a digest of the parts, each preceded by its length
     */
    static String name(byte[]... parts) {
        long hash = BASIS;
        for (byte[] part : parts) {
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                hash = (hash ^ (part.length >>> shift & 0xff)) * PRIME;
            }
            for (byte b : part) {
                hash = (hash ^ (b & 0xff)) * PRIME;
            }
        }
        String digits = Long.toHexString(hash);
        return "0".repeat(2 * Long.BYTES - digits.length()) + digits;
    }
}
