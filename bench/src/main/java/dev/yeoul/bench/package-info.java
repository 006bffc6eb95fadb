/** Load cases beside nginx and bare Vert.x, their bars, statistics and reports. */
@NullMarked
package dev.yeoul.bench;

import org.jspecify.annotations.NullMarked;
