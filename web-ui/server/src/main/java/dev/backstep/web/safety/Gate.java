package dev.backstep.web.safety;

import dev.backstep.web.WebOptions;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.UnauthorizedResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;

/**
 * Lets a request in or turns it down. The files of the page are for everybody who knows our name; they hold no data. All else needs the
 * token, as {@code Authorization: Bearer} or, for a WebSocket, where browsers allow no headers, as subprotocol {@code token.…}.
 */
public final class Gate {
    /** What a client names first in {@code Sec-WebSocket-Protocol}, and what is agreed on. */
    public static final String PROTOCOL = "backstep.v1";
    private static final String PROTOCOL_TOKEN = "token.";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String BEARER = "Bearer ";

    private final Token token;
    private final WebOptions options;
    private final Names names = new Names();

    public Gate(Token token, WebOptions options) {
        this.token = token;
        this.options = options;
    }

    /** Until this is called, nobody is let in. */
    public void openFor(int port) {
        names.add(options.hostNames(), port);
        names.add(LOOPBACK, port);
        names.add(Set.of(options.host().contains(":") ? "[" + options.host() + "]" : options.host()), port);
    }

    /**
     * Lets in who comes by this address as well.
     *
     * @throws IllegalArgumentException if it is no complete address of the web
     */
    public void openFor(URI address) {
        names.add(address);
    }

    /** Origins that were opened for later. */
    public Set<String> outside() {
        return names.outside();
    }

    /**
     * @throws ForbiddenResponse if Host or Origin are not ours
     * @throws UnauthorizedResponse if the token is missing or wrong
     */
    public void check(Context context) {
        String host = context.header(Header.HOST);
        if (!names.isHost(host)) {
            throw new ForbiddenResponse("this server does not answer to that host name: use the link that 'backstep serve' printed");
        }
        String origin = context.header(Header.ORIGIN);
        if (origin != null && !names.isOrigin(origin, host)) {
            throw new ForbiddenResponse("requests from other pages are not answered");
        }
        String site = context.header("Sec-Fetch-Site");
        if (needsToken(context.path())) {
            if (site != null && !site.equals("same-origin") && !site.equals("none")) {
                throw new ForbiddenResponse("requests from other pages are not answered");
            }
            if (!token.matches(tokenOf(context))) {
                throw new UnauthorizedResponse("the token is missing or wrong: open the link that 'backstep serve' printed");
            }
        }
    }

    private static boolean needsToken(String path) {
        return path.startsWith("/api");
    }

    private static String tokenOf(Context context) {
        String authorization = context.header(Header.AUTHORIZATION);
        if (authorization != null && authorization.startsWith(BEARER)) {
            return authorization.substring(BEARER.length());
        }
        String protocols = context.header("Sec-WebSocket-Protocol");
        return protocols == null ? null : Arrays.stream(protocols.split(","))
                .map(String::trim)
                .filter(protocol -> protocol.startsWith(PROTOCOL_TOKEN))
                .map(protocol -> protocol.substring(PROTOCOL_TOKEN.length()))
                .findFirst().orElse(null);
    }
}
