package dev.backstep.replay.query;

import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.util.function.Supplier;

/** A single moment. @param text short; asked for when it is shown */
record SurveyMark(MarkKind kind, long step, int thread, Supplier<String> text) { }
