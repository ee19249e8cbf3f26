package dossier.edge;

/** Every environment variable a function may read; the template sets those a function says it reads, and no other. */
public enum Variable {
    /**
     * Where the database is: {@code postgresql://host:port/name}. Without a password in it, tokens of the cloud's
     * identity service take its place.
     */
    DATABASE_URL,
    /** The function's own database role. */
    DATABASE_USER,
    /** Keys that bearer tokens are signed with: an HTTPS address, or a key set as JSON. */
    DOSSIER_JWKS,
    /** Who must have issued a token. */
    DOSSIER_ISSUER,
    /** For whom it must have been issued. */
    DOSSIER_AUDIENCE,
    /** What must be confirmed by its hash: {@code generated} (default), {@code always} or {@code never}. */
    DOSSIER_CONFIRM,
    /**
     * Who sends to each queue, as JSON: {@code {"QUEUE-NAME": {"user", "tenant", "roles": []}}}.
     */
    DOSSIER_PRODUCERS,
    /** Address of the queue that takes what cases tell the outside world. */
    DOSSIER_EVENTS,
    /**
     * The folder where signed anchors are kept, out of reach of the database's owner; empty where none are taken.
     */
    DOSSIER_ANCHORS,
    /** The file with the key that anchors are signed with. */
    DOSSIER_ANCHOR_KEY,
    /** The public half of that key, Base64. */
    DOSSIER_ANCHOR_PUBLIC,
    /** Whether a request may leave the process for a model: {@code forbidden} (default) or {@code permitted}. */
    DOSSIER_REMOTE_MODELS,
    /** Who reads requests that name no provider: {@code embedded} (default), or one that is set up. */
    DOSSIER_PROVIDER,
    /** Address of a model before {@code /v1/chat/completions}; empty for a model of Amazon Bedrock. */
    DOSSIER_MODEL_URL,
    /** The model's name there; empty where there is none. */
    DOSSIER_MODEL,
    /** The key for it; empty where none is needed. */
    DOSSIER_MODEL_KEY,
    /** A file of recorded answers to replay; empty where there is none. */
    DOSSIER_RECORDED,
    /** {@code DEBUG}, {@code INFO} (default), {@code WARN} or {@code ERROR}. */
    LOG_LEVEL,
    /** Where SQS is when not at the region's own endpoint. */
    SQS_ENDPOINT
}
