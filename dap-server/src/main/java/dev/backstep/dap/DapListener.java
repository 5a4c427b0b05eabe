package dev.backstep.dap;

import dev.backstep.dap.wire.SameUser;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts clients on a port of the loopback address. Only processes of our own user are let in (and root's): who speaks to a debugger
 * can run programs.
 */
public final class DapListener implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.backstep.dap");
    private static final int BACKLOG = 4;

    private final DapOptions options;
    private final ServerSocket socket;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private DapListener(DapOptions options, ServerSocket socket) {
        this.options = options;
        this.socket = socket;
    }

    /** @param port 0 for any. @throws IOException if it is taken */
    public static DapListener open(DapOptions options, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw new IOException("port " + port + " of the loopback address cannot be used (" + e.getMessage()
                    + "): choose another one, or 0 for any that is free", e);
        }
        return new DapListener(options, socket);
    }

    /** As {@link #open}, and serves many clients in the background until it is closed. */
    public static DapListener start(DapOptions options, int port) throws IOException {
        DapListener listener = open(options, port);
        Thread.ofPlatform().daemon().name("dap-accept").start(listener::serveMany);
        return listener;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Waits for one client and serves it to its end; nobody else is let in. */
    public void serveOne() throws IOException, InterruptedException {
        try (Socket client = acceptOurs()) {
            socket.close();
            serve(client);
        }
    }

    private void serveMany() {
        while (!socket.isClosed()) {
            try {
                Socket client = acceptOurs();
                clients.add(client);
                Thread.ofPlatform().daemon().name("dap-client").start(() -> serveAndClose(client));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.log(Level.WARNING, "a client could not be accepted: " + e.getMessage());
                }
            }
        }
    }

    private Socket acceptOurs() throws IOException {
        while (true) {
            Socket client = socket.accept();
            if (SameUser.owns(client)) {
                return client;
            }
            LOG.log(Level.WARNING, "a client of another user was turned away");
            client.close();
        }
    }

    private void serveAndClose(Socket client) {
        try (client) {
            serve(client);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        client.setTcpNoDelay(true);
        try (DapServer server = new DapServer(new BufferedInputStream(client.getInputStream()),
                new BufferedOutputStream(client.getOutputStream()), options)) {
            server.serve();
        }
    }

    /** Ends all conversations. */
    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
