package dev.backstep.replay.query;

/** An exception, where it was thrown. @param site from 1, 0 if unknown */
record SurveyException(long step, int thread, String className, String message, int site, boolean caught) {
    SurveyException asUncaught() {
        return new SurveyException(step, thread, className, message, site, false);
    }

    /** Without the package, for a mark. */
    String shortText() {
        String name = className.substring(className.lastIndexOf('.') + 1);
        return ConsoleText.shortened(message.isEmpty() ? name : name + ": " + message);
    }
}
