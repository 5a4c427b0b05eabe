package dev.backstep.dap.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.debug.DebugLauncher;
import org.eclipse.lsp4j.jsonrpc.debug.json.DebugMessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.eclipse.lsp4j.jsonrpc.validation.ReflectiveMessageValidator;

/** One connection to a client: lsp4j's message loop with our checks around it. */
public final class Wire {
    private static final Logger LOG = System.getLogger("dev.backstep.dap");
    private static final Logger TRAFFIC = System.getLogger("dev.backstep.dap.wire");

    /** It logs what we log, with stack traces. Held here, because levels of loggers that nobody holds are forgotten. */
    private static final java.util.logging.Logger LIBRARY = java.util.logging.Logger.getLogger("org.eclipse.lsp4j");

    static {
        if (!LOG.isLoggable(Level.DEBUG)) {
            LIBRARY.setLevel(java.util.logging.Level.OFF);
        }
    }

    private final ClientInput input;
    private final OutputStream output;
    private final Launcher<BackstepClient> launcher;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("dap-reader").factory());

    /**
     * @param services their methods annotated as requests are what the client may ask for
     * @param requests hears of each request and response
     */
    public Wire(InputStream input, OutputStream output, List<Object> services, Requests requests) {
        this.input = new ClientInput(input);
        this.output = output;
        Map<String, JsonRpcMethod> methods = new java.util.HashMap<>();
        services.forEach(service -> methods.putAll(ServiceEndpoints.getSupportedMethods(service.getClass())));
        DebugMessageJsonHandler json = new DebugMessageJsonHandler(methods);
        launcher = new DebugLauncher.Builder<BackstepClient>()
                .setLocalServices(services)
                .setRemoteInterface(BackstepClient.class)
                .setClassLoader(Wire.class.getClassLoader())
                .setInput(this.input)
                .setOutput(output)
                .setExecutorService(reader)
                .setExceptionHandler(Errors::of)
                .wrapMessages(next -> next instanceof Endpoint
                        ? logged("<-", withArguments(methods, json, new ReflectiveMessageValidator(requests.incoming(next))))
                        : requests.outgoing(Errors.inShape(logged("->", next))))
                .create();
    }

    public BackstepClient client() {
        return launcher.getRemoteProxy();
    }

    /** Serves requests until the client ends or sends what is no message. */
    public void listen() {
        try {
            launcher.startListening().get();
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, "the connection ended: " + e.getCause());
            LOG.log(Level.DEBUG, "where it ended", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reader.shutdownNow();
        }
    }

    /**
     * Hands the client over to another server, for good. Called by the handler of the message that the other server is to answer.
     *
     * @param greeting the {@code initialize} that the client sent
     * @param message the body that takes the place of the present message
     */
    public void relayTo(Relay relay, JsonObject greeting, JsonObject message) throws IOException {
        relay.start(greeting, message, output);
        input.divert(relay::forward);
    }

    /** The present message as it came. */
    public byte[] presentMessage() {
        return input.lastBody();
    }

    private static MessageConsumer logged(String direction, MessageConsumer next) {
        return message -> {
            if (TRAFFIC.isLoggable(Level.TRACE)) {
                TRAFFIC.log(Level.TRACE, direction + " " + message);
            }
            next.consume(message);
        };
    }

    /** A request without arguments is one with empty arguments: the validator then names what is missing. */
    private static MessageConsumer withArguments(Map<String, JsonRpcMethod> methods, DebugMessageJsonHandler json, MessageConsumer next) {
        return message -> {
            if (message instanceof RequestMessage request && request.getParams() == null) {
                JsonRpcMethod method = methods.get(request.getMethod());
                if (method != null && method.getParameterTypes().length == 1) {
                    Type type = method.getParameterTypes()[0];
                    request.setParams(json.getGson().fromJson(new JsonObject(), type));
                }
            }
            next.consume(message);
        };
    }
}
