package dev.yeoul.bench;

import java.util.List;

/**
 * What a case found.
 *
 * @param findings one for each measure of bars.json, and any others that are worth printing
 * @param rounds all of them, void ones too
 * @param notes what a reader of the report must know, a sentence each
 */
public record CaseReport(
    String name, List<Finding> findings, List<Round> rounds, List<String> notes) {
  public CaseReport {
    findings = List.copyOf(findings);
    rounds = List.copyOf(rounds);
    notes = List.copyOf(notes);
  }
}
