package dev.backstep.tests.debuggees;

import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/** Threads that need the same classes of the JDK for the first time, whose initialisers do much and read files. */
@Debuggee
public final class JdkInitialisers {
    private JdkInitialisers() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Work.inThreads(6, index -> {
            Trace.add(SSLContext.getDefault().getSupportedSSLParameters().getProtocols().length);
            try (HttpClient client = HttpClient.newHttpClient()) {
                Trace.add(client.version().ordinal());
            }
            Trace.add(SecureRandom.getInstance("NativePRNG").nextInt());
            Trace.add(ZoneId.of("Europe/Rome").getRules().hashCode() + Locale.getAvailableLocales().length);
        });
        Trace.print();
    }
}
