package dev.yeoul.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A whole run.
 *
 * @param command as it was typed
 * @param machine see {@link Machine}
 * @param stores the stores' settings that matter for speed, by store
 */
record RunReport(
    String command,
    Instant startedAt,
    Duration took,
    Map<String, String> machine,
    Map<String, Map<String, String>> stores,
    Control control,
    List<Verdict> verdicts) {}
