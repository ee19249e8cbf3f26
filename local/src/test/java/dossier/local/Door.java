package dossier.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port in front of a server that can be opened and shut: shut, it refuses connections and has cut those there were. */
final class Door implements AutoCloseable {
    private final int port;
    private final int behind;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Optional<ServerSocket> open = Optional.empty();

    /** A shut one. */
    Door(int behind) throws IOException {
        this.behind = behind;
        try (ServerSocket free = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    void open() throws IOException {
        ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        open = Optional.of(server);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket guest = server.accept();
                    Socket host = new Socket(InetAddress.getLoopbackAddress(), behind);
                    sockets.add(guest);
                    sockets.add(host);
                    carry(guest, host);
                    carry(host, guest);
                }
            } catch (IOException shut) {
                // That is how it ends.
            }
        });
    }

    void shut() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        shut();
    }

    private static void carry(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException cut) {
                // Either side has gone.
            }
        });
    }
}
