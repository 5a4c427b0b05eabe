package dev.backstep.web.safety;

import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The names by which browsers may reach us: our own with our port, and origins that somebody whom we trust has told. */
final class Names {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Set<String> hosts = ConcurrentHashMap.newKeySet();
    private final Set<String> outside = ConcurrentHashMap.newKeySet();

    /** @param hostNames without a port */
    void add(Set<String> hostNames, int port) {
        for (String name : hostNames) {
            String host = name.toLowerCase(Locale.ROOT);
            hosts.add(host + ":" + port);
            if (port == 80) {
                hosts.add(host);
            }
        }
    }

    /**
     * Adds the origin of an address outside, such as that of a proxy before us.
     *
     * @throws IllegalArgumentException if it is no complete address of the web
     */
    void add(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("'" + address + "' is not the address of a page: it must be like https://name:port/path/");
        }
        int usualPort = scheme.equals("https") ? 443 : 80;
        boolean isUsual = address.getPort() < 0 || address.getPort() == usualPort;
        String host = address.getHost().toLowerCase(Locale.ROOT) + (isUsual ? "" : ":" + address.getPort());
        hosts.add(host);
        outside.add(scheme + "://" + host);
    }

    /** Whether a browser that names this host meant us. @param host may be null */
    boolean isHost(String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Whether a page from there is ours, if it reached us as a host. A proxy may have changed the host. */
    boolean isOrigin(String origin, String host) {
        String name = origin.toLowerCase(Locale.ROOT);
        return outside.contains(name) || name.equals("http://" + host.toLowerCase(Locale.ROOT));
    }

    Set<String> outside() {
        return Collections.unmodifiableSet(outside);
    }
}
