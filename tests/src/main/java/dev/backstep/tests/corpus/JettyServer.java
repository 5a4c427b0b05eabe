package dev.backstep.tests.corpus;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A Jetty server on a free port. Prints {@code listening on URL}; ends on a request for /shutdown. */
public final class JettyServer {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch shutdown = new CountDownLatch(1);

    JettyServer() {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String body = Content.Source.asString(request, StandardCharsets.UTF_8);
                String path = request.getHttpURI().getPathQuery();
                if (path.equals("/shutdown")) {
                    shutdown.countDown();
                }
                response.getHeaders().put("Content-Type", "text/plain; charset=utf-8");
                String answer = request.getMethod() + " " + path + " " + body.length() + " is request " + requests.incrementAndGet() + " at " + System.nanoTime() + "\n";
                Content.Sink.write(response, true, answer.repeat(1 + body.length() / 100), callback);
                return true;
            }
        });
    }

    public static void main(String[] arguments) throws Exception {
        JettyServer jetty = new JettyServer();
        System.out.println("listening on " + jetty.start());
        jetty.shutdown.await();
        jetty.stop();
        System.out.println(jetty.requests + " requests");
    }

    /** @return without a slash at the end */
    String start() throws Exception {
        server.start();
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    void stop() throws Exception {
        server.stop();
    }
}
