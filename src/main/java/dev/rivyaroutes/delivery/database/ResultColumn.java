package dev.rivyaroutes.delivery.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultDocument;
import dev.rivyaroutes.delivery.ResultLinks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A fact of a result that a column can have; its name is that of the parameter and the column. */
public enum ResultColumn {
  JOB_ID(Result::jobId),
  FLOW(Result::flow),
  STATUS(Result::status),
  SOURCE_ID(Result::sourceId),
  SOURCE_NAME(Result::sourceName),
  MODEL(Result::model),
  ACCOUNT(Result::account),
  CREDITS(Result::finalCredits),
  ERROR_CLASS(result -> result.cause() == null ? null : result.cause().trouble().word()),
  ERROR_CODE(result -> result.cause() == null ? null : result.cause().code()),
  ERROR_TEXT(result -> result.cause() == null ? null : result.cause().text()),
  ANSWER(Result::answer),
  FILES(ResultColumn::files),
  DELIVERY_ID(Result::deliveryId),
  FINISHED_AT(Result::finishedAt);

  /** What PostgreSQL refuses in a text. */
  private static final Pattern UNUSABLE = Pattern.compile("[\\x{0}\\p{Cs}]");

  private final BiFunction<Result, ResultLinks, Object> value;

  ResultColumn(Function<Result, Object> value) {
    this((result, links) -> value.apply(result));
  }

  ResultColumn(BiFunction<Result, ResultLinks, Object> value) {
    this.value = value;
  }

  /** As flows and tables name it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(ResultColumn::word).toList();
  }

  /** A text, a number, a time or null. */
  Object of(Result result, ResultLinks links) {
    Object fact = value.apply(result, links);
    return fact instanceof String text ? UNUSABLE.matcher(text).replaceAll("\uFFFD") : fact;
  }

  /** All facts by their names. */
  static Map<String, Object> all(Result result, ResultLinks links) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (ResultColumn column : values()) {
      all.put(column.word(), column.of(result, links));
    }
    return all;
  }

  /** The files as JSON, as in a result document, with their links. */
  private static String files(Result result, ResultLinks links) {
    Object files =
        ResultDocument.of(result, file -> Map.of("url", links.file(result, file))).get("files");
    try {
      return Json.PLAIN.writeValueAsString(files);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The files of a result could not be written as JSON.", e);
    }
  }
}
