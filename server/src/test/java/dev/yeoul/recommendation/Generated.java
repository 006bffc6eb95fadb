package dev.yeoul.recommendation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Small made-up data sets that every test run has. */
final class Generated {
  private Generated() {}

  /** 150 users, 60 items, three clusters. */
  static List<Row> small() {
    return rows(new GeneratedInteractions(150, 60, 15, 3, 7));
  }

  /** 250 users, 130 items (more than one block of the linear algebra), five clusters. */
  static List<Row> larger() {
    return rows(new GeneratedInteractions(250, 130, 25, 5, 11));
  }

  private static List<Row> rows(GeneratedInteractions generated) {
    List<Row> rows = new ArrayList<>();
    generated.forEach(rows::add);
    return rows;
  }

  static Interactions matrix(List<Row> rows) {
    InteractionsBuilder builder = new InteractionsBuilder();
    rows.forEach(builder::add);
    return builder.build();
  }

  /** Everybody's last event to be found, the others to be trained on. */
  static EvaluationFiles leaveLastOut(List<Row> rows, Path folder) throws IOException {
    List<String> train = new ArrayList<>();
    List<String> truth = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      boolean last = i + 1 == rows.size() || !rows.get(i + 1).user().equals(rows.get(i).user());
      (last ? truth : train).add(line(rows.get(i)));
    }
    truth.add("stranger\ti1");
    truth.add("u1\tnever-seen");
    return files(folder, train, List.of(), truth);
  }

  /** Every fifth user's events: all but each fourth in the query, those to be found. */
  static EvaluationFiles unseenUsers(List<Row> rows, Path folder) throws IOException {
    Set<String> users = new TreeSet<>();
    rows.forEach(row -> users.add(row.user()));
    List<String> train = new ArrayList<>();
    List<String> query = new ArrayList<>();
    List<String> truth = new ArrayList<>();
    int n = 0;
    for (Row row : rows) {
      boolean unseen = Integer.parseInt(row.user().substring(1)) % 5 == 0;
      (unseen ? n++ % 4 == 3 ? truth : query : train).add(line(row));
    }
    return files(folder, train, query, truth);
  }

  private static EvaluationFiles files(
      Path folder, List<String> train, List<String> query, List<String> truth) throws IOException {
    Path queryFile = query.isEmpty() ? null : Files.write(folder.resolve("query.tsv"), query);
    return new EvaluationFiles(
        Files.write(folder.resolve("train.tsv"), train),
        queryFile,
        Files.write(folder.resolve("truth.tsv"), truth),
        folder.resolve("report.json"),
        folder.resolve("rankings.tsv"));
  }

  private static String line(Row row) {
    return row.user() + "\t" + row.item() + "\t" + (long) row.time();
  }
}
