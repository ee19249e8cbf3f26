package dossier.local.cli;

import java.util.List;

/** One command. */
interface Command {
    /** Done, as asked. */
    int DONE = 0;

    /** Not all that was asked holds or has happened. */
    int REJECTED = 1;

    /** What was typed cannot be understood. */
    int USAGE = 2;

    /** Nothing was done, since an answer is needed first. */
    int ASKS = 3;

    /** One line on how to type it. */
    String usage();

    /** One line on what it does. */
    String does();

    /** @return the exit code */
    int run(List<String> typed) throws Exception;
}
