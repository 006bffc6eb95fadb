package dev.yeoul.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A run for programs: every round's raw counts, the stores' settings, the machine. */
final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  static String of(RunReport run) {
    ObjectNode root = JSON.createObjectNode();
    root.put("command", run.command());
    root.put("started_at", run.startedAt().toString());
    root.put("seconds", run.took().toMillis() / 1000.0);
    root.set("machine", JSON.valueToTree(run.machine()));
    root.set("stores", JSON.valueToTree(run.stores()));
    root.set("control", control(run.control()));
    ArrayNode cases = root.putArray("cases");
    run.verdicts().forEach(verdict -> cases.add(verdict(verdict)));
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode control(Control control) {
    ObjectNode node = JSON.createObjectNode();
    node.put("steady", control.steady());
    node.put("text", control.text());
    node.set("findings", findings(control.findings()));
    node.set("rounds", rounds(control.rounds()));
    return node;
  }

  private static ObjectNode verdict(Verdict verdict) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", verdict.row().name());
    node.put("what", verdict.row().what());
    node.put("against", verdict.row().against());
    node.put("verdict", verdict.outcome().text());
    node.put("why", verdict.why());
    ArrayNode measures = node.putArray("measures");
    verdict.row().measures().forEach(bar -> measures.add(measure(verdict, bar)));
    CaseReport report = verdict.report();
    if (report != null) {
      node.set("findings", findings(report.findings()));
      node.set("rounds", rounds(report.rounds()));
      node.set("notes", JSON.valueToTree(report.notes()));
    }
    return node;
  }

  private static ObjectNode measure(Verdict verdict, Bar bar) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", bar.name());
    node.put("bar", bar.text());
    node.put("aim", bar.aimText());
    Finding found = verdict.finding(bar);
    if (found != null) {
      node.put("value", found.value()).put("low", found.low()).put("high", found.high());
      node.put("reached", bar.isMet(found.value()));
    }
    return node;
  }

  private static ArrayNode findings(List<Finding> findings) {
    ArrayNode nodes = JSON.createArrayNode();
    for (Finding one : findings) {
      ObjectNode node = nodes.addObject();
      node.put("measure", one.measure());
      node.put("value", one.value()).put("low", one.low()).put("high", one.high());
    }
    return nodes;
  }

  private static ArrayNode rounds(List<Round> rounds) {
    ArrayNode nodes = JSON.createArrayNode();
    for (Round round : rounds) {
      ObjectNode node = nodes.addObject();
      node.put("side", round.side()).put("number", round.number());
      node.put("requests", round.requests()).put("errors", round.errors());
      node.put("seconds", round.seconds());
      node.put("cpu_us_per_request", round.cpuMicrosPerRequest());
      new java.util.TreeMap<>(round.more()).forEach(node::put);
    }
    return nodes;
  }
}
