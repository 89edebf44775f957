package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files below a folder, as the flows name them. */
public final class WatchFolder implements Recorder.Snapshot {
  private final Path root;
  private final ContentFacts facts;
  private final String prefix;
  private final Set<Path> sources;
  private TreeMap<String, String> before = new TreeMap<>();

  /**
   * @param prefix what flows write before the path
   * @param sources folders of sources, in which no sink writes
   */
  public WatchFolder(Path root, String prefix, Set<Path> sources, ContentFacts facts) {
    this.sources = sources;
    this.root = root;
    this.prefix = prefix;
    this.facts = facts;
  }

  @Override
  public void begin() {
    before = files();
  }

  @Override
  public List<ObjectNode> end() {
    List<ObjectNode> items = new ArrayList<>();
    files()
        .forEach(
            (name, state) -> {
              if (!state.equals(before.get(name))) {
                items.add(item(name));
              }
            });
    return items;
  }

  private ObjectNode item(String name) {
    try {
      ObjectNode item = Json.PLAIN.createObjectNode().put("name", prefix + name);
      return facts.add(item, Files.readAllBytes(root.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isOfSink(Path file) {
    return Files.isRegularFile(file) && sources.stream().noneMatch(file::startsWith);
  }

  private TreeMap<String, String> files() {
    TreeMap<String, String> files = new TreeMap<>();
    if (!Files.isDirectory(root)) {
      return files;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : (Iterable<Path>) all.filter(this::isOfSink)::iterator) {
        files.put(
            root.relativize(file).toString().replace('\\', '/'),
            Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
