package dev.rivyaroutes.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page for people: README.md or a file of src/docs. */
public record Document(Path path, String text) {

  public static final Path README = Path.of("README.md");
  public static final Path PAGES = Path.of("src/docs");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  /**
   * A code block.
   *
   * @param info what follows the opening fence; says how the block is tested
   * @param line the number of the block's first line
   */
  public record Block(Path page, int line, String info, String text) {
    @Override
    public String toString() {
      return page + ":" + line + " " + info;
    }
  }

  public static Document read(Path path) throws IOException {
    return new Document(path, Files.readString(path));
  }

  /** A page of src/docs by its name without extension. */
  public static Document page(String name) throws IOException {
    return read(PAGES.resolve(name + ".md"));
  }

  public static List<Document> all() throws IOException {
    List<Document> all = new ArrayList<>(List.of(read(README)));
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
        all.add(read(page));
      }
    }
    return all;
  }

  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      int line = (int) text.substring(0, block.start()).lines().count() + 2;
      blocks.add(new Block(path, line, block.group(1), block.group(2)));
    }
    return blocks;
  }

  public List<Block> blocks(String info) {
    return blocks().stream().filter(block -> block.info().equals(info)).toList();
  }

  /** The headings without their marks. */
  public List<String> headings() {
    return HEADING.matcher(prose()).results().map(found -> found.group(1)).toList();
  }

  /** The text without its code blocks. */
  public String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }
}
