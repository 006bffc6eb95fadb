package dev.yeoul.recommendation;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation reads and writes; tab-separated text, gzip or plain.
 *
 * @param train user, item, time [, weight]
 * @param query the same, of the users to be ranked; null: their training rows
 * @param truth user, item; null: nothing is measured
 * @param json where the figures go too
 * @param rankings where user, rank, item, score go
 */
public record EvaluationFiles(
    Path train,
    @Nullable Path query,
    @Nullable Path truth,
    @Nullable Path json,
    @Nullable Path rankings) {}
