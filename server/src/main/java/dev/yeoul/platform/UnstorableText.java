package dev.yeoul.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Finds the texts of a document that no store can hold. A pointer is made only where something is
 * wrong, and the findings are bounded: a small request must not make a large answer.
 */
final class UnstorableText {
  private static final int LONGEST_POINTER = 1000;

  private final Deque<Object> path = new ArrayDeque<>();
  private final List<Violation> found = new ArrayList<>();

  private UnstorableText() {}

  /** What is wrong, at most {@link Violation#MOST}. */
  static List<Violation> in(JsonNode document) {
    UnstorableText search = new UnstorableText();
    search.visit(document);
    return search.found;
  }

  private void visit(JsonNode node) {
    if (node.isTextual() && !Text.storable(node.textValue())) {
      found.add(new Violation(pointer(), Text.RULE));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size() && found.size() < Violation.MOST; i++) {
        visit(i, node.get(i));
      }
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (found.size() == Violation.MOST) {
          return;
        }
        visit(member.getKey(), member.getValue());
      }
    }
  }

  private void visit(Object step, JsonNode node) {
    path.addLast(step);
    visit(node);
    path.removeLast();
  }

  /** Where we are, or what holds it where that would take too many words. */
  private String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (Object step : path) {
      String text = step.toString();
      String name = Text.storable(text) ? text.replace("~", "~0").replace("/", "~1") : "?";
      if (pointer.length() + 1 + name.length() > LONGEST_POINTER) {
        break;
      }
      pointer.append('/').append(name);
    }
    return pointer.toString();
  }
}
