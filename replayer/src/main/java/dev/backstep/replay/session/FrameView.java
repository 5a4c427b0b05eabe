package dev.backstep.replay.session;

import java.util.Optional;

/**
 * A frame of a stack.
 *
 * @param id good until the next motion
 * @param signature parameter types as in source code: {@code (int, String)}
 * @param source where its text is; empty if there is none
 * @param application whether it can be stepped through (code of the JDK cannot)
 */
public record FrameView(long id, CodeLocation location, String signature, Optional<SourceView> source, boolean application) { }
