/** The processes that are measured, and what /proc says about them. */
@NullMarked
package dev.yeoul.bench.process;

import org.jspecify.annotations.NullMarked;
