package dev.backstep.web.safety;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What we tell browsers to refuse: everything from elsewhere, inline code and styles, being framed, guessing types. */
public final class SecurityHeaders {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ";

    private final Set<String> frameAncestors;
    private final Supplier<Set<String>> outside;

    /**
     * @param frameAncestors who may frame the page; empty for nobody
     * @param outside origins by which we are reached as well; what is shown there may frame the page, if anybody may
     */
    public SecurityHeaders(Set<String> frameAncestors, Supplier<Set<String>> outside) {
        this.frameAncestors = frameAncestors;
        this.outside = outside;
    }

    private String ancestors() {
        Set<String> all = new TreeSet<>(frameAncestors);
        if (all.isEmpty()) {
            return "'none'";
        }
        all.addAll(outside.get());
        return String.join(" ", all);
    }

    /** To every answer, refusals included. */
    public void add(Context context) {
        context.header("Content-Security-Policy", POLICY + ancestors());
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
