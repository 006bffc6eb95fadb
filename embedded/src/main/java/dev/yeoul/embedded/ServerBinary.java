package dev.yeoul.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A store's program, ready to run.
 *
 * @param name what people call it with its version, such as "MySQL 8.0.33"
 * @param program the executable
 * @param home the folder that holds its other files; null when it knows them itself
 * @param libraryPath folders of shared libraries the machine lacks; empty when it lacks none
 */
record ServerBinary(String name, Path program, @Nullable Path home, String libraryPath) {}
