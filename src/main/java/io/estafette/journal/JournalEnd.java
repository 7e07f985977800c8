package io.estafette.journal;

/**
 * The last line of an exported journal: without it, or with other figures, the file was
 * cut.
 *
 * @param entries how many there are
 * @param heads how many there are
 */
public record JournalEnd(long entries, long heads) {
}
