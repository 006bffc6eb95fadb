/** What sends the requests. */
@NullMarked
package dev.yeoul.bench.load;

import org.jspecify.annotations.NullMarked;
