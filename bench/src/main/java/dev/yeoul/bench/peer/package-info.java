/** What the service is compared with. */
@NullMarked
package dev.yeoul.bench.peer;

import org.jspecify.annotations.NullMarked;
