package io.estafette.directory;

import java.util.UUID;

/** Identifies one employment of a person: an employee of a brand. */
public record EmployeeId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
