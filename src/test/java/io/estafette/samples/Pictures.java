package io.estafette.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Illustrations with the grain of photographs, so that they weigh as much. No writing:
 * Java needs the fonts of the machine for that, and there may be none.
 */
final class Pictures {

	private static final int WIDTH = 1200;

	private static final int HEIGHT = 750;

	private static final Color VEST = new Color(214, 226, 40);

	private static final Color HELMET = new Color(244, 180, 26);

	private static final Color SKIN = new Color(226, 178, 142);

	private static final Color NAVY = new Color(38, 54, 84);

	private Pictures() {
	}

	static BufferedImage building() {
		return picture((g) -> {
			gradient(g, 0, new Color(150, 190, 230), 620, new Color(236, 242, 248));
			g.setColor(new Color(214, 208, 198));
			g.fillRect(0, 250, 330, 400);
			g.setColor(new Color(196, 186, 172));
			g.fillRect(900, 180, 300, 470);
			g.setColor(new Color(244, 240, 232));
			g.fillRect(290, 130, 640, 520);
			g.setColor(new Color(92, 98, 108));
			g.fill(new Polygon(new int[] { 270, 950, 900, 320 }, new int[] { 130, 130, 80, 80 }, 4));
			for (int floor = 0; floor < 3; floor++) {
				for (int column = 0; column < 6; column++) {
					window(g, 330 + column * 100, 165 + floor * 115, 62, 84);
				}
			}
			g.setColor(new Color(20, 72, 134));
			g.fillRect(290, 505, 640, 36);
			window(g, 320, 555, 170, 95);
			window(g, 730, 555, 170, 95);
			g.setColor(new Color(60, 70, 84));
			g.fillRect(560, 550, 100, 100);
			window(g, 566, 556, 42, 94);
			window(g, 612, 556, 42, 94);
			gradient(g, 650, new Color(150, 150, 152), 750, new Color(96, 98, 102));
			tree(g, 130, 640);
			tree(g, 1060, 640);
		});
	}

	static BufferedImage equipment() {
		return picture((g) -> {
			warehouse(g);
			person(g, 400, 640, 1.0, true);
			person(g, 760, 640, 1.05, true);
			g.setColor(new Color(255, 255, 255, 230));
			g.fill(new RoundRectangle2D.Double(945, 100, 180, 460, 24, 24));
			mandatory(g, 1035, 180, "casque");
			mandatory(g, 1035, 330, "gilet");
			mandatory(g, 1035, 480, "chaussures");
		});
	}

	static BufferedImage forklift() {
		return picture((g) -> {
			warehouse(g);
			g.setColor(new Color(60, 150, 90));
			g.fill(new Polygon(new int[] { 80, 300, 200, -120 }, new int[] { 520, 520, 750, 750 }, 4));
			person(g, 190, 660, 0.9, true);
			g.setColor(new Color(225, 120, 30));
			g.fill(new RoundRectangle2D.Double(620, 440, 300, 150, 30, 30));
			g.fillRect(840, 400, 80, 120);
			g.setColor(new Color(50, 54, 60));
			g.setStroke(new BasicStroke(14));
			g.drawLine(660, 440, 690, 270);
			g.drawLine(690, 270, 850, 270);
			g.drawLine(850, 270, 880, 420);
			g.fillRect(580, 220, 26, 370);
			g.fillRect(440, 560, 150, 14);
			wheel(g, 690, 600, 52);
			wheel(g, 870, 605, 44);
			g.setColor(SKIN);
			g.fill(new Ellipse2D.Double(735, 300, 56, 62));
			g.setColor(HELMET);
			g.fillArc(728, 288, 70, 66, 0, 180);
			g.setColor(VEST);
			g.fill(new RoundRectangle2D.Double(722, 362, 86, 84, 24, 24));
			crate(g, 446, 450, 130, 108);
			crate(g, 456, 352, 112, 98);
		});
	}

	static BufferedImage lifting() {
		return picture((g) -> {
			warehouse(g);
			crate(g, 500, 450, 200, 160);
			person(g, 380, 650, 1.1, true);
			person(g, 820, 650, 1.1, true);
			g.setColor(SKIN);
			g.setStroke(new BasicStroke(26, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
			g.drawLine(420, 420, 510, 520);
			g.drawLine(780, 420, 690, 520);
			crate(g, 960, 520, 150, 120);
		});
	}

	static BufferedImage exit() {
		return picture((g) -> {
			warehouse(g);
			g.setColor(new Color(70, 76, 84));
			g.fillRect(470, 210, 290, 440);
			g.setPaint(new GradientPaint(480, 220, new Color(250, 250, 235), 750, 650, new Color(196, 220, 240)));
			g.fillRect(484, 224, 262, 426);
			g.setColor(new Color(0, 140, 80));
			g.fillRect(470, 90, 290, 96);
			g.setColor(Color.WHITE);
			g.setStroke(new BasicStroke(10, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
			g.fill(new Ellipse2D.Double(560, 98, 20, 20));
			g.drawLine(566, 124, 552, 148);
			g.drawLine(552, 148, 572, 172);
			g.drawLine(552, 148, 530, 166);
			g.drawLine(566, 124, 590, 138);
			g.drawLine(566, 124, 540, 130);
			g.fill(new Polygon(new int[] { 640, 690, 690, 730, 690, 690, 640 },
					new int[] { 128, 128, 106, 138, 170, 148, 148 }, 7));
			person(g, 330, 650, 1.0, true);
			person(g, 610, 640, 0.85, true);
		});
	}

	private static BufferedImage picture(Consumer<Graphics2D> drawing) {
		BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
		Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		drawing.accept(g);
		g.dispose();
		grain(image);
		return image;
	}

	private static void grain(BufferedImage image) {
		Random random = new Random(7);
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				int rgb = image.getRGB(x, y);
				double distance = Math.hypot(x - WIDTH / 2.0, y - HEIGHT / 2.0) / WIDTH;
				double light = 1.04 - 0.45 * distance * distance;
				int noise = (int) (random.nextGaussian() * 9);
				image.setRGB(x, y, shade(rgb >> 16, light, noise) << 16 | shade(rgb >> 8, light, noise) << 8
						| shade(rgb, light, noise));
			}
		}
	}

	private static int shade(int channel, double light, int noise) {
		return Math.clamp((int) ((channel & 0xff) * light) + noise, 0, 255);
	}

	private static void gradient(Graphics2D g, int top, Color from, int bottom, Color to) {
		g.setPaint(new GradientPaint(0, top, from, 0, bottom, to));
		g.fillRect(0, top, WIDTH, bottom - top);
	}

	private static void warehouse(Graphics2D g) {
		gradient(g, 0, new Color(196, 204, 212), 430, new Color(226, 230, 232));
		gradient(g, 430, new Color(158, 160, 162), HEIGHT, new Color(118, 120, 124));
		Random random = new Random(3);
		for (int bay = 0; bay < 5; bay++) {
			int x = 20 + bay * 250;
			for (int level = 0; level < 3; level++) {
				int shelf = 150 + level * 130;
				for (int box = 0; box < 3; box++) {
					int height = 56 + random.nextInt(40);
					crate(g, x + 14 + box * 70, shelf - height, 60, height);
				}
				g.setColor(new Color(216, 96, 36));
				g.fillRect(x, shelf, 230, 10);
			}
			g.setColor(new Color(46, 84, 150));
			g.fillRect(x - 6, 30, 12, 420);
			g.fillRect(x + 224, 30, 12, 420);
		}
		g.setColor(new Color(236, 200, 60));
		g.fill(new Polygon(new int[] { 300, 318, 222, 196 }, new int[] { 440, 440, 750, 750 }, 4));
		g.fill(new Polygon(new int[] { 900, 918, 1010, 984 }, new int[] { 440, 440, 750, 750 }, 4));
	}

	private static void crate(Graphics2D g, int x, int y, int width, int height) {
		g.setPaint(new GradientPaint(x, y, new Color(206, 168, 118), x + width, y + height, new Color(168, 128, 82)));
		g.fillRect(x, y, width, height);
		g.setColor(new Color(226, 204, 160));
		g.fillRect(x, y + height / 2 - height / 16, width, height / 8);
		g.setColor(new Color(120, 88, 54));
		g.setStroke(new BasicStroke(2));
		g.drawRect(x, y, width, height);
	}

	private static void window(Graphics2D g, int x, int y, int width, int height) {
		g.setPaint(new GradientPaint(x, y, new Color(120, 152, 180), x + width, y + height, new Color(60, 84, 112)));
		g.fillRect(x, y, width, height);
		g.setColor(new Color(250, 250, 250));
		g.setStroke(new BasicStroke(4));
		g.drawRect(x, y, width, height);
	}

	private static void tree(Graphics2D g, int x, int bottom) {
		g.setColor(new Color(98, 74, 52));
		g.fillRect(x - 9, bottom - 130, 18, 140);
		Random random = new Random(x);
		for (int i = 0; i < 60; i++) {
			g.setColor(new Color(60 + random.nextInt(40), 110 + random.nextInt(50), 60 + random.nextInt(30)));
			g.fill(new Ellipse2D.Double(x - 80 + random.nextInt(110), bottom - 260 + random.nextInt(130), 54, 50));
		}
	}

	private static void wheel(Graphics2D g, int x, int y, int radius) {
		g.setColor(new Color(34, 36, 40));
		g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
		g.setColor(new Color(160, 164, 170));
		g.fill(new Ellipse2D.Double(x - radius / 2.0, y - radius / 2.0, radius, radius));
	}

	private static void person(Graphics2D g, int x, int feet, double scale, boolean vest) {
		Graphics2D p = (Graphics2D) g.create();
		p.translate(x, feet);
		p.scale(scale, scale);
		p.setColor(new Color(0, 0, 0, 60));
		p.fill(new Ellipse2D.Double(-90, -14, 180, 30));
		p.setColor(NAVY);
		p.fill(new RoundRectangle2D.Double(-44, -190, 40, 190, 16, 16));
		p.fill(new RoundRectangle2D.Double(4, -190, 40, 190, 16, 16));
		p.setColor(new Color(50, 40, 34));
		p.fill(new RoundRectangle2D.Double(-56, -24, 56, 26, 12, 12));
		p.fill(new RoundRectangle2D.Double(0, -24, 56, 26, 12, 12));
		p.setColor(NAVY);
		p.setStroke(new BasicStroke(30, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		p.drawLine(-58, -320, -74, -210);
		p.drawLine(58, -320, 74, -210);
		p.setColor(vest ? VEST : NAVY);
		p.fill(new RoundRectangle2D.Double(-62, -350, 124, 180, 40, 40));
		p.setColor(new Color(230, 232, 234));
		p.fillRect(-62, -268, 124, 16);
		p.fillRect(-62, -222, 124, 16);
		p.fillRect(-34, -350, 14, 178);
		p.fillRect(20, -350, 14, 178);
		p.setColor(SKIN);
		p.fill(new Ellipse2D.Double(-86, -214, 26, 28));
		p.fill(new Ellipse2D.Double(60, -214, 26, 28));
		p.fillRect(-16, -372, 32, 30);
		p.fill(new Ellipse2D.Double(-38, -446, 76, 86));
		p.setColor(HELMET);
		p.fillArc(-46, -464, 92, 96, 0, 180);
		p.fill(new RoundRectangle2D.Double(-54, -422, 108, 12, 8, 8));
		p.dispose();
	}

	private static void mandatory(Graphics2D g, int x, int y, String what) {
		g.setColor(new Color(0, 86, 160));
		g.fill(new Ellipse2D.Double(x - 56, y - 56, 112, 112));
		g.setColor(Color.WHITE);
		switch (what) {
			case "casque" -> {
				g.fillArc(x - 34, y - 30, 68, 70, 0, 180);
				g.fill(new RoundRectangle2D.Double(x - 42, y + 4, 84, 10, 8, 8));
			}
			case "gilet" ->
				g.fill(new Polygon(new int[] { x - 30, x - 12, x, x + 12, x + 30, x + 24, x + 24, x - 24, x - 24 },
						new int[] { y - 30, y - 36, y - 14, y - 36, y - 30, y - 4, y + 36, y + 36, y - 4 }, 9));
			default -> g.fill(new Polygon(new int[] { x - 30, x - 4, x - 2, x + 34, x + 36, x - 30 },
					new int[] { y - 34, y - 34, y - 2, y + 8, y + 26, y + 26 }, 6));
		}
	}

}
