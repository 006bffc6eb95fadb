/**
 * How it all runs: problems, JSON, the response cache, Redis pipelines, SQL, changes, settings.
 * Knows no feature.
 */
@NullMarked
package dev.yeoul.platform;

import org.jspecify.annotations.NullMarked;
