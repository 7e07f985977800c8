package io.estafette.document;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.jspecify.annotations.Nullable;

/** Walks through everything that a PDF's trailer leads to. */
final class PdfContents {

	private static final Set<String> ACTIVE_ACTIONS = Set.of("JavaScript", "Launch", "Rendition", "RichMediaExecute",
			"GoToE", "ImportData");

	private static final Set<String> ACTIVE_ANNOTATIONS = Set.of("FileAttachment", "RichMedia", "Screen", "Movie",
			"Sound", "3D");

	private static final Set<String> SIGNATURES = Set.of("Sig", "DocTimeStamp");

	private final COSDocument document;

	private final InspectionBudget budget;

	private boolean active;

	private boolean signed;

	PdfContents(COSDocument document, InspectionBudget budget) throws IOException {
		this.document = document;
		this.budget = budget;
		walk();
	}

	/** Whether it holds scripts, launch actions, embedded files, rich media or XFA. */
	boolean isActive() {
		return this.active;
	}

	boolean isSigned() {
		return this.signed;
	}

	/** Counts the pages themselves, for the count written in the file may be anything. */
	int pages() throws IOException {
		COSDictionary catalog = this.document.getTrailer().getCOSDictionary(COSName.ROOT);
		COSDictionary root = (catalog == null) ? null : catalog.getCOSDictionary(COSName.PAGES);
		if (root == null) {
			throw new IOException("No page tree");
		}
		int pages = 0;
		Set<COSBase> branches = identitySet();
		Deque<COSDictionary> waiting = new ArrayDeque<>();
		waiting.push(root);
		while (!waiting.isEmpty()) {
			COSDictionary node = waiting.pop();
			COSArray kids = node.getCOSArray(COSName.KIDS);
			if (kids == null) {
				if (COSName.PAGES.equals(node.getCOSName(COSName.TYPE))) {
					continue;
				}
				InspectionBudget.require(++pages <= InspectionBudget.MOST_PAGES);
				continue;
			}
			if (!branches.add(node)) {
				throw new IOException("The page tree goes in circles");
			}
			InspectionBudget.require(waiting.size() + kids.size() <= InspectionBudget.MOST_PAGES);
			for (int i = 0; i < kids.size(); i++) {
				if (!(kids.getObject(i) instanceof COSDictionary kid)) {
					throw new IOException("A page is missing");
				}
				waiting.push(kid);
			}
		}
		return pages;
	}

	private void walk() throws IOException {
		Set<COSBase> seen = identitySet();
		Deque<COSBase> waiting = new ArrayDeque<>();
		waiting.push(this.document.getTrailer());
		while (!waiting.isEmpty()) {
			COSBase value = waiting.pop();
			if (value instanceof COSObject reference) {
				value = reference.getObject();
				if (value == null && this.document.getXrefTable().getOrDefault(reference.getKey(), 0L) > 0) {
					throw new IOException("Cannot read " + reference.getKey());
				}
			}
			if (value instanceof COSDictionary dictionary && seen.add(dictionary)) {
				this.budget.time();
				this.active |= isActive(dictionary);
				this.signed |= isSignature(dictionary);
				addContainers(dictionary.getValues(), waiting);
			}
			else if (value instanceof COSArray array && seen.add(array)) {
				addContainers(array.toList(), waiting);
			}
		}
	}

	private static void addContainers(Collection<? extends @Nullable COSBase> values, Deque<COSBase> waiting) {
		for (COSBase value : values) {
			if (value instanceof COSObject || value instanceof COSDictionary || value instanceof COSArray) {
				waiting.push(value);
			}
		}
	}

	private static boolean isActive(COSDictionary dictionary) {
		return ACTIVE_ACTIONS.contains(name(dictionary, COSName.S)) || has(dictionary, COSName.JS)
				|| has(dictionary, COSName.XFA) || has(dictionary, COSName.EF)
				|| name(dictionary, COSName.TYPE).equals("EmbeddedFile")
				|| ACTIVE_ANNOTATIONS.contains(name(dictionary, COSName.SUBTYPE));
	}

	/** A signature, or the field that holds one; also a permission granted by one. */
	private static boolean isSignature(COSDictionary dictionary) {
		return has(dictionary, COSName.BYTERANGE)
				|| (SIGNATURES.contains(name(dictionary, COSName.TYPE)) && has(dictionary, COSName.CONTENTS))
				|| (name(dictionary, COSName.FT).equals("Sig")
						&& dictionary.getDictionaryObject(COSName.V) instanceof COSDictionary);
	}

	private static boolean has(COSDictionary dictionary, COSName key) {
		COSBase value = dictionary.getDictionaryObject(key);
		return value != null && !(value instanceof org.apache.pdfbox.cos.COSNull);
	}

	private static String name(COSDictionary dictionary, COSName key) {
		COSName name = dictionary.getCOSName(key);
		return (name == null) ? "" : name.getName();
	}

	private static Set<COSBase> identitySet() {
		return Collections.newSetFromMap(new IdentityHashMap<>());
	}

}
