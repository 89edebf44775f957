package dev.rivyaroutes.check;

/**
 * Where a problem is.
 *
 * @param holder the file and line, or who holds what is wrong, such as the environment
 * @param line the line; null if it is in no file
 */
public record Place(String holder, FileLine line) {

  /** Where nobody has written it. */
  public static final Place NOWHERE = new Place("", null);

  public static Place of(FileLine line) {
    return new Place(line.toString(), line);
  }

  /** Outside of files. */
  public static Place of(String holder) {
    return new Place(holder, null);
  }

  /** The file, or who else holds what is wrong. */
  public String file() {
    return line == null ? holder : line.file();
  }

  @Override
  public String toString() {
    return holder;
  }
}
