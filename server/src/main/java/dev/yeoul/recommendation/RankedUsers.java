package dev.yeoul.recommendation;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The users that an evaluation ranks for, in the order of their ids: the query's and the truth's;
 * the truth's alone where there is no query; the training's where there is neither.
 */
record RankedUsers(
    Interactions train, @Nullable Interactions query, @Nullable Truth truth, List<String> names)
    implements Case.Numbered {
  static RankedUsers of(Interactions train, @Nullable Interactions query, @Nullable Truth truth) {
    TreeSet<String> names = new TreeSet<>();
    if (truth != null) {
      names.addAll(truth.users().keySet());
    }
    if (query != null || truth == null) {
      Ids users = query == null ? train.users : query.users;
      for (int u = 0; u < users.size(); u++) {
        names.add(users.name(u));
      }
    }
    return new RankedUsers(train, query, truth, List.copyOf(names));
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public Case get(int number) {
    String name = names.get(number);
    Truth.Items items =
        truth == null ? Truth.Items.NONE : truth.users().getOrDefault(name, Truth.Items.NONE);
    return new Case(name, history(name), items);
  }

  /** The user's query rows, else training rows, else nothing. */
  private History history(String name) {
    for (Interactions from : query == null ? List.of(train) : List.of(query, train)) {
      int user = from.users.index(name);
      if (user >= 0) {
        return from.history(user);
      }
    }
    return History.EMPTY;
  }
}
