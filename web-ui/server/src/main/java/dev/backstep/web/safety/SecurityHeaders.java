package dev.backstep.web.safety;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What we tell browsers to refuse: everything from elsewhere, inline code and styles, being framed, guessing types. */
public final class SecurityHeaders {
    private final String policy;

    /** @param frameAncestors who may frame the page; empty for nobody */
    public SecurityHeaders(Set<String> frameAncestors) {
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors "
                + (frameAncestors.isEmpty() ? "'none'" : String.join(" ", new TreeSet<>(frameAncestors)));
    }

    /** To every answer, refusals included. */
    public void add(Context context) {
        context.header("Content-Security-Policy", policy);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-store");
    }

    /** For the files of the page, whose names change with their content; a check for another one is cheap on loopback. */
    public static Map<String, String> ofPage() {
        return Map.of("Cache-Control", "no-cache");
    }
}
