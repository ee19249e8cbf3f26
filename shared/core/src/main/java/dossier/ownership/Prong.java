package dossier.ownership;

/** On what ground a person is an owner, the strongest first. */
public enum Prong {
    OWNERSHIP,
    VOTING,
    CONTROL,
    FUND,
    TRUST,
    JOINT,
    CONTROL_PERSON,
    SENIOR_MANAGING_OFFICIAL
}
