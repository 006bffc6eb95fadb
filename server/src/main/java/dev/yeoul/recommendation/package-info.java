/** What to watch next: models, their training, and an evaluator that anyone can run on files. */
@NullMarked
package dev.yeoul.recommendation;

import org.jspecify.annotations.NullMarked;
