package dev.backstep.replay.session;

/** How values are shown. */
public record ValueFormat(boolean hex, boolean callToString, boolean logicalStructure, boolean staticFields, int longestText) {
    public static final ValueFormat USUAL = new ValueFormat(false, true, true, true, 1000);
}
