@org.jspecify.annotations.NullMarked
package dossier.semantic;
