package dossier.pipeline;

import java.util.Set;

/**
 * Who asks, as an edge has proved it.
 *
 * @param source through what: {@code person}, {@code queue:NAME}, {@code schedule} or {@code command}
 */
public record Caller(String user, String tenant, Set<String> roles, String source) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether this caller holds a role, or the role that holds all. */
    public boolean holds(String role) {
        return roles.contains(role) || roles.contains("admin");
    }
}
