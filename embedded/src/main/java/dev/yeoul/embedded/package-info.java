/** Real MySQL, Redis and MongoDB as child processes: demo, dev and tests stand on it. */
@NullMarked
package dev.yeoul.embedded;

import org.jspecify.annotations.NullMarked;
