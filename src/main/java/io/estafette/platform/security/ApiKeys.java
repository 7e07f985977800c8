package io.estafette.platform.security;

import java.util.Optional;

/** Knows the keys with which systems call the HTTP interface (product.md section 6). */
public interface ApiKeys {

	/**
	 * The owner of a key, which controllers receive as their authentication principal;
	 * empty when the key is unknown or its owner no longer active.
	 */
	Optional<?> byKey(String key);

}
