/** Measurements that are no tests: run one by hand, read its table. */
@NullMarked
package dossier.bench;

import org.jspecify.annotations.NullMarked;
