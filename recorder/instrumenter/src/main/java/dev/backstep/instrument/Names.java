package dev.backstep.instrument;

/** Prefixes of the members that are added to classes of the JDK. */
final class Names {
    /** A logged native {@code f} gets a method {@code backstep$f} beside it, which its callers call instead. */
    static final String WRAPPER = "backstep$";
    static final String RAW = "backstep$raw$";
    static final String GET = "backstep$get$";
    static final String PUT = "backstep$put$";

    private Names() { }
}
