package io.estafette.samples;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/** About 3 MB of PDFs as an HR department sends them. */
public final class SamplePdfs {

	private static final Color INK = new Color(33, 37, 41);

	private static final Color GREY = new Color(108, 117, 125);

	private static final Color RULE = new Color(206, 212, 218);

	private static final Color PALE = new Color(238, 243, 249);

	private static final Color BLUE = new Color(20, 72, 134);

	private static final Color AMBER = new Color(240, 160, 20);

	/** How wide the pictures of the safety instructions are. */
	private static final float PICTURE = 322;

	private static final float LEFT = 56;

	private static final float RIGHT = Sheet.WIDTH - 56;

	private SamplePdfs() {
	}

	/** Writes {@code note-de-service.pdf} and the others, unless they are there. */
	public static void writeTo(Path directory) throws IOException {
		Files.createDirectories(directory);
		write(directory.resolve("note-de-service.pdf"), SamplePdfs::letter);
		write(directory.resolve("bulletin-de-paie-2026-11.pdf"), SamplePdfs::payslip);
		write(directory.resolve("consignes-de-securite.pdf"), SamplePdfs::safetyNotice);
	}

	/** A letter of one page, with the picture of a building. */
	public static byte[] letter() {
		return document("Note de service : réouverture de l'agence de Lyon", (pdf, font) -> {
			try (Sheet sheet = new Sheet(pdf, font)) {
				letterhead(sheet);
				sheet.right(RIGHT, 112, 10, GREY, "Lyon, le 16 novembre 2026");
				sheet.text(LEFT, 112, 10, GREY, "Réf. : DRH/2026-118");
				sheet.bold(LEFT, 142, 20, BLUE, "Note de service");
				sheet.text(LEFT, 172, 10.5f, INK, "Destinataires : l'ensemble des salariés de l'agence de Lyon");
				sheet.text(LEFT, 188, 10.5f, INK, "Objet : réouverture des locaux rénovés le lundi 7 décembre 2026");
				sheet.line(LEFT, 210, RIGHT, 210, RULE);
				float y = 224;
				for (String paragraph : List.of("Chères collaboratrices, chers collaborateurs,",
						"Les travaux commencés en juin s'achèvent. L'agence de Lyon rouvrira ses portes le lundi "
								+ "7 décembre 2026 à 8 h 30, au 42, rue de la République. Jusqu'au vendredi 4 décembre "
								+ "inclus, l'accueil reste assuré dans nos locaux provisoires de la Part-Dieu.",
						"Vous trouverez au rez-de-chaussée un espace d'accueil agrandi et trois bureaux d'entretien, "
								+ "à l'étage les équipes de gestion et de paie, ainsi qu'une salle de pause dotée d'une "
								+ "véritable cuisine. Les lieux sont accessibles aux personnes à mobilité réduite.",
						"Votre badge actuel sera activé pour le nouveau bâtiment ; il n'est pas nécessaire d'en "
								+ "demander un autre. Les places de stationnement pour vélos, côté cour, sont libres "
								+ "d'accès. Pour le parking, adressez votre demande avant le 27 novembre à "
								+ "services.generaux@horizon.example.",
						"Une visite est proposée le jeudi 3 décembre à 17 h, suivie d'un verre de l'amitié. Merci de "
								+ "signaler votre présence à votre responsable.")) {
					y = sheet.paragraph(LEFT, y, RIGHT - LEFT, 10.5f, INK, paragraph) + 8;
				}
				sheet.picture(LEFT, y + 6, 300, Pictures.building(), 0.96f);
				sheet.bold(LEFT + 152 - sheet.width("HORIZON INTÉRIM", 6.5f) / 2, y + 133, 6.5f, Color.WHITE,
						"HORIZON INTÉRIM");
				sheet.text(LEFT, y + 200, 8.5f, GREY, "Les nouveaux locaux, vus de la rue (image de synthèse).");
				sheet.text(RIGHT - 160, y + 90, 10.5f, INK, "Hélène Fournier");
				sheet.text(RIGHT - 160, y + 106, 10.5f, GREY, "Directrice des ressources");
				sheet.text(RIGHT - 160, y + 120, 10.5f, GREY, "humaines");
				footer(sheet, "1 / 1");
			}
		});
	}

	/** A payslip of one page, with figures that add up. */
	public static byte[] payslip() {
		return document("Bulletin de paie, novembre 2026", (pdf, font) -> {
			try (Sheet sheet = new Sheet(pdf, font)) {
				new Payslip(sheet).draw();
			}
		});
	}

	/** Safety instructions of two pages with pictures, about 2 MB. */
	public static byte[] safetyNotice() {
		return document("Consignes de sécurité en entrepôt", (pdf, font) -> {
			try (Sheet sheet = new Sheet(pdf, font)) {
				band(sheet, "Consignes de sécurité", "Entrepôts et quais de chargement");
				float y = instruction(sheet, 150, "1", "Portez vos équipements, dès l'entrée",
						"Casque, gilet haute visibilité et chaussures de sécurité sont obligatoires dans toute la "
								+ "zone logistique, y compris pour une simple visite. Un équipement abîmé se change "
								+ "au magasin, sans avance de frais.",
						Pictures.equipment());
				y = instruction(sheet, y + 18, "2", "Restez hors de la voie des chariots",
						"Marchez dans les allées peintes en vert. Avant de traverser, cherchez le regard du "
								+ "cariste : s'il ne vous a pas vu, il ne s'arrêtera pas. Jamais de téléphone en "
								+ "marchant.",
						Pictures.forklift());
				footer(sheet, "1 / 2");
			}
			try (Sheet sheet = new Sheet(pdf, font)) {
				band(sheet, "Consignes de sécurité", "Entrepôts et quais de chargement");
				float y = instruction(sheet, 150, "3", "Soulevez avec les jambes",
						"Au-delà de 15 kg, demandez de l'aide ou prenez un transpalette. Dos droit, charge près du "
								+ "corps, pieds écartés : la moitié des arrêts de travail de l'an dernier vient d'un "
								+ "mauvais geste.",
						Pictures.lifting());
				y = instruction(sheet, y + 18, "4", "En cas d'incendie, sortez",
						"Au signal sonore, laissez tout, suivez les flèches vertes et rejoignez le point de "
								+ "rassemblement devant le portail B. N'utilisez pas les monte-charges. Les secours : "
								+ "le 18 ou le 112.",
						Pictures.exit());
				sheet.box(LEFT, y + 14, RIGHT - LEFT, 44, PALE);
				sheet.bold(LEFT + 14, y + 23, 10.5f, BLUE, "Un doute, un presque-accident ?");
				sheet.text(LEFT + 14, y + 39, 9.5f, INK,
						"Prévenez votre chef d'équipe ou écrivez à securite@horizon.example. Aucun signalement n'est puni.");
				footer(sheet, "2 / 2");
			}
		});
	}

	private static void letterhead(Sheet sheet) throws IOException {
		logo(sheet, LEFT, 44);
		sheet.bold(LEFT + 52, 48, 16, BLUE, "Horizon Intérim");
		sheet.text(LEFT + 52, 70, 8.5f, GREY, "42, rue de la République, 69002 Lyon – 04 00 00 00 42");
		sheet.line(LEFT, 98, RIGHT, 98, RULE);
	}

	private static void logo(Sheet sheet, float x, float y) throws IOException {
		sheet.box(x, y, 40, 40, BLUE);
		sheet.shape(AMBER, x + 6, y + 26, x + 20, y + 9, x + 34, y + 26);
		sheet.shape(Color.WHITE, x + 6, y + 29, x + 34, y + 29, x + 34, y + 32, x + 6, y + 32);
	}

	private static void band(Sheet sheet, String title, String subtitle) throws IOException {
		sheet.box(0, 0, Sheet.WIDTH, 118, BLUE);
		for (float x = -20; x < Sheet.WIDTH; x += 40) {
			sheet.shape(AMBER, x, 130, x + 20, 130, x + 32, 118, x + 12, 118);
		}
		logo(sheet, LEFT, 36);
		sheet.bold(LEFT + 56, 36, 22, Color.WHITE, title);
		sheet.text(LEFT + 56, 66, 11, Color.WHITE, subtitle);
	}

	private static float instruction(Sheet sheet, float y, String number, String title, String text,
			java.awt.image.BufferedImage picture) throws IOException {
		sheet.box(LEFT, y, 26, 26, AMBER);
		sheet.bold(LEFT + 9, y + 5, 14, Color.WHITE, number);
		sheet.bold(LEFT + 38, y + 5, 14, INK, title);
		float below = sheet.paragraph(LEFT + 38, y + 32, RIGHT - LEFT - 38, 10.5f, INK, text);
		sheet.picture(LEFT + 38, below + 6, PICTURE, picture, 0.96f);
		return below + 6 + PICTURE * 0.625f;
	}

	private static void footer(Sheet sheet, String page) throws IOException {
		sheet.line(LEFT, Sheet.HEIGHT - 52, RIGHT, Sheet.HEIGHT - 52, RULE);
		sheet.text(LEFT, Sheet.HEIGHT - 44, 7.5f, GREY,
				"Horizon Intérim, SAS au capital de 250 000 € – SIRET 000 000 042 00017 – APE 7820Z – document d'exemple");
		sheet.right(RIGHT, Sheet.HEIGHT - 44, 7.5f, GREY, page);
	}

	private static byte[] document(String title, Drawing drawing) {
		try (PDDocument pdf = new PDDocument();
				ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				InputStream ttf = Objects.requireNonNull(PDDocument.class
					.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"))) {
			PDDocumentInformation information = new PDDocumentInformation();
			information.setTitle(title);
			information.setAuthor("Horizon Intérim");
			pdf.setDocumentInformation(information);
			pdf.getDocumentCatalog().setLanguage("fr-FR");
			drawing.on(pdf, PDType0Font.load(pdf, ttf, true));
			pdf.save(bytes);
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(Path file, java.util.function.Supplier<byte[]> pdf) throws IOException {
		if (Files.notExists(file)) {
			Files.write(file, pdf.get());
		}
	}

	private interface Drawing {

		void on(PDDocument pdf, PDFont font) throws IOException;

	}

	/** The lines of a payslip in their usual order, each computed from its rates. */
	private static final class Payslip {

		private static final BigDecimal GROSS = new BigDecimal("2480.00");

		private static final float[] COLUMNS = { 300, 362, 428, RIGHT - 6 };

		private final Sheet sheet;

		private float y;

		private BigDecimal employee = BigDecimal.ZERO;

		private BigDecimal employer = BigDecimal.ZERO;

		Payslip(Sheet sheet) {
			this.sheet = sheet;
		}

		void draw() throws IOException {
			logo(this.sheet, LEFT, 40);
			this.sheet.bold(LEFT + 52, 42, 14, BLUE, "Horizon Intérim");
			this.sheet.text(LEFT + 52, 60, 8, GREY, "Agence de Lyon – 42, rue de la République, 69002 Lyon");
			this.sheet.text(LEFT + 52, 71, 8, GREY, "SIRET 000 000 042 00017 – APE 7820Z – Urssaf Rhône-Alpes");
			this.sheet.boldRight(RIGHT, 40, 17, INK, "BULLETIN DE PAIE");
			this.sheet.right(RIGHT, 62, 9.5f, INK, "Période : du 01/11/2026 au 30/11/2026");
			this.sheet.right(RIGHT, 75, 9.5f, INK, "Paiement : le 30/11/2026 par virement");
			identity();
			header();
			BigDecimal net = lines();
			totals(net);
			this.sheet.paragraph(LEFT, 756, RIGHT - LEFT, 7.5f, GREY,
					"Dans votre intérêt, et pour vous aider à faire valoir vos droits, conservez ce bulletin de paie "
							+ "sans limitation de durée. Pour la définition des termes employés : www.service-public.fr, "
							+ "rubrique cotisations sociales. Personne fictive, montants d'exemple.");
			footer(this.sheet, "1 / 1");
		}

		private void identity() throws IOException {
			this.sheet.frame(LEFT, 98, 236, 92, RULE);
			String[][] left = { { "Matricule", "H0001" }, { "N° de sécurité sociale", "2 91 07 69 000 000 00" },
					{ "Emploi", "Responsable de la paie" }, { "Statut", "Cadre – niveau 6" },
					{ "Entrée", "02/05/2018" }, { "Convention", "Travail temporaire (permanents)" } };
			for (int i = 0; i < left.length; i++) {
				this.sheet.text(LEFT + 8, 105 + i * 13.5f, 8.5f, GREY, left[i][0]);
				this.sheet.text(LEFT + 104, 105 + i * 13.5f, 8.5f, INK, left[i][1]);
			}
			this.sheet.box(RIGHT - 222, 98, 222, 92, PALE);
			this.sheet.bold(RIGHT - 206, 116, 11, INK, "Madame Julie MOREAU");
			this.sheet.text(RIGHT - 206, 134, 10, INK, "17 bis, allée des Érables");
			this.sheet.text(RIGHT - 206, 149, 10, INK, "69100 VILLEURBANNE");
		}

		private void header() throws IOException {
			this.y = 204;
			this.sheet.box(LEFT, this.y, RIGHT - LEFT, 20, BLUE);
			this.sheet.bold(LEFT + 6, this.y + 5, 8.5f, Color.WHITE, "Éléments de paie");
			String[] titles = { "Base", "Taux", "Salarié", "Employeur" };
			for (int i = 0; i < titles.length; i++) {
				this.sheet.boldRight(COLUMNS[i], this.y + 5, 8.5f, Color.WHITE, titles[i]);
			}
			this.y += 24;
		}

		private BigDecimal lines() throws IOException {
			gain("Salaire de base", "151,67 h", "15,00", "2275.00");
			gain("Heures supplémentaires à 125 %", "8,00 h", "18,75", "150.00");
			gain("Prime de langue", "", "", "55.00");
			total("Salaire brut", money(GROSS), "");
			group("Santé");
			charge("Sécurité sociale : maladie, maternité", GROSS, null, "7.00");
			charge("Complémentaire incapacité, invalidité, décès", GROSS, "0.45", "1.50");
			fixed("Complémentaire santé", "28.00", "28.00");
			charge("Accidents du travail et maladies professionnelles", GROSS, null, "1.28");
			group("Retraite");
			charge("Sécurité sociale plafonnée", GROSS, "6.90", "8.55");
			charge("Sécurité sociale déplafonnée", GROSS, "0.40", "2.02");
			charge("Complémentaire tranche 1", GROSS, "4.01", "6.01");
			group("Famille, chômage");
			charge("Famille", GROSS, null, "3.45");
			charge("Assurance chômage et garantie des salaires", GROSS, null, "4.25");
			charge("Apec", GROSS, "0.024", "0.036");
			group("Autres contributions");
			charge("Contributions dues par l'employeur", GROSS, null, "3.08");
			BigDecimal base = percent(GROSS, "98.25");
			charge("CSG déductible de l'impôt sur le revenu", base, "6.80", null);
			BigDecimal deductible = this.employee;
			charge("CSG et CRDS non déductibles", base, "2.90", null);
			total("Total des cotisations et contributions", money(this.employee), money(this.employer));
			gain("Indemnité de transport (50 % de l'abonnement)", "", "", "36.40");
			BigDecimal taxable = GROSS.subtract(deductible);
			BigDecimal before = GROSS.subtract(this.employee).add(new BigDecimal("36.40"));
			total("Net à payer avant impôt sur le revenu", money(before), "");
			BigDecimal tax = percent(taxable, "4.20");
			row("Impôt prélevé à la source (taux personnalisé)", money(taxable), "4,20 %", money(tax), "");
			return before.subtract(tax);
		}

		private void totals(BigDecimal net) throws IOException {
			float top = this.y + 14;
			this.sheet.box(LEFT, top, 236, 54, PALE);
			this.sheet.text(LEFT + 10, top + 9, 8.5f, GREY, "Congés payés : acquis 15,00 – pris 4,00 – solde 11,00");
			this.sheet.text(LEFT + 10, top + 23, 8.5f, GREY, "Montant net social");
			this.sheet.boldRight(LEFT + 226, top + 23, 8.5f, INK, money(GROSS.subtract(this.employee)) + " €");
			this.sheet.text(LEFT + 10, top + 37, 8.5f, GREY, "Coût total pour l'employeur");
			this.sheet.right(LEFT + 226, top + 37, 8.5f, INK, money(GROSS.add(this.employer)) + " €");
			this.sheet.box(RIGHT - 222, top, 222, 54, BLUE);
			this.sheet.text(RIGHT - 210, top + 9, 10, Color.WHITE, "Net payé en euros");
			this.sheet.boldRight(RIGHT - 12, top + 24, 20, Color.WHITE, money(net) + " €");
		}

		private void gain(String label, String base, String rate, String amount) throws IOException {
			row(label, base, rate, money(new BigDecimal(amount)), "");
		}

		private void group(String label) throws IOException {
			this.sheet.bold(LEFT + 6, this.y + 3, 8.5f, BLUE, label);
			this.y += 15;
		}

		private void charge(String label, BigDecimal base, @Nullable String employeeRate, @Nullable String employerRate)
				throws IOException {
			BigDecimal own = (employeeRate != null) ? percent(base, employeeRate) : BigDecimal.ZERO;
			BigDecimal other = (employerRate != null) ? percent(base, employerRate) : BigDecimal.ZERO;
			this.employee = this.employee.add(own);
			this.employer = this.employer.add(other);
			row(label, money(base), (employeeRate != null) ? employeeRate.replace('.', ',') + " %" : "",
					(employeeRate != null) ? money(own) : "", (employerRate != null) ? money(other) : "");
		}

		private void fixed(String label, String own, String other) throws IOException {
			this.employee = this.employee.add(new BigDecimal(own));
			this.employer = this.employer.add(new BigDecimal(other));
			row(label, "", "", money(new BigDecimal(own)), money(new BigDecimal(other)));
		}

		private void row(String label, String... cells) throws IOException {
			this.sheet.text(LEFT + 6, this.y + 3, 8.5f, INK, label);
			for (int i = 0; i < cells.length; i++) {
				this.sheet.right(COLUMNS[i], this.y + 3, 8.5f, INK, cells[i]);
			}
			this.y += 15;
			this.sheet.line(LEFT, this.y, RIGHT, this.y, new Color(233, 236, 239));
		}

		private void total(String label, String own, String other) throws IOException {
			this.sheet.box(LEFT, this.y, RIGHT - LEFT, 17, PALE);
			this.sheet.bold(LEFT + 6, this.y + 4, 8.5f, INK, label);
			this.sheet.boldRight(COLUMNS[2], this.y + 4, 8.5f, INK, own);
			this.sheet.boldRight(COLUMNS[3], this.y + 4, 8.5f, INK, other);
			this.y += 20;
		}

		private static BigDecimal percent(BigDecimal base, String rate) {
			return base.multiply(new BigDecimal(rate)).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
		}

		private static String money(BigDecimal amount) {
			return String.format(java.util.Locale.ROOT, "%,.2f", amount).replace(',', ' ').replace('.', ',');
		}

	}

}
