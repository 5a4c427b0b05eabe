package dev.backstep.instrument;

/** A JDK version for which there is no table of natives. */
public final class UnsupportedJdkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The JDK's feature version, such as 21. */
    private final int feature;

    UnsupportedJdkException(int feature) {
        super("JDK " + feature + " is not supported: Backstep records programs on JDK 25");
        this.feature = feature;
    }

    public int feature() {
        return feature;
    }
}
