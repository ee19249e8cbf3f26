@org.jspecify.annotations.NullMarked
package dossier.generate;
