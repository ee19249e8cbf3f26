package dossier.edge;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A function that answers HTTP and nothing else; what it answers is its composition. Thread-safe. */
public abstract class HttpFunction implements RequestStreamHandler {
    private final HttpEdge edge;
    private final Snapshots snapshots;

    protected HttpFunction(HttpEdge edge, Snapshots snapshots) {
        this.edge = edge;
        this.snapshots = snapshots;
    }

    /** Lets go of every connection; for one that is not used any more. */
    public final void release() {
        snapshots.release();
    }

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        edge.serve(in, out, context);
    }
}
