package dev.backstep.web.api;

import dev.backstep.web.served.ServedSessions;
import dev.backstep.web.timeline.TimelineBytes;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;

/** The picture of the recording that is there before any session is: it waits for no replay. */
final class FirstLookRoute implements Handler {
    private static final int MOST = 1 << 16;

    private final ServedSessions sessions;

    FirstLookRoute(ServedSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void handle(Context context) throws IOException {
        int most = new Parameters(context).small("most", 4096, MOST);
        if (most == 0) {
            throw new BadRequestResponse("'most' must not be 0");
        }
        context.contentType(TimelineBytes.MEDIA_TYPE).result(TimelineBytes.of(sessions.source().firstLook(most)));
    }
}
