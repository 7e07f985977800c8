package io.estafette.directory;

import java.util.List;
import java.util.UUID;

/** New employees exist: what waited for them can go on (P4). */
public record EmployeesRegistered(List<UUID> employees) {
}
