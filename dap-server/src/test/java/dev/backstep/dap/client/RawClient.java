package dev.backstep.dap.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Sends JSON, receives JSON. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;

    private final Socket socket;
    private final OutputStream output;
    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final List<JsonObject> unread = new ArrayList<>();
    private final Transcript transcript = new Transcript();
    private int seq;
    private volatile boolean ended;

    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        output = socket.getOutputStream();
        InputStream input = new BufferedInputStream(socket.getInputStream());
        Thread.ofPlatform().daemon().name("raw-client").start(() -> read(input));
    }

    private void read(InputStream input) {
        try {
            while (true) {
                StringBuilder header = new StringBuilder();
                while (header.indexOf("\r\n\r\n") < 0) {
                    int c = input.read();
                    if (c < 0) {
                        throw new EOFException();
                    }
                    header.append((char) c);
                }
                int length = Integer.parseInt(header.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
                JsonObject message = JsonParser.parseString(new String(input.readNBytes(length), StandardCharsets.UTF_8)).getAsJsonObject();
                transcript.received(message);
                received.add(message);
            }
        } catch (IOException e) {
            ended = true;   // the server has gone
        }
    }

    /** @return its sequence number */
    public int send(String command, String arguments) throws IOException {
        JsonObject message = new JsonObject();
        message.addProperty("seq", ++seq);
        message.addProperty("type", "request");
        message.addProperty("command", command);
        if (!arguments.isEmpty()) {
            message.add("arguments", JsonParser.parseString(arguments.replace('\'', '"')));
        }
        transcript.sent(message);
        sendBytes(message.toString());
        return seq;
    }

    /** Sends a body of any content, with a header. */
    public void sendBytes(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        sendRaw("Content-Length: " + bytes.length + "\r\n\r\n");
        output.write(bytes);
        output.flush();
    }

    /** Sends any bytes. */
    public void sendRaw(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    /** Sends a request and waits for its response, whatever it says. @param arguments JSON, single quotes will do */
    public JsonObject request(String command, String arguments) throws IOException, InterruptedException {
        return response(send(command, arguments));
    }

    /** The body of the response to a request that must succeed. */
    public JsonObject body(String command, String arguments) throws IOException, InterruptedException {
        JsonObject response = request(command, arguments);
        if (!response.get("success").getAsBoolean()) {
            throw new AssertionError(command + " failed: " + response);
        }
        return response.has("body") ? response.getAsJsonObject("body") : new JsonObject();
    }

    /** What the user reads of the error that a request gives. */
    public String error(String command, String arguments) throws IOException, InterruptedException {
        JsonObject response = request(command, arguments);
        if (response.get("success").getAsBoolean()) {
            throw new AssertionError(command + " succeeded: " + response);
        }
        JsonObject error = response.getAsJsonObject("body").getAsJsonObject("error");
        return error.get("format").getAsString().replace("{detail}", error.getAsJsonObject("variables").get("detail").getAsString());
    }

    public JsonObject response(int request) throws InterruptedException {
        return await(message -> message.get("type").getAsString().equals("response") && message.get("request_seq").getAsInt() == request,
                "the response to " + request);
    }

    /** The body of the next event of a kind that was not asked for yet. */
    public JsonObject event(String name) throws InterruptedException {
        JsonObject event = await(message -> message.get("type").getAsString().equals("event") && message.get("event").getAsString().equals(name),
                "an event " + name);
        return event.has("body") ? event.getAsJsonObject("body") : new JsonObject();
    }

    /** The arguments of the next request that the server makes; it is not answered. */
    public JsonObject reverseRequest(String command) throws InterruptedException {
        return await(message -> message.get("type").getAsString().equals("request") && message.get("command").getAsString().equals(command),
                "a request " + command).getAsJsonObject("arguments");
    }

    private JsonObject await(java.util.function.Predicate<JsonObject> wanted, String what) throws InterruptedException {
        for (JsonObject message : unread) {
            if (wanted.test(message)) {
                unread.remove(message);
                return message;
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonObject message = received.poll(10, TimeUnit.MILLISECONDS);
            if (message == null && System.nanoTime() < deadline && !ended) {
                continue;
            }
            if (message == null) {
                throw new AssertionError(what + " did not come; said so far:\n" + transcript.text());
            }
            if (wanted.test(message)) {
                return message;
            }
            unread.add(message);
        }
    }

    public Transcript transcript() {
        return transcript;
    }

    /** Waits until the server has closed the connection. */
    public boolean ends() throws InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 100 && !ended; i++) {
            Thread.sleep(10);
        }
        return ended;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
