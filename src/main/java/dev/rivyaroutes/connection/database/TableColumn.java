package dev.rivyaroutes.connection.database;

import java.sql.JDBCType;
import java.sql.Types;
import java.util.Locale;

/**
 * A column.
 *
 * @param name its name in the database
 * @param quoted its name as it stands in a statement
 * @param type as in {@link Types}
 * @param typeName the database's own name of the type
 * @param size the most characters of a text
 */
public record TableColumn(String name, String quoted, int type, String typeName, int size) {

  public boolean isText() {
    return type == Types.VARCHAR
        || type == Types.CHAR
        || type == Types.NVARCHAR
        || type == Types.NCHAR
        || type == Types.LONGVARCHAR
        || type == Types.LONGNVARCHAR
        || type == Types.CLOB;
  }

  public boolean isNumber() {
    return type == Types.NUMERIC
        || type == Types.DECIMAL
        || type == Types.BIGINT
        || type == Types.INTEGER
        || type == Types.SMALLINT
        || type == Types.TINYINT
        || type == Types.DOUBLE
        || type == Types.FLOAT
        || type == Types.REAL;
  }

  /** A time with an offset; PostgreSQL gives it the type of one without. */
  public boolean isInstant() {
    return type == Types.TIMESTAMP_WITH_TIMEZONE
        || typeName.toLowerCase(Locale.ROOT).equals("timestamptz");
  }

  public boolean isTimestamp() {
    return type == Types.TIMESTAMP && !isInstant();
  }

  /** Types of the database's own, such as JSON and UUID. */
  public boolean isOther() {
    return type == Types.OTHER || typeName.toLowerCase(Locale.ROOT).startsWith("json");
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return name + " (" + (typeName.isEmpty() ? JDBCType.valueOf(type).getName() : typeName) + ")";
  }
}
