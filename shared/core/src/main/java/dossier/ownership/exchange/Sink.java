package dossier.ownership.exchange;

import dossier.language.Form;
import dossier.ownership.Finding;

/** Where a reader puts what it reads, one thing at a time, so that no file is too large. */
public interface Sink {
    /** A form that states what a record says. */
    void form(Form form);

    /** Something that was left out, or that a reader of the forms must know. */
    void finding(Finding finding);
}
