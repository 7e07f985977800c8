package io.estafette.diffusion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface FreeDiffusionRepository extends JpaRepository<FreeDiffusion, UUID> {

	/** For changes: whoever comes second waits, and sees what the first did. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select f from FreeDiffusion f where f.id = ?1")
	Optional<FreeDiffusion> findLocked(UUID id);

	Optional<FreeDiffusion> findByProcessInstanceKey(long processInstanceKey);

	@Query("""
			select f from FreeDiffusion f
			where f.state = 'RUNNING' and f.processInstanceKey is null and coalesce(f.retriedAt, f.sentAt) < ?1
			order by f.sentAt limit 500
			""")
	List<FreeDiffusion> findUnclaimed(Instant before);

	@Query("""
			select f from FreeDiffusion f
			where f.state = 'DRAFT' and f.origin = 'PAGE' and f.createdAt < ?1
			order by f.createdAt limit 500
			""")
	List<FreeDiffusion> findForgottenDrafts(Instant createdBefore);

	default FreeDiffusion require(FreeDiffusionId id) {
		return findLocked(id.value())
			.orElseThrow(() -> new IllegalStateException("No free diffusion has the id " + id));
	}

}
