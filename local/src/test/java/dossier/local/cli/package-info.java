@org.jspecify.annotations.NullMarked
package dossier.local.cli;
