package dossier.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between driver and database and reads what the driver sends: how often it waits for an answer, and every
 * statement. It can also lose the connection around a commit, and be away.
 */
final class WireProxy implements AutoCloseable {
    enum Cut {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final String host;
    private final int target;
    private final int port;
    private final AtomicInteger syncs = new AtomicInteger();
    private final AtomicInteger simpleQueries = new AtomicInteger();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final List<String> named = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile ServerSocket server;
    private volatile Cut cut = Cut.NONE;

    WireProxy(String host, int target) throws IOException {
        this.host = host;
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = server.getLocalPort();
        accept(server);
    }

    int port() {
        return port;
    }

    /** Forgets what was counted so far. */
    void reset() {
        syncs.set(0);
        simpleQueries.set(0);
        statements.clear();
        named.clear();
    }

    /** Sync messages, after each of which the driver waits for the answer. */
    int syncs() {
        return syncs.get();
    }

    /** Simple queries; the driver sends its BEGIN as one, together with what follows. */
    int simpleQueries() {
        return simpleQueries.get();
    }

    List<String> statements() {
        return List.copyOf(statements);
    }

    /** Names of prepared statements, which outlive their transaction. */
    List<String> named() {
        return List.copyOf(named);
    }

    /** Loses the connection at the next commit. */
    void cut(Cut where) {
        cut = where;
    }

    /** Refuses connections and drops those there are. */
    void away() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    void back() throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        accept(server);
    }

    @Override
    public void close() throws IOException {
        away();
    }

    private void accept(ServerSocket listening) {
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    Socket database = new Socket(host, target);
                    sockets.add(client);
                    sockets.add(database);
                    Link link = new Link(client, database);
                    Thread.ofVirtual().start(link::fromClient);
                    Thread.ofVirtual().start(link::fromDatabase);
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /** One connection. */
    private final class Link {
        private final Socket client;
        private final Socket database;
        private volatile boolean mute;
        private boolean committing;

        Link(Socket client, Socket database) {
            this.client = client;
            this.database = database;
        }

        void fromDatabase() {
            try (client;
                    database) {
                InputStream in = database.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[8_192];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!mute) {
                        out.write(buffer, 0, n);
                        out.flush();
                    }
                }
            } catch (IOException gone) {
                // The other half ends too.
            }
        }

        void fromClient() {
            try (client;
                    database) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(database.getOutputStream());
                int length = in.readInt();
                out.writeInt(length);
                out.write(in.readNBytes(length - 4));
                out.flush();
                while (forward(in, out)) {
                    out.flush();
                }
            } catch (IOException gone) {
                // The other half ends too.
            }
        }

        private boolean forward(DataInputStream in, DataOutputStream out) throws IOException {
            byte type = in.readByte();
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            if (type == 'P' || type == 'Q') {
                String[] parts = new String(body, StandardCharsets.UTF_8).split("\0", -1);
                String sql = type == 'P' ? parts[1] : parts[0];
                statements.add(sql);
                if (type == 'P' && !parts[0].isEmpty()) {
                    named.add(parts[0]);
                }
                committing = sql.equals("COMMIT");
                if (committing && cut == Cut.BEFORE_COMMIT) {
                    cut = Cut.NONE;
                    return false;
                }
            }
            boolean waits = type == 'S' || type == 'Q';
            if (waits) {
                (type == 'S' ? syncs : simpleQueries).incrementAndGet();
            }
            boolean lost = waits && committing && cut == Cut.AFTER_COMMIT;
            mute = mute || lost;
            out.writeByte(type);
            out.writeInt(length);
            out.write(body);
            if (lost) {
                cut = Cut.NONE;
                out.flush();
                pause();
            }
            return !lost;
        }

        private static void pause() {
            try {
                Thread.sleep(200);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
