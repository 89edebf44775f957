package dev.rivyaroutes.ledger.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.audit.Author;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderKind;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** Writes and reads the rows of bulk orders. */
final class BulkRows {
  private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

  private BulkRows() {}

  static Sql insert(String id, BulkRequest request, Author author, Instant now) {
    Deliveries deliveries = request.deliveries();
    return Sql.of(
        "insert into bulk_order (id, name, kind, deliveries, filter, reason, first_jobs, stop_above,"
            + " caller, role, login, state, plan, waiting, open, succeeded, failed, skipped, tried,"
            + " ended_before, failed_before, due_at, version, created_at, updated_at)"
            + " select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planning', ?, 0, 0, 0, 0, '{}', ?, 0, 0, ?,"
            + " 0, ?, ? where not exists (select 1 from bulk_order where name = ?)",
        id,
        request.name(),
        request.kind().word(),
        deliveries == null ? null : deliveries.word(),
        request.filter(),
        Cause.truncated(request.reason()),
        request.first(),
        request.stopAbove(),
        author.name(),
        author.role(),
        author.login(),
        json(BulkPlan.EMPTY),
        request.first() == 0,
        now,
        now,
        now,
        request.name());
  }

  static BulkOrder read(ResultSet row, int n) throws SQLException {
    String deliveries = row.getString("deliveries");
    return new BulkOrder(
        row.getString("id"),
        new BulkRequest(
            row.getString("name"),
            OrderKind.of(row.getString("kind")),
            deliveries == null ? null : Deliveries.of(deliveries),
            row.getString("filter"),
            row.getString("reason"),
            row.getInt("first_jobs"),
            row.getInt("stop_above")),
        new Author(row.getString("caller"), row.getString("role"), row.getString("login")),
        new BulkOrder.Status(
            BulkState.fromColumn(row.getString("state")),
            row.getString("cause"),
            Columns.instant(row, "updated_at")),
        parse(row.getString("plan"), new TypeReference<BulkPlan>() {}),
        new BulkProgress(
            row.getLong("waiting"),
            row.getLong("open"),
            row.getLong("succeeded"),
            row.getLong("failed"),
            parse(row.getString("skipped"), COUNTS)),
        Columns.instant(row, "created_at"),
        new BulkOrder.Row(
            row.getLong("version"),
            row.getString("owner") != null,
            row.getString("read_to"),
            row.getBoolean("tried"),
            row.getLong("ended_before"),
            row.getLong("failed_before")));
  }

  static String json(Object value) {
    try {
      return Json.EXACT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T parse(String json, TypeReference<T> type) {
    try {
      return Json.EXACT.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
