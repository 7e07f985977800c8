package io.estafette.demonstration;

import java.util.List;

/**
 * Names for the demonstration's employees: the same at every start, each person's
 * different.
 */
final class DemonstrationNames {

	record Name(String firstName, String lastName) {
	}

	private static final List<String> FIRST = List.of("Julie", "Éric", "Amélie", "Karim", "Chloé", "François", "Inès",
			"Mathieu", "Noémie", "Théo", "Sofia", "Jérôme", "Léa", "Mehdi", "Camille", "Gaëlle", "Antoine", "Zoé",
			"Rémi", "Fatou", "Clément", "Maëlys", "Olivier", "Anaïs", "Bastien", "Hélène", "Yanis", "Céline", "Loïc");

	private static final List<String> LAST = List.of("Moreau", "Lefèvre", "Garnier", "Benali", "Rousseau", "Lemaître",
			"Fontaine", "Da Silva", "Chevalier", "Perrin", "N’Diaye", "Gauthier", "Muñoz", "Müller", "D’Angelo",
			"Le Goff", "Barbier", "Œuvrard", "Kowalski", "Traoré", "Dupont-Aubry", "Nguyen", "Brunet");

	private DemonstrationNames() {
	}

	static Name of(char letter, int number) {
		// H0001 is Julie Moreau and H0002 is Éric Lefèvre; 29 and 23 have no common
		// divisor, so pairs repeat late.
		int index = number - 1 + ((letter == 'H') ? 0 : 300);
		return new Name(FIRST.get(index % FIRST.size()), LAST.get(index % LAST.size()));
	}

}
