package io.estafette.payroll;

import java.nio.file.Path;

import io.estafette.document.KeepUpload;
import io.estafette.document.UploadId;
import io.estafette.organization.Actor;
import io.estafette.organization.BrandOption;
import io.estafette.organization.FindBranding;
import io.estafette.organization.HasOption;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Takes a PDF in ahead of the message that speaks of it (P1). */
@Service
public class ReceiveUpload {

	private final HasOption hasOption;

	private final FindBranding findBranding;

	private final KeepUpload keepUpload;

	private final JdbcClient jdbc;

	ReceiveUpload(HasOption hasOption, FindBranding findBranding, KeepUpload keepUpload, JdbcClient jdbc) {
		this.hasOption = hasOption;
		this.findBranding = findBranding;
		this.keepUpload = keepUpload;
		this.jdbc = jdbc;
	}

	/**
	 * Keeps it for 24 hours.
	 * @throws Refusal SERVICE_OFF, NOTHING_SENT, or one of the codes of refused files
	 */
	public UploadId from(Actor system, Path file, String fileName) {
		NodeId brand = system.brand();
		if (brand == null || !this.hasOption.on(brand, BrandOption.DIFFUSION_SERVICE)) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "SERVICE_OFF",
					(brand != null) ? this.findBranding.of(brand).supportAddress() : "");
		}
		if (this.jdbc.sql("select count(*) from system_sends where actor_id = ?")
			.param(system.id().value())
			.query(Integer.class)
			.single() == 0) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "NOTHING_SENT");
		}
		return this.keepUpload.of(system.id(), file, fileName);
	}

}
