package dev.backstep.web.api;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** The description of the interface for programs. */
final class OpenApi {
    private OpenApi() { }

    static byte[] document() throws IOException {
        try (InputStream document = OpenApi.class.getResourceAsStream("openapi.json")) {
            return document.readAllBytes();
        }
    }

    static void answer(Context context) throws IOException {
        context.contentType(ContentType.APPLICATION_JSON).result(document());
    }
}
