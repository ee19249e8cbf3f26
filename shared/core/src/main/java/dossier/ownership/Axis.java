package dossier.ownership;

/** What a share is a share of. Axes are never added to one another. */
public enum Axis {
    SHARES,
    VOTES,
    PROFIT,
    LIQUIDATION
}
