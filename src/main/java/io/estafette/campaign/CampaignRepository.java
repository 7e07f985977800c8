package io.estafette.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import io.estafette.organization.ActorId;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface CampaignRepository extends JpaRepository<Campaign, UUID> {

	/** For changes: whoever comes second waits, and sees what the first did. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select c from Campaign c where c.id = ?1")
	Optional<Campaign> findLocked(UUID id);

	@Query("select c from Campaign c where c.draftedIn = ?1")
	Optional<Campaign> findDraftOf(long processInstance);

	/** Until the transaction ends, no other one begins the draft of this form. */
	@Query(nativeQuery = true, value = "select 1 from (select pg_advisory_xact_lock(?1)) l")
	int lockForm(long form);

	/** The draft that this form began before; a click right after another one waits. */
	default Optional<Campaign> findOfForm(UUID form, ActorId author) {
		lockForm(form.getMostSignificantBits());
		return findById(form).filter((campaign) -> campaign.isDraftOf(author));
	}

	/** The id that a form proposes, unless a campaign has it that went its way since. */
	default CampaignId freeId(UUID form) {
		return new CampaignId(existsById(form) ? UUID.randomUUID() : form);
	}

	@Query("""
			select c.id from Campaign c
			where c.state <> 'DELETED' and c.processInstanceKey is null and c.createdAt < ?1
			order by c.createdAt limit 500
			""")
	List<UUID> findUnclaimed(Instant before);

	default Campaign require(CampaignId id) {
		return findLocked(id.value()).orElseThrow(() -> new IllegalStateException("No campaign has the id " + id));
	}

}
