package dev.rivyaroutes.check;

/**
 * A problem that stops the start.
 *
 * @param place the file and line, or who holds it; empty where nobody has written it
 * @param problem what is wrong there, in one sentence
 * @param remedy what to do, in one sentence
 */
public record Finding(String place, String problem, String remedy) {

  public static Finding at(FileLine place, String problem, String remedy) {
    return new Finding(place.toString(), problem, remedy);
  }

  /** Place, problem and remedy in one line. */
  public String line() {
    return (this + " " + remedy).strip();
  }

  @Override
  public String toString() {
    return place.isEmpty() ? problem : place + ": " + problem;
  }
}
