package dev.yeoul.subscription;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table plans. Blocking. */
final class PlanStore {
  private static final String COLUMNS =
      "id, code, name, billing_period, price, currency, max_streams, max_height";

  private static final RowMapper<Plan> PLAN =
      (row, context) ->
          new Plan(
              row.getLong("id"),
              row.getString("code"),
              row.getString("name"),
              row.getString("billing_period"),
              row.getLong("price"),
              row.getString("currency"),
              row.getInt("max_streams"),
              row.getInt("max_height"));

  private PlanStore() {}

  static List<Plan> all(Handle handle) {
    return handle.createQuery("SELECT " + COLUMNS + " FROM plans ORDER BY id").map(PLAN).list();
  }

  static Optional<Plan> find(Handle handle, PlanChoice choice) {
    return switch (choice) {
      case PlanChoice.ById(long id) ->
          handle
              .createQuery("SELECT " + COLUMNS + " FROM plans WHERE id = :id")
              .bind("id", id)
              .map(PLAN)
              .findOne();
      // the column is ASCII, and MySQL refuses to compare it with what is not
      case PlanChoice.ByCode(String code, BillingPeriod period)
          when !StandardCharsets.US_ASCII.newEncoder().canEncode(code) ->
          Optional.empty();
      case PlanChoice.ByCode(String code, BillingPeriod period) ->
          handle
              .createQuery(
                  "SELECT "
                      + COLUMNS
                      + " FROM plans WHERE code = :code AND billing_period = :period")
              .bind("code", code)
              .bind("period", period.text())
              .map(PLAN)
              .findOne();
    };
  }
}
