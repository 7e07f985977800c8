package io.estafette.platform;

import java.util.Map;

/**
 * A job failed for good: an incident stands in Operate. Whoever has promised something
 * that now waits for operators can tell. The incident stays theirs to repair and retry.
 *
 * @param type of the job
 * @param ids the ids among its variables, by name
 */
public record JobGivenUp(String type, Map<String, String> ids) {
}
