package dev.backstep.dap.wire;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Stands between a client and the server that really has the session: whole messages pass in both directions, unread. To the other
 * server we look like the client.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.backstep.dap");
    private static final int CONNECT_MILLIS = 5_000;

    private final Socket socket;
    private final FrameReader answers;
    private final Runnable ended;

    /**
     * @param ended called when the other server has gone
     * @throws IOException if nobody listens there
     */
    public Relay(String host, int port, Runnable ended) throws IOException {
        socket = new Socket();
        this.ended = ended;
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            answers = new FrameReader(new java.io.BufferedInputStream(socket.getInputStream()));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Greets the other server, whose answer the client does not need, and passes everything else on. */
    void start(JsonObject greeting, JsonObject message, OutputStream client) throws IOException {
        forward(bytes(greeting));
        awaitResponse();
        forward(bytes(message));
        Thread.ofPlatform().daemon().name("dap-relay").start(() -> pass(client));
    }

    private void awaitResponse() throws IOException {
        socket.setSoTimeout(CONNECT_MILLIS);
        while (true) {
            byte[] body = answers.next().orElseThrow(() -> new IOException("the server closed the connection"));
            try {
                JsonObject message = JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
                if ("response".equals(message.get("type").getAsString())) {
                    socket.setSoTimeout(0);
                    return;
                }
            } catch (JsonParseException | IllegalStateException e) {
                throw new IOException("what listens there is no debug server", e);
            }
        }
    }

    void forward(byte[] body) throws IOException {
        OutputStream output = socket.getOutputStream();
        output.write(ClientInput.framed(body));
        output.flush();
    }

    private void pass(OutputStream client) {
        try {
            Optional<byte[]> body = answers.next();
            while (body.isPresent()) {
                client.write(ClientInput.framed(body.get()));
                client.flush();
                body = answers.next();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the relay ended", e);
        } finally {
            ended.run();
        }
    }

    private static byte[] bytes(JsonObject message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a relay", e);     // nothing depends on it
        }
    }
}
