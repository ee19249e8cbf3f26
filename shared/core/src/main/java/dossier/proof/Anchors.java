package dossier.proof;

import dossier.pipeline.Chain;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes anchors, and tells what the last one says. Thread-safe. */
public final class Anchors {
    private final Store store;
    private final Anchor.Verifier verifier;

    /** Where anchors are kept, out of reach of the database's owner: a folder here, locked objects in a cloud. */
    public interface Store {
        /** The last one kept. */
        Optional<String> last() throws IOException;

        /** Keeps one for good; one of that time is there only once. */
        void keep(Instant time, String file) throws IOException;
    }

    public Anchors(Store store, Anchor.Verifier verifier) {
        this.store = store;
        this.verifier = verifier;
    }

    /** What taking an anchor came to. */
    public sealed interface Taken {
        record Kept(int heads) implements Taken {}

        /** Heads went back or are gone since the last anchor, which stays the last: somebody changed the past. */
        record Refused(List<Anchor.Key> lost) implements Taken {}

        /** The last anchor is damaged, or somebody else signed it. */
        record Damaged() implements Taken {}
    }

    public Taken take(Map<Anchor.Key, Anchor.Head> heads, Instant now, Anchor.Signer signer) throws IOException {
        Optional<String> before = store.last();
        if (before.isPresent()) {
            Optional<Anchor> last = Anchor.read(before.get(), verifier);
            if (last.isEmpty()) {
                return new Taken.Damaged();
            }
            List<Anchor.Key> lost = last.get().lostIn(heads);
            if (!lost.isEmpty()) {
                return new Taken.Refused(lost);
            }
        }
        String previous = before.map(Anchor::hash).orElse(Chain.START);
        store.keep(now, new Anchor(now, previous, heads).signed(signer));
        return new Taken.Kept(heads.size());
    }

    /** What the last anchor says of a case. */
    public sealed interface Said {
        /** Nothing: there is no anchor yet, or the case is younger. */
        record Nothing() implements Said {}

        record Was(Instant time, Anchor.Head head) implements Said {}

        /** It is damaged, or somebody else signed it, or it cannot be read. */
        record Unreadable() implements Said {}
    }

    public Said of(String tenant, String caseId) {
        try {
            Optional<String> file = store.last();
            if (file.isEmpty()) {
                return new Said.Nothing();
            }
            Optional<Anchor> anchor = Anchor.read(file.get(), verifier);
            if (anchor.isEmpty()) {
                return new Said.Unreadable();
            }
            Anchor.Head head = anchor.get().heads().get(new Anchor.Key(tenant, caseId));
            return head == null ? new Said.Nothing() : new Said.Was(anchor.get().time(), head);
        } catch (IOException unreadable) {
            return new Said.Unreadable();
        }
    }
}
