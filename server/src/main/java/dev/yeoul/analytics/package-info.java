/**
 * What happened: the worker that stores the viewing streams, their logs in MongoDB, and what is
 * trending.
 */
@NullMarked
package dev.yeoul.analytics;

import org.jspecify.annotations.NullMarked;
