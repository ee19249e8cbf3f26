package dossier.pipeline;

import dossier.registry.Condition;
import java.util.List;

/**
 * Asks for the declared things of a kind that have not ended and are as all conditions say.
 *
 * @param limit one more than may be found
 */
public record Query(String kind, List<Condition> where, int limit) {}
