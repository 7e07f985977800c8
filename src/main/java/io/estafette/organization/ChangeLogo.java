package io.estafette.organization;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Types;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.estafette.platform.Refusal;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives a node a logo of its own, or takes it away (O1). */
@Service
public class ChangeLogo {

	/** Largest file, in bytes. */
	public static final int LARGEST = 200_000;

	private static final int LONGEST_SIDE = 2_000;

	private final AdminAccess access;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	ChangeLogo(AdminAccess access, FindNode findNode, JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/**
	 * What is kept is drawn anew as PNG: nothing else that the file carries survives.
	 * @param file a PNG or JPEG picture; none to inherit the logo
	 * @throws Refusal NOT_FOUND, LOGO_TOO_LARGE or LOGO_NOT_A_PICTURE
	 */
	@Transactional
	public void of(ActorId admin, NodeId id, Optional<byte[]> file) {
		this.access.require(admin);
		this.findNode.byId(id).orElseThrow(Refusal::notFound);
		if (file.isPresent() && file.get().length > LARGEST) {
			throw new Refusal(Refusal.Kind.TOO_LARGE, "LOGO_TOO_LARGE");
		}
		this.jdbc.sql("update node set logo = :logo where id = :id")
			.param("logo", file.map(ChangeLogo::png).orElse(null), Types.BINARY)
			.param("id", id.value())
			.update();
	}

	private static byte[] png(byte[] file) {
		try (ImageInputStream bytes = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
			Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
			while (readers.hasNext()) {
				ImageReader reader = readers.next();
				if (Set.of("png", "jpeg").contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
					return png(reader, bytes);
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			if (ex instanceof Refusal refusal) {
				throw refusal;
			}
		}
		throw new Refusal(Refusal.Kind.INVALID, "LOGO_NOT_A_PICTURE");
	}

	/** The size is looked at before anything is unpacked. */
	private static byte[] png(ImageReader reader, ImageInputStream bytes) throws IOException {
		try {
			reader.setInput(bytes, true, true);
			if (reader.getWidth(0) > LONGEST_SIDE || reader.getHeight(0) > LONGEST_SIDE) {
				throw new Refusal(Refusal.Kind.TOO_LARGE, "LOGO_TOO_LARGE");
			}
			BufferedImage picture = reader.read(0);
			ByteArrayOutputStream png = new ByteArrayOutputStream();
			ImageIO.write(picture, "png", png);
			return png.toByteArray();
		}
		finally {
			reader.dispose();
		}
	}

}
