/**
 * What the Lambda functions share: reading events, proving who asks, rendering answers, logs and metrics. A function
 * is one thin edge over the core pipeline; everything that knows AWS stays here and in the functions.
 */
@NullMarked
package dossier.edge;

import org.jspecify.annotations.NullMarked;
