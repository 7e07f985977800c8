package io.estafette.delivery;

/**
 * How batches and catch-ups, which know at once what they hand over, write lines of the
 * ledger once instead of twice (P3, C6): as already in the vault (D1). What is to be
 * signed is not: {@link HandOverDocuments} asks for the signature with its hand-over. As
 * SQL over {@code document doc}, with the parameter {@code now}.
 */
public final class WrittenOnce {

	/** The line's state. */
	public static final String STATE = "case when doc.type = 'TO_SIGN' then 'PREPARING' else 'HANDED_OVER' end";

	/** Since when it is in the vault. */
	public static final String HANDED_OVER_AT = "case when doc.type <> 'TO_SIGN' then cast(:now as timestamptz) end";

	private WrittenOnce() {
	}

}
