package io.estafette.directory;

import java.util.UUID;

/** Identifies an import of employees. */
public record EmployeeImportId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
