package dev.rivyaroutes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What takes the place of the clients of other systems while flows are tested. A program that runs
 * has no such bean.
 */
public final class StandIns {

  /** Every client is a real one. */
  public static final StandIns NONE = new StandIns();

  private final Map<Class<?>, Function<String, ?>> byType = new HashMap<>();

  /**
   * @param create gives the stand-in for a connection of this name
   */
  public <T> StandIns with(Class<T> type, Function<String, ? extends T> create) {
    byType.put(type, create);
    return this;
  }

  /** The client of a connection. */
  public <T> T client(Class<T> type, String connection, Supplier<? extends T> real) {
    return find(type, connection).orElseGet(real);
  }

  /** What stands in for the client of a connection. */
  public <T> Optional<T> find(Class<T> type, String connection) {
    return Optional.ofNullable(byType.get(type)).map(create -> type.cast(create.apply(connection)));
  }
}
