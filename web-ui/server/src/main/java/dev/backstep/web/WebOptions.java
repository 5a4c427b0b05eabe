package dev.backstep.web;

import java.time.Duration;
import java.util.Set;

/**
 * How to serve.
 *
 * @param host address to listen at; loopback unless the user says otherwise
 * @param port 0 for any that is free
 * @param hostNames by which browsers may call us, besides the names of loopback and {@code host}
 * @param frameAncestors sources that may show the page in a frame, as in a content security policy; none by default
 * @param limits what a client may use up
 */
public record WebOptions(String host, int port, Set<String> hostNames, Set<String> frameAncestors, Limits limits) {
    /**
     * What clients may use up.
     *
     * @param requestBytes length of a request's body
     * @param sessions open at once, the shared one included; each is a JVM
     * @param viewers of one session
     * @param idle after which a session that nobody asks ends
     */
    public record Limits(long requestBytes, int sessions, int viewers, Duration idle) {
        public static final Limits USUAL = new Limits(64 * 1024, 4, 16, Duration.ofMinutes(30));
    }

    public static final WebOptions USUAL = new WebOptions("127.0.0.1", 0, Set.of(), Set.of(), Limits.USUAL);

    /** For a page that an editor shows in a frame: those of VS Code, on the desktop, in a browser, and where its frames come from then. */
    public static final WebOptions IN_EDITORS = USUAL.withFrameAncestors(
            Set.of("vscode-webview:", "vscode-file:", "http://127.0.0.1:*", "http://localhost:*", "https://*.vscode-cdn.net"));

    public WebOptions {
        hostNames = Set.copyOf(hostNames);
        frameAncestors = Set.copyOf(frameAncestors);
    }

    public WebOptions withPort(int value) {
        return new WebOptions(host, value, hostNames, frameAncestors, limits);
    }

    public WebOptions withHost(String value) {
        return new WebOptions(value, port, hostNames, frameAncestors, limits);
    }

    public WebOptions withHostNames(Set<String> value) {
        return new WebOptions(host, port, value, frameAncestors, limits);
    }

    public WebOptions withFrameAncestors(Set<String> value) {
        return new WebOptions(host, port, hostNames, value, limits);
    }

    public WebOptions withLimits(Limits value) {
        return new WebOptions(host, port, hostNames, frameAncestors, value);
    }
}
