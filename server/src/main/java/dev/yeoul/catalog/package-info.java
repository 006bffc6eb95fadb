/** What there is: series, seasons, episodes, and their import. */
@NullMarked
package dev.yeoul.catalog;

import org.jspecify.annotations.NullMarked;
