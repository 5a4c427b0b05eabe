package dev.backstep.web.api;

import dev.backstep.replay.session.ValueFormat;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;

/** Parameters of a query string. All getters throw {@link BadRequestResponse} for what is not as it should be. */
record Parameters(Context context) {
    /** Of list elements in one answer. */
    static final int MOST = 10_000;

    static long id(String name, String text) {
        if (text == null || !text.matches("-?[0-9]{1,19}")) {
            throw new BadRequestResponse("'" + name + "' must be an id that this interface gave out");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadRequestResponse("'" + name + "' is not an id");
        }
    }

    long id(String name) {
        return id(name, context.queryParam(name));
    }

    long id(String name, long otherwise) {
        return context.queryParam(name) == null ? otherwise : id(name);
    }

    long number(String name, long otherwise) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new BadRequestResponse("'" + name + "' must be a whole number");
        }
        return Long.parseLong(text);
    }

    int small(String name, int otherwise, int limit) {
        return (int) Math.min(number(name, otherwise), limit);
    }

    int first() {
        return small("first", 0, Integer.MAX_VALUE);
    }

    int most() {
        return small("most", 1000, MOST);
    }

    boolean flag(String name, boolean otherwise) {
        String text = context.queryParam(name);
        return text == null ? otherwise : text.equals("true");
    }

    String text(String name) {
        String text = context.queryParam(name);
        if (text == null || text.isEmpty()) {
            throw new BadRequestResponse("'" + name + "' is missing");
        }
        return text;
    }

    ValueFormat format() {
        ValueFormat usual = ValueFormat.USUAL;
        return new ValueFormat(flag("hex", usual.hex()), flag("toString", usual.callToString()),
                flag("logical", usual.logicalStructure()), flag("statics", usual.staticFields()), usual.longestText());
    }
}
